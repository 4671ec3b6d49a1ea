import { contactNumber } from '../../fields/contactNumber';
import { fileOptions } from '../../fields/file';
import { sendingOptions } from '../../fields/sendingOptions';
import type { SendOperation } from '../operation';
import { messageFields, readMessage, toRequest } from './message';

/**
 * Writes to a contact who need not have an open session, in the words of an approved template.
 */
export const sendTemplateMessage: SendOperation = {
	kind: 'send',
	name: 'Send',
	value: 'send',
	action: 'Send template message',
	description: 'Write to a contact with a template, also outside of a session',
	fields: [contactNumber, ...messageFields, sendingOptions(fileOptions)],
	read: async (item, session) => toRequest('/send-message', session, await readMessage(item)),
};
