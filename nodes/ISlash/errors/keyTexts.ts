import { InvalidInput } from './invalidInput';

/** Added when the key could not be removed from n8n's storage. */
export const KEY_STAYS_USED =
	"The 'Deduplication Key' could not be removed from n8n's storage. A retry of this execution sends the message, a new execution with the same key does not.";

/** Added when n8n's storage did not say whether it removed the key. */
export const KEY_MAY_STAY_USED =
	"n8n's storage did not say whether it removed the 'Deduplication Key'. If a retry is refused because of this key, use another key.";

/** Why a key cannot be used, continuing the label, and what to do about it. */
const REFUSALS = {
	noWorkflow: [
		'needs a saved workflow, but here n8n runs the node without one',
		'Remove the key, or send from a saved workflow.',
	],
	otherNode: [
		'cannot be used: a Remove Duplicates node keeps items for the whole workflow in the place where keys need a lock',
		"Set 'Scope' of the Remove Duplicates node to 'Node' and run its operation 'Clear Deduplication History' once with 'Scope' set to 'Workflow', or send from another workflow.",
	],
	failed: [
		"could not be looked up in n8n's storage, so the message was not sent",
		'Save the workflow and run it again. If that does not help, ask whoever runs your n8n whether its database is reachable.',
	],
	unknown: [
		"may be recorded: n8n's storage did not say, so the message was not sent",
		'Run the workflow again. If the outcome is then alreadySent, the key was recorded: use another key.',
	],
	present: [
		"was used before, but n8n's storage did not say whether by this message or an earlier one",
		'Check the chat in iSlash. To send the message anyway, use another key.',
	],
} as const;

export type KeyRefusal = keyof typeof REFUSALS;

export function refusedKey(why: KeyRefusal): InvalidInput {
	const [problem, remedy] = REFUSALS[why];
	return new InvalidInput('Deduplication Key', problem, remedy);
}
