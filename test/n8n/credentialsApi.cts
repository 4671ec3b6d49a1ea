import type { RestSession } from './restSession.cts';
import type { CredentialReference } from './workflowsApi.cts';

export interface Credential {
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

export interface CredentialTest {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

/** Saves a credential, or changes the one that already has this name and type. */
export async function saveCredential(
	rest: RestSession,
	credential: Credential,
): Promise<CredentialReference> {
	const known = (await listCredentials(rest)).find(
		({ name, type }) => name === credential.name && type === credential.type,
	);
	const saved = known
		? await rest.patch<CredentialReference>(`/credentials/${known.id}`, credential)
		: await rest.post<CredentialReference>('/credentials', credential);
	return { id: saved.id, name: saved.name };
}

export async function listCredentials(
	rest: RestSession,
): Promise<ReadonlyArray<CredentialReference & { readonly type: string }>> {
	return await rest.get('/credentials');
}

/** Presses "Retry" in the window of a credential: n8n tries it out. */
export async function testCredential(
	rest: RestSession,
	credential: Credential & CredentialReference,
): Promise<CredentialTest> {
	return await rest.post('/credentials/test', { credentials: credential });
}
