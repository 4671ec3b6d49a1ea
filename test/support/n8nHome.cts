import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOME_OF_THIS_PROCESS = Symbol.for('n8n-nodes-islash.test.home');
type Shared = typeof globalThis & { [HOME_OF_THIS_PROCESS]?: string };

function createHome(): string {
	const home = mkdtempSync(join(tmpdir(), 'n8n-nodes-islash-'));
	process.once('exit', () => rmSync(home, { recursive: true, force: true }));
	return home;
}

/** A folder of this process alone that n8n takes for its user folder; gone when the process ends. */
export const n8nHome: string = ((globalThis as Shared)[HOME_OF_THIS_PROCESS] ??= createHome());

// n8n-core reads these when its first service is made, so this module is imported before it.
Object.assign(process.env, {
	N8N_USER_FOLDER: n8nHome,
	N8N_ENCRYPTION_KEY: 'a-key-for-tests-only',
	N8N_LOG_LEVEL: 'debug',
	N8N_EXPRESSION_ENGINE: 'legacy',
});
