import { join } from 'node:path';
import { PROJECT_FOLDER, type HostPlan } from '../n8n/hostPlans.cts';
import type { Login } from '../n8n/restSession.cts';
import { startTalking, type TalkingProcess } from '../n8n/talkingProcess.cts';

const MAIN = join(PROJECT_FOLDER, 'test/editor/main.cts');

/** What `npm run editor` prints when everything is ready. */
export interface Greeting {
	readonly n8n: string;
	readonly login: Login;
	readonly sandbox: string;
	readonly credential: string;
	readonly examples: readonly string[];
}

/** Starts `npm run editor` without the build that goes before it, in a home of its own. */
export function startEditor({ name }: HostPlan, home: string): TalkingProcess {
	return startTalking(['-r', 'tsx/cjs', MAIN, '--n8n', name, '--home', home], {
		cwd: PROJECT_FOLDER,
	});
}

/** Waits for the greeting and reads it, as the person at the terminal does. */
export async function greetingOf(editor: TalkingProcess, withinMs: number): Promise<Greeting> {
	await editor.says(/^ {2}Ctrl-C stops everything\.$/m, withinMs);
	const line = async (label: string) =>
		(await editor.says(new RegExp(`^  ${label} +(.+)$`, 'm')))[1];
	const [email = '', password = ''] = (await line('Log in'))?.split(/ +\/ +/) ?? [];
	const [sandbox = ''] = (await line('Sandbox'))?.split(' ') ?? [];
	return {
		n8n: (await line('n8n')) ?? '',
		login: { email, password },
		sandbox,
		credential: (await line('Credential')) ?? '',
		examples: (await line('Examples'))?.split(', ') ?? [],
	};
}
