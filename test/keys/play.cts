import { openStore, type Database, type Store } from './n8nStore.cts';
import type { Mutation } from './process.cts';
import { Repeated, type Choose } from './schedule.cts';
import { type Neighbour, type Story, tell } from './story.cts';

/** Tells one kind of story in all its orders, or many stories by lot. */

export interface Order {
	readonly hostFolder: string;
	readonly name: string;
	readonly database: Database;
	readonly seed: number;
	/** How long the orders are walked through, and how long stories are drawn by lot. */
	readonly seconds: { readonly all: number; readonly random: number };
	readonly mutation?: Mutation;
}

export interface Score {
	orders: number;
	repeated: number;
	moves: number;
	faults: number;
	isComplete: boolean;
	answers: Record<string, number>;
}

/** Scores by kind of story. */
export type Report = Readonly<Record<string, Score>>;

const newScore = (): Score => ({
	...{ orders: 0, repeated: 0, moves: 0, faults: 0, isComplete: false, answers: {} },
});

/** A generator of numbers that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

async function tellOne(store: Store, story: Story, choose: Choose, score: Score): Promise<void> {
	try {
		const { moves, faults, told } = await tell(store, story, choose);
		score.orders++;
		score.moves += moves;
		score.faults += faults;
		for (const answer of told) score.answers[answer] = (score.answers[answer] ?? 0) + 1;
	} catch (cause) {
		if (!(cause instanceof Repeated)) throw cause;
		score.repeated++;
	}
}

/** Two processes with one key, of which the first does not send its message in the end. */
const PAIR: Omit<Story, 'random'> = {
	processes: [['a'], ['a']],
	tries: 1,
	neighbours: [],
	stops: [],
	isDelivered: (process) => process === 1,
	rules: { faults: 1, onlyDistinct: true, mayDie: false, mayBeSlow: false },
};

/** Depth first: the last choice that has another way is changed, until none has. */
async function playAll(
	store: Store,
	{ mutation }: Order,
	story: Omit<Story, 'random'>,
	most: { readonly until: number; readonly departures: number },
): Promise<Score> {
	const score = newScore();
	let way: Array<{ chosen: number; readonly count: number }> = [];
	while (Date.now() < most.until) {
		let depth = 0;
		let departures = 0;
		const choose: Choose = (options) => {
			const count = departures < most.departures ? options : 1;
			const known = way[depth];
			if (known && known.count !== count) throw new Error('The same order went another way');
			if (!known) way.push({ chosen: 0, count });
			const chosen = way[depth++]?.chosen ?? 0;
			if (chosen > 0) departures++;
			return chosen;
		};
		await tellOne(store, { ...story, random: randomFrom(1), mutation }, choose, score);
		while (way.length > 0 && (way.at(-1)?.chosen ?? 0) + 1 >= (way.at(-1)?.count ?? 0)) way.pop();
		const last = way.at(-1);
		if (!last) return { ...score, isComplete: true };
		way = [...way.slice(0, -1), { chosen: last.chosen + 1, count: last.count }];
	}
	return score;
}

/** With a process that dies at any point, in all orders that depart from the first so many times. */
async function playDeaths(store: Store, order: Order, until: number): Promise<Score[]> {
	const scores: Score[] = [];
	const story = {
		...PAIR,
		rules: { ...PAIR.rules, onlyDistinct: false, mayDie: true, mayBeSlow: true },
	};
	for (let departures = 1; scores.at(-1)?.isComplete ?? true; departures++) {
		scores.push(await playAll(store, order, story, { until, departures }));
	}
	return scores;
}

export async function playRandom(store: Store, order: Order): Promise<Score> {
	const score = newScore();
	const end = Date.now() + order.seconds.random * 1000;
	for (let seed = order.seed; Date.now() < end; seed++) {
		const random = randomFrom(seed);
		const story = { ...draw(random), random, mutation: order.mutation };
		const faultRate = random() ** 2;
		const choose: Choose = (count) => {
			// The orderly moves come first: seldom one of the many faults.
			const most = random() < faultRate ? count : Math.min(count, 4);
			return Math.floor(random() * most);
		};
		await tellOne(store, story, choose, score).catch((cause: unknown) => {
			console.error(
				`The story of seed ${seed} fails`,
				JSON.stringify({ ...story, mutation: undefined }),
			);
			throw cause;
		});
	}
	return score;
}

function draw(random: () => number): Omit<Story, 'random'> {
	const pick = <T,>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
	const keys = pick([['a'], ['a', 'b'], ['a', 'b', 'c']]);
	const salt = random();
	const neighbours = Array.from({ length: pick([0, 0, 1, 2]) }, (): Neighbour => ({
		scope: pick(['node', 'workflow']),
		mode: pick(['entries', 'latestIncrementalKey', 'latestDate']),
		start: pick([0, 20, 100, 1500, 21_000]),
		rounds: pick([1, 3]),
	}));
	return {
		processes: Array.from({ length: pick([2, 3, 3]) }, () => keys),
		tries: 2,
		neighbours: neighbours.filter(
			({ scope }, index) =>
				scope === 'node' || neighbours.findIndex((one) => one.scope === scope) === index,
		),
		stops: Array.from({ length: 3 }, () => pick([undefined, undefined, 30, 400])),
		isDelivered: (process, key, tries) =>
			((process + key.charCodeAt(0) + tries) * salt * 10) % 1 < 0.5,
		rules: {
			faults: pick([0, 1, 3, 10, 40]),
			onlyDistinct: false,
			mayDie: random() < 0.4,
			mayBeSlow: random() < 0.3,
		},
	};
}

async function main(order: Order): Promise<void> {
	const store = await openStore(order.hostFolder, order.database);
	try {
		const until = () => Date.now() + order.seconds.all * 1000;
		const all = async (faults: number) => {
			const story = { ...PAIR, rules: { ...PAIR.rules, faults } };
			return await playAll(store, order, story, { until: until(), departures: Infinity });
		};
		const deaths = order.seconds.all > 0 ? await playDeaths(store, order, until()) : [];
		const report: Report = {
			'every order, one fault': await all(1),
			'every order, two faults': await all(2),
			...Object.fromEntries(
				deaths.map((score, index) => [`one fault or death, ${index + 1} departures`, score]),
			),
			'by lot': await playRandom(store, order),
		};
		process.send?.(report);
	} catch (cause) {
		const { log = [], message } = cause as { log?: readonly string[]; message: string };
		console.error([...log.slice(-120), `${order.name}, seed ${order.seed}: ${message}`].join('\n'));
		process.exitCode = 1;
	} finally {
		await store.close();
		process.disconnect?.();
	}
}

if (require.main === module) void main(JSON.parse(process.argv[2] ?? '{}') as Order);
