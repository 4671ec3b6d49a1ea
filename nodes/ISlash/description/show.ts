import type { IDisplayOptions } from 'n8n-workflow';

const sending = { resource: ['sessionMessage'], operation: ['send'] };

/** Shown for the operation Send. */
export const showForSend: IDisplayOptions = { show: sending };

/** Shown for the operation Send with this attachment. */
export const showForAttachment = (kind: string): IDisplayOptions => ({
	show: { ...sending, attachment: [kind] },
});
