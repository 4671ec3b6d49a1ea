import { startSandbox } from '../sandbox/server.cts';

/** The sandbox as the benchmark needs it: files are hashed and dropped, nothing is printed. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ page: false });
	process.send?.({ url: sandbox.url });
}

void main();
