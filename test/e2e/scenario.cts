import { deactivateAll } from '../n8n/workflowsApi.cts';
import type { World } from './world.cts';

/** One rule of the product, shown in a real n8n. It fails by throwing. */
export interface Scenario {
	readonly rule: string;
	/** Of something that the oldest n8n does not have: there it is neither shown nor counted. */
	readonly isOfNewest?: boolean;
	readonly prove: (world: World) => Promise<void>;
}

export interface Tally {
	readonly passed: number;
	readonly failed: number;
}

/**
 * Shows the rules one after another, each on a clean sandbox and with nothing published by an earlier
 * one, with a line for each.
 */
export async function proveAll(world: World, scenarios: readonly Scenario[]): Promise<Tally> {
	let tally: Tally = { passed: 0, failed: 0 };
	const isShown = ({ isOfNewest }: Scenario) => !isOfNewest || world.host.name === 'newest';
	for (const scenario of scenarios.filter(isShown)) {
		const failure = await prove(world, scenario);
		tally = failure
			? { ...tally, failed: tally.failed + 1 }
			: { ...tally, passed: tally.passed + 1 };
	}
	return tally;
}

async function prove(world: World, { rule, prove: show }: Scenario): Promise<boolean> {
	world.sandbox.reset();
	const startedAt = Date.now();
	const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
	try {
		await deactivateAll(world.rest);
		await show(world);
		console.log(`  ✓ ${rule} (${seconds()})`);
		return false;
	} catch (error: unknown) {
		console.log(`  ✗ ${rule} (${seconds()})`);
		console.log(describe(error).replace(/^/gm, '      '));
		return true;
	}
}

/** What was wrong, and the lines of the scenario that found it. */
function describe(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const places = (error.stack ?? '').match(/^ +at .*scenarios.*$/gm) ?? [];
	return [error.message, ...places].join('\n');
}
