import type { INodeParameters } from 'n8n-workflow';

/** Parameters that are refused, the advice in its words, and what arrives once it was followed. */
export type Row = readonly [
	rule: string,
	bad: INodeParameters,
	advice: string,
	good: INodeParameters,
	arrived: object,
];

/** The title of the test of a row. */
export const TITLE = '%s the message arrives';
