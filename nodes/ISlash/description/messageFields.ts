import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * The fields of a message, as the samples of the API's documentation have them. Its schema differs:
 * it has `quote_message` and `color`, where the samples have `quoted_message` and no color.
 * https://api-docs.islash.io/session-message/send-session-message
 */
export const messageFields: INodePropertyOptions[] = [
	{ name: 'Body', value: 'body' },
	{ name: 'Contact', value: 'contact' },
	{ name: 'Conversation ID', value: 'conversation_id' },
	{ name: 'Delivered At', value: 'delivered_at' },
	{ name: 'Direction', value: 'direction' },
	{ name: 'ID', value: 'id' },
	{ name: 'Is Auto Message', value: 'is_auto_message' },
	{ name: 'Is Cloned', value: 'is_cloned' },
	{ name: 'Is Forwarded', value: 'is_forwarded' },
	{ name: 'Is Sticker', value: 'is_sticker' },
	{ name: 'Is Template Message', value: 'is_template_message' },
	{ name: 'Media Filename', value: 'media_filename' },
	{ name: 'Media Resolution X', value: 'media_resolution_x' },
	{ name: 'Media Resolution Y', value: 'media_resolution_y' },
	{ name: 'Media Status', value: 'media_status' },
	{ name: 'Media Thumbnail', value: 'media_thumbnail' },
	{ name: 'Media Type', value: 'media_type' },
	{ name: 'Media URL', value: 'media_url' },
	{ name: 'Message At', value: 'message_at' },
	{ name: 'Quoted Message', value: 'quoted_message' },
	{ name: 'Read At', value: 'read_at' },
	{ name: 'Read By', value: 'read_by' },
	{ name: 'Read By User', value: 'read_by_user' },
	{ name: 'Received At', value: 'received_at' },
	{ name: 'Revoked At', value: 'revoked_at' },
	{ name: 'SID', value: 'sid' },
	{ name: 'Sent At', value: 'sent_at' },
	{ name: 'Status', value: 'status' },
	{ name: 'User', value: 'user' },
	{ name: 'User ID', value: 'user_id' },
];
