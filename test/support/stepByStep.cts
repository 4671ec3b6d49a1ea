import type { IContextObject, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Deduplicator, ProcessedKeys } from './deduplicator.cts';

/** Counts the steps that the node waits for, and throws at one of them. */
export class StepByStep {
	taken = 0;
	/** Steps that have begun and not ended. A sleep does nothing when it ends: n8n cannot cut one short. */
	inFlight = 0;
	readonly names: string[] = [];
	#throwAt: number | undefined;
	#moment: 'before' | 'after' = 'before';

	/** Restarts the count. */
	throwAt(step: number | undefined, moment: 'before' | 'after' = 'before'): void {
		this.taken = 0;
		this.#throwAt = step;
		this.#moment = moment;
	}

	/** @param facts more fields for the error of a step that took effect */
	async take<T>(work: () => Promise<T>, name = 'sleep', facts: object = {}): Promise<T> {
		this.names.push(name);
		const isThrowing = ++this.taken === this.#throwAt;
		const counts = name === 'sleep' ? 0 : 1;
		this.inFlight += counts;
		try {
			await new Promise(setImmediate);
			if (isThrowing && this.#moment === 'before') throw new Error('Thrown before the step');
			const result = await work();
			if (isThrowing) throw Object.assign(new Error('Thrown after the step'), facts);
			return result;
		} finally {
			this.inFlight -= counts;
		}
	}
}

const PARAMETERS: Readonly<Record<string, unknown>> = {
	resource: 'sessionMessage',
	operation: 'send',
	binaryPropertyName: 'data',
	'options.maxRetries': 0,
	'options.minInterval': 1,
};

const ITEMS = [
	{ identity: '20001', text: 'a text', attachment: 'none' },
	{ identity: '20001', text: 'a file', attachment: 'binaryFile' },
	{ identity: '20002', text: 'another text', attachment: 'none' },
];

const FILE = Buffer.from('content');

/** What the node finds around it in one workflow. Throws on everything that is not named here. */
export class World {
	/** How often the server took each text. */
	readonly accepted: Record<string, number> = {};
	readonly #steps: StepByStep;
	readonly #workflowId: string;
	readonly #store = new Deduplicator(new ProcessedKeys());
	#memory: IContextObject = {};

	constructor(steps: StepByStep, workflowId: string) {
		this.#steps = steps;
		this.#workflowId = workflowId;
	}

	/** Another execution of the same workflow. */
	beginAnew(): void {
		this.#memory = {};
	}

	/** One try of the execution. */
	context(): IExecuteFunctions {
		const items = ITEMS.map((json) => ({ json: json as IDataObject }));
		return strict({
			getInputData: () => items,
			getNode: () => ({ id: 'islash', name: 'iSlash', type: 'n8n-nodes-islash.iSlash' }),
			getWorkflow: () => ({ id: this.#workflowId }),
			getContext: () => this.#memory,
			getWorkflowDataProxy: () => ({ $json: items[0]?.json, $runIndex: 0 }),
			getExecutionCancelSignal: () => undefined,
			continueOnFail: () => true,
			getNodeParameter: (name: string, index: number, fallback: unknown) =>
				name === 'options.deduplicationKey'
					? `key of ${ITEMS[index]?.text}`
					: (Object(ITEMS[index])[name] ?? PARAMETERS[name] ?? fallback),
			getCredentials: this.#step('getCredentials', async () => ({
				...{ host: 'https://api.example.com', token: 'token', sessionKey: 'channel' },
			})),
			helpers: strict(this.#helpers()),
		}) as unknown as IExecuteFunctions;
	}

	#helpers() {
		const place = { workflow: { id: this.#workflowId }, node: { id: 'islash' } } as never;
		const store = this.#store;
		return {
			assertBinaryData: () => ({ data: 'filesystem-v2', id: 'filesystem-v2:1', fileName: 'a.txt' }),
			getBinaryMetadata: this.#step('getBinaryMetadata', async () => ({ fileSize: FILE.length })),
			getBinaryStream: this.#step('getBinaryStream', async () => [FILE]),
			httpRequest: this.#step(
				'httpRequest',
				async ({ body }: { body: FormData }) => await this.#answer(body),
				{ request: { writableFinished: true } },
			),
			checkProcessedAndRecord: this.#step('checkProcessedAndRecord', async (keys, scope, options) =>
				store.checkProcessedAndRecord(keys, scope, place, options),
			),
			removeProcessed: this.#step('removeProcessed', async (keys, scope) =>
				store.removeProcessed(keys, scope, place),
			),
			clearAllProcessedItems: this.#step('clearAllProcessedItems', async (scope) =>
				store.clearAllProcessedItems(scope, place),
			),
			getProcessedDataCount: this.#step('getProcessedDataCount', async (scope) =>
				store.getProcessedDataCount(scope, place),
			),
		};
	}

	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- stands for n8n's functions of all kinds
	#step(name: string, work: (...all: any[]) => Promise<unknown>, facts?: object) {
		return async (...all: unknown[]) =>
			await this.#steps.take(async () => await work(...all), name, facts);
	}

	async #answer(form: FormData) {
		for (const part of form.values()) {
			if (typeof part !== 'string') for await (const chunk of part.stream()) void chunk;
		}
		const text = String(form.get('text'));
		this.accepted[text] = (this.accepted[text] ?? 0) + 1;
		const reply = { meta: { code: 'RESP_OKAY' }, data: { message: { id: 1, body: text } } };
		return { statusCode: 200, headers: {}, body: [Buffer.from(JSON.stringify(reply))] };
	}
}

/** An object that throws when something is asked for that it does not have. */
function strict<T extends object>(known: T): T {
	return new Proxy(known, {
		get: (target, name) => {
			if (!(name in target)) throw new Error(`The test names no ${String(name)}`);
			return Reflect.get(target, name) as unknown;
		},
	});
}
