interface CallFrame {
	readonly functionName: string;
	readonly url: string;
}

interface ProfileNode {
	readonly id: number;
	readonly callFrame: CallFrame;
	readonly children?: readonly number[];
}

/** A recording as V8 makes it: times are in microseconds. */
export interface Profile {
	readonly nodes: readonly ProfileNode[];
	readonly samples: readonly number[];
	readonly timeDeltas: readonly number[];
}

interface Part {
	readonly where: string;
	readonly holds: (frame: CallFrame) => boolean;
}

/** The parts of a run; a moment counts for the first part that one of its callers belongs to. */
const PARTS: readonly Part[] = [
	{
		where: "the item's parameters: n8n evaluates their expressions",
		holds: ({ functionName }) => functionName === '_getNodeParameter',
	},
	{
		where: 'waiting for the answers',
		holds: ({ functionName }) => functionName === '(idle)',
	},
	{
		where: 'collecting garbage',
		holds: ({ functionName }) => functionName === '(garbage collector)',
	},
	{
		where: "this package's own code",
		holds: ({ url }) => url.includes('n8n-nodes-islash'),
	},
	{
		where: 'axios and the part of n8n that calls it',
		holds: ({ url }) => /\/(axios|backend-network|n8n-core|follow-redirects)\//.test(url),
	},
	{
		where: "Node's HTTP, sockets, streams and timers",
		holds: ({ url }) => url.startsWith('node:'),
	},
];

const REST = 'everything else in the process';

/** @returns milliseconds by part, without the recording of the profile itself */
export function sharesOf(profile: Profile): ReadonlyMap<string, number> {
	const shares = new Map([...PARTS.map(({ where }) => where), REST].map((where) => [where, 0]));
	const parents = parentsOf(profile);
	const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
	const parts = new Map(profile.nodes.map(({ id }) => [id, partOf(callersOf(id, parents, nodes))]));
	profile.samples.forEach((id, index) => {
		const where = parts.get(id);
		if (where === undefined) return;
		const ms = (profile.timeDeltas[index] ?? 0) / 1000;
		shares.set(where, (shares.get(where) ?? 0) + ms);
	});
	return shares;
}

function parentsOf(profile: Profile): ReadonlyMap<number, number> {
	return new Map(
		profile.nodes.flatMap(({ id, children = [] }) =>
			children.map((child): [number, number] => [child, id]),
		),
	);
}

/** The frame and everything that called it, the frame first. */
function callersOf(
	id: number,
	parents: ReadonlyMap<number, number>,
	nodes: ReadonlyMap<number, ProfileNode>,
): readonly CallFrame[] {
	const frame = nodes.get(id)?.callFrame;
	const parent = parents.get(id);
	const above = parent === undefined ? [] : callersOf(parent, parents, nodes);
	return frame === undefined ? above : [frame, ...above];
}

function partOf(frames: readonly CallFrame[]): string | undefined {
	if (frames.some(({ url }) => url === 'node:inspector')) return undefined;
	return PARTS.find(({ holds }) => frames.some(holds))?.where ?? REST;
}
