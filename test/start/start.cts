import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN, startSandbox } from '../sandbox/server.cts';
import { loadPackage } from '../support/loadPackage.cts';
import { ACCOUNT_VARIABLES, destinationFrom, type Account } from './account.cts';
import { sendEachKind } from './sendEachKind.cts';
import { Steps } from './steps.cts';

const SANDBOX_CONTACT = '+852 5687 2847';

async function showPackage(steps: Steps): Promise<void> {
	steps.begins();
	const { packageName, packageJson } = await loadPackage();
	steps.done(`n8n's engine loaded ${packageName} ${packageJson.version}`);
}

async function sendToSandbox(): Promise<boolean> {
	const steps = new Steps([SANDBOX_TOKEN, SANDBOX_SESSION_KEY]);
	steps.begins();
	const sandbox = await startSandbox({ port: 0 });
	steps.done(`The sandbox, a local iSlash, listens on ${sandbox.url}`);
	const secrets = { token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY };
	const account = {
		credential: { host: sandbox.url, ...secrets },
		contactNumber: SANDBOX_CONTACT,
	};
	try {
		const sent = await sendAll(account, steps);
		steps.line(`The sandbox received ${sandbox.messages.length} messages.`);
		return sent;
	} finally {
		await sandbox.close();
	}
}

async function sendToAccount(account: Account): Promise<boolean> {
	const { host, token, sessionKey } = account.credential;
	const steps = new Steps([String(token), String(sessionKey)]);
	steps.line(`Sending to ${account.contactNumber} through ${String(host)}`);
	return await sendAll(account, steps);
}

async function sendAll(account: Account, steps: Steps): Promise<boolean> {
	try {
		await showPackage(steps);
		return await sendEachKind(account, steps);
	} catch (error: unknown) {
		steps.failed(error instanceof Error ? error.message : String(error));
		return false;
	}
}

function explainMissing(missing: ReadonlyArray<keyof typeof ACCOUNT_VARIABLES>): boolean {
	const lines = missing.map((name) => `  ${name}  ${ACCOUNT_VARIABLES[name]}`);
	console.error(`To send to a real account, these variables are missing:\n${lines.join('\n')}`);
	console.error('Set all four, or none of them to send to the sandbox.');
	return false;
}

async function send(): Promise<boolean> {
	const destination = destinationFrom(process.env);
	switch (destination.kind) {
		case 'sandbox':
			return await sendToSandbox();
		case 'account':
			return await sendToAccount(destination.account);
		case 'incomplete':
			return explainMissing(destination.missing);
	}
}

/** Sends one message of each kind; the exit status tells whether all of them were sent. */
export async function start(): Promise<void> {
	process.exitCode = (await send()) ? 0 : 1;
}
