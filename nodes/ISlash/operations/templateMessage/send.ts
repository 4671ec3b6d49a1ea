import { contactNumber } from '../../fields/contactNumber';
import { fileOptions } from '../../fields/file';
import { sendingOptions } from '../../fields/sendingOptions';
import type { SendOperation } from '../operation';
import { messageFields, readMessage, toRequest } from './message';

/** Writes to a contact with an approved template. The contact needs no open session. */
export const sendTemplateMessage: SendOperation = {
	kind: 'send',
	name: 'Send',
	value: 'send',
	action: 'Send template message',
	description: 'Write to a contact with a template, also without an open session',
	fields: [contactNumber, ...messageFields, sendingOptions(fileOptions)],
	read: async (item, session) => toRequest('/send-message', session, await readMessage(item)),
};
