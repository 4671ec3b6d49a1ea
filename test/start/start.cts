import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN, startSandbox } from '../sandbox/server.cts';
import { loadPackage } from '../support/loadPackage.cts';
import { ACCOUNT_VARIABLES, destinationFrom, type Account, type Incomplete } from './account.cts';
import { doOtherOperations } from './otherOperations.cts';
import { sendEachKind, type Tally } from './sendEachKind.cts';
import { Steps, type Output } from './steps.cts';

const SANDBOX_CONTACT = '+44 20 7946 0000';

/** n8n's own nodes come with n8n itself, which is not installed for this. */
const WHAT_IS_REAL =
	"  The engine and the iSlash node are the real ones; 'Edit Fields' and 'Read/Write Files from Disk' are small stand-ins of n8n's nodes (test/start/standIns.cts)";

async function showPackage(steps: Steps): Promise<void> {
	steps.begins('Load the package');
	const { packageName, packageJson } = await loadPackage();
	steps.done(`Load the package: ${packageName} ${packageJson.version} is in n8n's engine`);
	steps.line(WHAT_IS_REAL);
}

async function sendAll(account: Account, steps: Steps): Promise<Tally | undefined> {
	try {
		await showPackage(steps);
		return await sendEachKind(account, steps);
	} catch (error: unknown) {
		const { message, description } = error as { message?: string; description?: string | null };
		steps.failed(message ?? String(error));
		if (description) steps.line(`  ${description}`);
		return undefined;
	}
}

function allSent(tally: Tally | undefined): boolean {
	return tally !== undefined && tally.sent === tally.expected;
}

async function sendToSandbox(output: Output): Promise<boolean> {
	const steps = new Steps([SANDBOX_TOKEN, SANDBOX_SESSION_KEY], output);
	steps.begins('Start the sandbox');
	const sandbox = await startSandbox({ port: 0 });
	steps.done(`Start the sandbox: a local iSlash listens on ${sandbox.url}`);
	const secrets = { token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY };
	const credential = { host: sandbox.url, ...secrets };
	try {
		const account = { credential, contactNumber: SANDBOX_CONTACT };
		const tally = await sendAll(account, steps);
		const others = tally !== undefined && (await doOtherOperations(account, steps));
		steps.line(`${sandbox.messages.length} messages reached the sandbox, one of them a template.`);
		return allSent(tally) && others && sandbox.messages.length === (tally?.expected ?? 0) + 1;
	} finally {
		await sandbox.close();
	}
}

async function sendToAccount(account: Account, output: Output): Promise<boolean> {
	const { host, token, sessionKey } = account.credential;
	const steps = new Steps([String(token), String(sessionKey)], output);
	steps.line(`Sending to ${account.contactNumber} through ${String(host)}`);
	return allSent(await sendAll(account, steps));
}

function explainMissing({ missing }: Incomplete, output: Output): boolean {
	const steps = new Steps([], output);
	steps.failed('To send to a real account, these variables are missing:');
	for (const name of missing) steps.line(`  ${name}  ${ACCOUNT_VARIABLES[name]}`);
	steps.line('Set all four, or none of them to send to the sandbox.');
	return false;
}

/**
 * Sends one message of each kind, to the account the environment names or else to a sandbox, and
 * returns whether all of them were sent.
 */
export async function send(environment: NodeJS.ProcessEnv, output: Output): Promise<boolean> {
	const destination = destinationFrom(environment);
	switch (destination.kind) {
		case 'sandbox':
			return await sendToSandbox(output);
		case 'account':
			return await sendToAccount(destination.account, output);
		case 'incomplete':
			return explainMissing(destination, output);
	}
}
