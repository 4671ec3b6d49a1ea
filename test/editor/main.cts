import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { saveCredential } from '../n8n/credentialsApi.cts';
import { freePort } from '../n8n/freePort.cts';
import { HOSTS_FOLDER, HOST_NAMES, type HostName } from '../n8n/hostPlans.cts';
import { installHost } from '../n8n/installHost.cts';
import { startN8n } from '../n8n/n8nProcess.cts';
import { installPackage, packPackage } from '../n8n/packedPackage.cts';
import { FIRST_USER, logIn } from '../n8n/restSession.cts';
import { sandboxCredential } from '../n8n/sandboxCredential.cts';
import { startSandbox } from '../sandbox/server.cts';
import { publishBot } from './bot.cts';
import { importExamples } from './importExamples.cts';

/** `npm run editor`: a real n8n in the browser with this package in it, sending to the sandbox. */
async function main(): Promise<void> {
	const { name, home } = readChoice();
	const host = await installHost(name);
	await mkdir(home, { recursive: true });
	console.log('Packing this package and installing it as n8n does …');
	await installOwnPackage(home);
	const sandbox = await startSandbox({ port: await freePort(4010), page: true });
	console.log(`Starting n8n ${host.n8nVersion} …`);
	const logFile = join(home, 'n8n.log');
	const n8n = await startN8n({ host, home, logFile, port: 5678 });
	endOnce(async () => {
		await n8n.stop();
		await sandbox.close();
	});
	const rest = await logIn(n8n.url);
	const credential = await saveCredential(rest, sandboxCredential(sandbox));
	const examples = await importExamples(rest, { iSlashApi: credential });
	sandbox.setWebhook(await publishBot(rest, credential));
	console.log(greeting(n8n.url, sandbox.url, examples));
}

async function installOwnPackage(home: string): Promise<void> {
	const packed = await packPackage();
	await installPackage(home, packed);
	await rm(dirname(packed.tarball), { recursive: true, force: true });
}

function greeting(editor: string, sandbox: string, examples: readonly string[]): string {
	const { email, password } = FIRST_USER;
	return `
  n8n        ${editor}
  Log in     ${email}  /  ${password}
  Sandbox    ${sandbox}  (write as a customer here: a workflow answers)
  Credential "iSlash account", ready to use
  Examples   ${examples.join(', ') || 'none'}

  Ctrl-C stops everything.
`;
}

/** Ctrl-C or a polite kill: n8n closes its database, then the script ends. */
function endOnce(end: () => Promise<void>): void {
	let ending = false;
	const stop = () => {
		if (ending) return;
		ending = true;
		console.log('\nStopping …');
		end().then(
			() => process.exit(0),
			(error: unknown) => {
				console.error(error);
				process.exit(1);
			},
		);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

interface Choice {
	readonly name: HostName;
	/** Where workflows and credentials are kept from one time to the next. */
	readonly home: string;
}

function readChoice(): Choice {
	const { values } = parseArgs({
		options: { n8n: { type: 'string', default: 'newest' }, home: { type: 'string' } },
	});
	const name = HOST_NAMES.find((known) => known === values.n8n);
	if (!name) throw new Error('npm run editor -- [--n8n newest|oldest] [--home FOLDER]');
	return { name, home: resolve(values.home ?? join(HOSTS_FOLDER, 'editor', name)) };
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
