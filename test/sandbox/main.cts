import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN, startSandbox } from './server.cts';
import { summary } from './bubble.cts';
import type { ReceivedMessage, Sandbox } from './types.cts';

function portFromEnvironment(): number {
	const { PORT = '0' } = process.env;
	const port = Number(PORT);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new RangeError(
			`PORT is "${PORT}"; it must be a number from 0 to 65535, 0 for a free one`,
		);
	}
	return port;
}

function introduce({ url }: Sandbox): void {
	console.log(`iSlash sandbox, a local iSlash to try things with. Press Ctrl-C to end it.

  Chat page     ${url}/
  API Endpoint  ${url}
  User Token    ${SANDBOX_TOKEN}
  Session Key   ${SANDBOX_SESSION_KEY}

Put the last three into a credential of the type "iSlash API" in n8n and send to any number.
Every message it receives is printed here and shown on the chat page.
`);
}

/** One line for any text of a sender: no line breaks, no terminal control characters. */
function oneLine(message: ReceivedMessage): string {
	const quote =
		message.quotedMessageId === undefined ? '' : ` (reply to ${message.quotedMessageId})`;
	const file = message.file ? ` [${message.file.name}, ${message.file.size} bytes]` : '';
	const what = `${message.id} to ${message.identity}: ${summary(message)}${file}${quote}`;
	return what.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function endOn(signal: NodeJS.Signals, sandbox: Sandbox): void {
	process.once(signal, () => {
		console.log(`\nMessages received: ${sandbox.messages.length}. Goodbye.`);
		void sandbox.close();
	});
}

async function main(): Promise<void> {
	const sandbox = await startSandbox({
		port: portFromEnvironment(),
		keepFiles: true,
		onMessage: (message) => console.log(oneLine(message)),
	});
	introduce(sandbox);
	endOn('SIGINT', sandbox);
	endOn('SIGTERM', sandbox);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
