import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../sandbox/server.cts';
import type { Credential } from './credentialsApi.cts';

/** The credential with which an n8n reaches the sandbox. */
export function sandboxCredential(sandbox: { readonly url: string }): Credential {
	return {
		name: 'iSlash account',
		type: 'iSlashApi',
		data: { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY },
	};
}
