import { contactNumber } from '../../fields/contactNumber';
import { fileOptions } from '../../fields/file';
import { sendingOptions } from '../../fields/sendingOptions';
import type { SendOperation } from '../operation';
import { messageFields, readMessage, toRequest } from './message';
import { readSendAt, sendAt, timeZone } from './sendAt';

/** Has iSlash send a template later. The API cannot list, change or cancel scheduled messages. */
export const scheduleTemplateMessage: SendOperation = {
	kind: 'send',
	name: 'Schedule',
	value: 'schedule',
	action: 'Schedule template message',
	description: 'Write to a contact with a template, at a later time',
	fields: [contactNumber, ...messageFields, sendAt, sendingOptions([...fileOptions, timeZone])],
	read: async (item, session) => {
		const { text, zone } = readSendAt(item);
		const message = { ...(await readMessage(item)), send_at: text };
		return {
			...toRequest('/schedule-message', session, message),
			remark: `The message was to be scheduled for ${text} in the time zone ${zone}.`,
		};
	},
};
