import { InvalidInput } from './invalidInput';

/** Added when n8n's storage did not take the key back. */
export const KEY_STAYS_USED =
	"Its 'Deduplication Key' could not be given back to the storage of n8n: retrying this execution sends the message, a new execution with the same key does not.";

/** Added when n8n's storage did not say whether it took the key back. */
export const KEY_MAY_STAY_USED =
	"The storage of n8n did not say whether it took its 'Deduplication Key' back. If a retry is refused for that key, use another one.";

/** Why a key cannot be used, continuing the label, and what to do about it. */
const REFUSALS = {
	noWorkflow: [
		'needs a saved workflow, but here n8n runs the node without one',
		'Remove the key, or send from a saved workflow.',
	],
	otherNode: [
		'cannot be used: a Remove Duplicates node keeps its items for the whole workflow in the place where keys need their lock',
		"Set 'Scope' of the Remove Duplicates node to 'Node' and run its operation 'Clear Deduplication History' once with 'Scope' set to 'Workflow', or send from another workflow.",
	],
	failed: [
		'could not be looked up in the storage of n8n, so the message was not sent',
		'Save the workflow and run it again. If that does not help, ask whoever runs your n8n whether its database is reachable.',
	],
	unknown: [
		'may be recorded: the storage of n8n did not say, so the message was not sent',
		'Run it again. If it then says alreadySent, the key was recorded after all: use another one.',
	],
	present: [
		'was used before, but the storage of n8n did not say whether by this message or an earlier one',
		'Look into the chat in iSlash. To send the message in any case, use another key.',
	],
} as const;

export type KeyRefusal = keyof typeof REFUSALS;

export function refusedKey(why: KeyRefusal): InvalidInput {
	const [problem, remedy] = REFUSALS[why];
	return new InvalidInput('Deduplication Key', problem, remedy);
}
