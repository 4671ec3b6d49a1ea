import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * n8n listens seconds after it was told its port. Until then nobody else may get it, so a port is
 * given out once, and lies below those that Linux gives to outgoing connections (from 32768 on:
 * /proc/sys/net/ipv4/ip_local_port_range).
 */
const LOWEST = 20_000;
const ABOVE_HIGHEST = 32_000;
const givenOut = new Set<number>();

/** A port of this machine that nobody listens on; the wanted one if it is free. */
export async function freePort(wanted?: number): Promise<number> {
	const port = wanted ?? randomInt(LOWEST, ABOVE_HIGHEST);
	if (givenOut.has(port) || !(await isFree(port))) return await freePort();
	givenOut.add(port);
	return port;
}

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') resolve(false);
			else reject(error);
		});
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}
