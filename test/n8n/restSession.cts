/** A person logged in to n8n's own REST API, which the editor uses. */
export interface RestSession {
	readonly url: string;
	get<Answer>(path: string): Promise<Answer>;
	post<Answer>(path: string, body?: unknown): Promise<Answer>;
	patch<Answer>(path: string, body: unknown): Promise<Answer>;
	delete<Answer>(path: string): Promise<Answer>;
	/** A page or file outside /rest, as the editor fetches it. */
	fetch(path: string): Promise<Response>;
}

export interface Login {
	readonly email: string;
	readonly password: string;
}

export const FIRST_USER: Login = { email: 'owner@example.com', password: 'Sandbox-2024' };

/** n8n's answer when it refuses. */
export class RestError extends Error {
	constructor(
		readonly status: number,
		readonly path: string,
		readonly answer: string,
	) {
		super(`n8n answered ${status} to ${path}: ${answer.slice(0, 500)}`);
	}
}

/** Logs in; on a new n8n, creates the first user, its owner. */
export async function logIn(url: string, login: Login = FIRST_USER): Promise<RestSession> {
	const setUp = await call(url, '/owner/setup', 'POST', {
		...login,
		firstName: 'Sandbox',
		lastName: 'Owner',
	});
	const answer = setUp.ok
		? setUp
		: await call(url, '/login', 'POST', {
				emailOrLdapLoginId: login.email,
				password: login.password,
			});
	if (!answer.ok) throw new RestError(answer.status, '/login', await answer.text());
	const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
	return session(url, cookie.join('; '));
}

function session(url: string, cookie: string): RestSession {
	const ask = async <Answer,>(path: string, method: string, body?: unknown): Promise<Answer> => {
		const response = await call(url, path, method, body, cookie);
		const text = await response.text();
		if (!response.ok) throw new RestError(response.status, path, text);
		return (JSON.parse(text) as { data: Answer }).data;
	};
	return {
		url,
		get: async (path) => await ask(path, 'GET'),
		post: async (path, body = {}) => await ask(path, 'POST', body),
		patch: async (path, body) => await ask(path, 'PATCH', body),
		delete: async (path) => await ask(path, 'DELETE'),
		fetch: async (path) => await fetch(`${url}${path}`, { headers: { cookie } }),
	};
}

async function call(
	url: string,
	path: string,
	method: string,
	body?: unknown,
	cookie?: string,
): Promise<Response> {
	return await fetch(`${url}/rest${path}`, {
		method,
		headers: {
			...(cookie && { cookie }),
			...(body !== undefined && { 'content-type': 'application/json' }),
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
}
