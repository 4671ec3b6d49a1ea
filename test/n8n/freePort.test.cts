import { createServer, type AddressInfo } from 'node:net';
import { freePort } from './freePort.cts';

test('gives out no port twice, and none that an outgoing connection may get', async () => {
	const ports: number[] = [];
	for (let count = 0; count < 1000; count++) ports.push(await freePort());

	expect(new Set(ports).size).toBe(1000);
	expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
	expect(Math.max(...ports)).toBeLessThan(32_768);
});

test('gives another port than the wanted one where somebody listens on that', async () => {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	try {
		expect(await freePort(port)).not.toBe(port);
	} finally {
		server.close();
	}
});
