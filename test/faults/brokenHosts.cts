import { startBreakingServer } from '../support/breakingServer.cts';
import { startFullServer } from '../support/fullServer.cts';
import type { Told } from './faultKinds.cts';

/** An address at which no message ever arrives. */
export interface BrokenHost {
	readonly name: string;
	readonly host: string;
	readonly proves: readonly Told[];
	/** Milliseconds for one request, where only time ends it. */
	readonly timeout?: number;
}

export interface BrokenHosts {
	readonly all: readonly BrokenHost[];
	close(): Promise<void>;
}

const SHORT_TIME = 200;
const NOT_SENT: readonly Told[] = ['notSent'];

/** Starts everything that can be wrong with a host before it reads a request. */
export async function startBrokenHosts(): Promise<BrokenHosts> {
	const gone = await startBreakingServer({ at: 'end', then: 'reset' });
	await gone.close();
	const full = await startFullServer();
	const selfSigned = await startBreakingServer({ tls: true, at: 'end', then: 'reset' });
	const mute = await startBreakingServer({ tls: true, at: 'connection', then: 'silence' });
	const curt = await startBreakingServer({ tls: true, at: 'connection', then: 'reset' });
	const resetting = await startBreakingServer({ at: 'connection', then: 'reset' });
	const hosts: readonly BrokenHost[] = [
		{ name: 'refused', host: gone.host, proves: NOT_SENT },
		// A name server that does not answer would take ten seconds for each message.
		{ name: 'DNS', host: 'nobody.invalid', proves: NOT_SENT, timeout: 500 },
		{ name: 'TLS, self-signed', host: selfSigned.host, proves: NOT_SENT },
		{ name: 'TLS, reset', host: curt.host, proves: NOT_SENT },
		{ name: 'TLS, timeout', host: mute.host, proves: NOT_SENT, timeout: SHORT_TIME },
		{ name: 'timeout while connecting', host: full.host, proves: NOT_SENT, timeout: SHORT_TIME },
		// The system may have taken a short message before it knew.
		{ name: 'reset on connection', host: resetting.host, proves: ['notSent', 'uncertain'] },
	];
	return {
		all: hosts,
		close: async () => {
			for (const one of [full, selfSigned, mute, curt, resetting]) await one.close();
		},
	};
}
