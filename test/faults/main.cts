import { startSandbox } from '../sandbox/server.cts';
import { useFileStore } from '../support/fileStore.cts';
import { startBrokenHosts } from './brokenHosts.cts';
import { carryOut } from './carryOut.cts';
import { faultKinds } from './faultKinds.cts';
import { judge } from './judge.cts';
import { planExecution, type Breaks } from './plan.cts';
import { Tally } from './tally.cts';

/**
 * `npm run test:faults`: thousands of messages, every kind of fault, and the outcome of each message.
 * Another run: `npm run test:faults -- 7`, or SEED=7.
 */

const SEED = 20260;
const MESSAGES = 5000;
/** More would mean that hardly anything is started. */
const MOST_EXECUTIONS = 600;
/** Executions side by side, for most of them wait most of the time. */
const AT_ONCE = 6;
const PROGRESS_EVERY_MS = 5000;

const FILE_SIZE = 24 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** A file larger than the system's send buffers, which needs no memory. */
function bigFile() {
	return useFileStore().add({
		announcedSize: FILE_SIZE,
		content: function* () {
			for (let sent = 0; sent < FILE_SIZE; sent += CHUNK.length) yield CHUNK;
		},
	});
}

function seed(): number {
	const given = process.argv[2] ?? process.env.SEED ?? String(SEED);
	if (!/^\d+$/.test(given)) throw new Error(`The seed is a whole number, not "${given}".`);
	return Number(given);
}

/** Carries out one execution after another, some at a time, until enough messages were started. */
async function sendAll(breaks: Breaks, tally: Tally, chosenSeed: number): Promise<number> {
	const file = bigFile();
	let executions = 0;
	const worker = async () => {
		while (tally.tried < MESSAGES && executions < MOST_EXECUTIONS) {
			const plan = planExecution(chosenSeed, executions++, breaks);
			tally.add(judge(await carryOut(plan, file)));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return executions;
}

/** What is wrong with the run itself. */
function complaints(tally: Tally, followed: number): readonly string[] {
	const missing = tally.missing.map((name) => `No message met the fault "${name}".`);
	return [
		...(tally.tried < MESSAGES ? [`Only ${tally.tried} messages were tried.`] : []),
		...(followed > 0 ? [`${followed} redirects were followed.`] : []),
		...missing,
	];
}

async function main(): Promise<void> {
	const chosenSeed = seed();
	const startedAt = Date.now();
	const seconds = () => Math.round((Date.now() - startedAt) / 1000);
	console.log(`Seed ${chosenSeed} (another: npm run test:faults -- 7)`);
	const elsewhere = await startSandbox({ page: false });
	const hosts = await startBrokenHosts();
	const kinds = faultKinds(`${elsewhere.url}/api/public/send-session-message`);
	const tally = new Tally([...kinds, ...hosts.all].map(({ name }) => name));
	const progress = setInterval(() => {
		console.log(`[${seconds()} s] ${tally.tried} messages tried, ${tally.failed} ended wrong`);
	}, PROGRESS_EVERY_MS);
	try {
		const executions = await sendAll({ kinds, hosts: hosts.all }, tally, chosenSeed);
		console.log(`\n${tally.table()}\n\n${tally.tried} messages tried in ${executions} executions`);
		console.log(`of seed ${chosenSeed}, in ${seconds()} s\n${tally.summary()}`);
		const wrong = complaints(tally, elsewhere.requests.length);
		wrong.forEach((complaint) => console.log(complaint));
		const failed = tally.failed + wrong.length;
		console.log(`${tally.passed} passed, ${failed} failed`);
		process.exitCode = failed > 0 ? 1 : 0;
	} finally {
		clearInterval(progress);
		await hosts.close();
		await elsewhere.close();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
