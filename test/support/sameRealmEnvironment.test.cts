import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

async function refusedPort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

describe('a test runs in the realm of Node itself', () => {
	test('an error of a refused connection is an Error', async () => {
		const socket = connect(await refusedPort(), '127.0.0.1');
		const [error]: unknown[] = await once(socket, 'error').catch((reason: unknown) => [reason]);
		expect(error).toMatchObject({ code: 'ECONNREFUSED' });
		expect(error instanceof Error).toBe(true);
	});

	test('literals and bytes are of the classes that Node uses', async () => {
		expect(Object.getPrototypeOf(process.versions) === Object.prototype).toBe(true);
		expect(readFileSync(__filename) instanceof Uint8Array).toBe(true);
		const form = await new Response(new URLSearchParams({ a: 'b' })).formData();
		expect(form instanceof FormData).toBe(true);
		expect(AbortSignal.timeout(1) instanceof AbortSignal).toBe(true);
	});
});
