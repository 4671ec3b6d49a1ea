import { dirname, join, resolve } from 'node:path';

/** The two n8n versions the package is shown to work on: the ends of the supported range. */
export const HOST_NAMES = ['oldest', 'newest'] as const;
export type HostName = (typeof HOST_NAMES)[number];

export const PROJECT_FOLDER = resolve(__dirname, '../..');

/** Where hosts, homes and logs are kept: `.n8n` of the project (git-ignored) or N8N_HOSTS_FOLDER. */
export const HOSTS_FOLDER = resolve(PROJECT_FOLDER, process.env.N8N_HOSTS_FOLDER ?? '.n8n');

export interface HostPlan {
	readonly name: HostName;
	readonly n8nVersion: string;
	/** The package.json that is installed; hosts stay out of the package's own dependency tree. */
	readonly packageJson: Readonly<Record<string, unknown>>;
	readonly folder: string;
	/** The Node binary n8n runs on. */
	readonly node: string;
	/** Where that Node keeps its headers, if npm cannot know it. */
	readonly nodeHeaders: string | undefined;
	readonly n8nScript: string;
	readonly environment: Readonly<Record<string, string>>;
}

// Node binaries are published as npm packages, one for each platform.
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
const RUNS_ON_NODE_20 = process.versions.node.startsWith('20.');

/** What is installed for a host, and how it is run. */
export function planHost(name: HostName): HostPlan {
	return name === 'newest'
		? plan(name, '2.41.1', { nodeVersion: '24.21.0' })
		: plan(name, '1.123.81', {
				nodeVersion: RUNS_ON_NODE_20 ? undefined : '20.20.2',
				// n8n 1.123 takes xlsx from an address outside the package registry.
				overrides: { xlsx: '0.18.5' },
				environment: {
					// Its isolated-vm has no binary without an install script, and is not needed.
					N8N_EXPRESSION_ENGINE: 'legacy',
					// n8n 2 offers both without being told.
					N8N_AVAILABLE_BINARY_DATA_MODES: 'filesystem,database',
					// As n8n 2 does. On its usual single connection, transactions that run at once get into
					// each other ("no such savepoint", seen once), and n8n answers 500 from then on.
					DB_SQLITE_POOL_SIZE: '2',
				},
			});
}

interface HostDetails {
	/** undefined: the Node this script runs on. */
	readonly nodeVersion: string | undefined;
	readonly overrides?: Readonly<Record<string, string>>;
	readonly environment?: Readonly<Record<string, string>>;
}

function plan(name: HostName, n8nVersion: string, details: HostDetails): HostPlan {
	const folder = join(HOSTS_FOLDER, name);
	const { nodeVersion, overrides, environment = {} } = details;
	const nodeHeaders = nodeVersion && join(folder, 'node_modules', NODE_PACKAGE);
	return {
		name,
		n8nVersion,
		packageJson: {
			private: true,
			dependencies: { n8n: n8nVersion, ...(nodeVersion && { [NODE_PACKAGE]: nodeVersion }) },
			...(overrides && { overrides }),
		},
		folder,
		node: nodeHeaders ? join(nodeHeaders, 'bin', 'node') : process.execPath,
		nodeHeaders,
		n8nScript: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		environment,
	};
}

/** The folder that has to be first in PATH for npm and n8n to find a host's Node. */
export function nodeFolder(host: HostPlan): string {
	return dirname(host.node);
}
