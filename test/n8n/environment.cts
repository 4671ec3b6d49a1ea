import { delimiter } from 'node:path';
import { nodeFolder, type HostPlan } from './hostPlans.cts';

export type Settings = Readonly<Record<string, string>>;

/** Switched off: everything that would call out, and questions to a new user. */
const QUIET: Settings = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
};

const LOCAL: Settings = {
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_ENABLED: 'true',
	// Expressions and Code nodes of the examples may read what the node gives them, not this process.
	N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
};

/** The environment of one n8n process: nothing of the caller's own n8n or npm settings gets in. */
export function n8nEnvironment(host: HostPlan, home: string, settings: Settings): Settings {
	const inherited = Object.entries(process.env).filter(
		(entry): entry is [string, string] =>
			entry[1] !== undefined &&
			!/^(n8n_|npm_|node_options$|db_|queue_|executions_)/i.test(entry[0]),
	);
	return {
		...Object.fromEntries(inherited),
		...QUIET,
		...LOCAL,
		...host.environment,
		...settings,
		N8N_USER_FOLDER: home,
		PATH: [nodeFolder(host), process.env.PATH].join(delimiter),
	};
}
