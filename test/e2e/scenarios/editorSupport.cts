import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Scenario } from '../scenario.cts';
import type { World } from '../world.cts';

export const NODE = 'n8n-nodes-islash.iSlash';

interface StickerList {
	readonly results: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
}

async function searchStickers({ rest, credential }: World, filter?: string): Promise<StickerList> {
	return await rest.post('/dynamic-node-parameters/resource-locator-results', {
		path: 'parameters.stickerId',
		methodName: await stickerMethod(rest),
		nodeTypeAndVersion: { name: NODE, version: 1 },
		currentNodeParameters: {
			resource: 'sessionMessage',
			operation: 'send',
			attachment: 'sticker',
			stickerId: { __rl: true, mode: 'list', value: '' },
		},
		credentials: { iSlashApi: credential },
		...(filter !== undefined && { filter }),
	});
}

interface Property {
	readonly name: string;
	readonly modes?: ReadonlyArray<{
		readonly name: string;
		readonly typeOptions?: { readonly searchListMethod?: string };
	}>;
}

interface NodeDescription {
	readonly name: string;
	readonly displayName: string;
	readonly properties: readonly Property[];
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly iconUrl?: string | { readonly light: string; readonly dark: string };
}

/** The node as n8n describes it to the editor. */
export async function describeNode(rest: World['rest'], name: string): Promise<NodeDescription> {
	const [description] = await rest.post<NodeDescription[]>('/node-types', {
		nodeInfos: [{ name, version: 1 }],
	});
	if (!description) throw new Error(`n8n does not know ${name}`);
	return description;
}

async function stickerMethod(rest: World['rest']): Promise<string> {
	const { properties } = await describeNode(rest, NODE);
	const list = properties
		.find(({ name }) => name === 'stickerId')
		?.modes?.find(({ name }) => name === 'list');
	return list?.typeOptions?.searchListMethod ?? 'missing';
}

const stickers: Scenario = {
	rule: 'The sticker list of the editor shows the stickers of the session, and can be searched',
	prove: async (world) => {
		const all = await searchStickers(world);
		ok(all.results.length >= 2);
		ok(all.results.some(({ name, value }) => name === 'thumbs up' && String(value) === '66'));
		const found = await searchStickers(world, 'THUMBS');
		deepEqual(
			found.results.map(({ name }) => name),
			['thumbs up'],
		);
	},
};

const tool: Scenario = {
	rule: 'The node is offered to AI agents as a tool',
	prove: async ({ rest }) => {
		const listed = (await (await rest.fetch('/types/nodes.json')).json()) as NodeDescription[];
		const description = listed.find(({ name }) => name === `${NODE}Tool`);
		deepEqual(description?.outputs, ['ai_tool']);
		deepEqual(description?.inputs, []);
		equal(description?.displayName, 'iSlash Tool');
		const names = description?.properties.map((property) => property.name);
		ok(names?.includes('toolDescription'), 'the model can be told what the tool does');
	},
};

const schema: Scenario = {
	rule: 'The editor gets the fields of a sent message before the node has run',
	prove: async ({ rest }) => {
		const answer = await rest.fetch(`/schemas/${NODE}/1.0.0/sessionMessage/send.json`);
		equal(answer.status, 200);
		const { type, properties } = (await answer.json()) as {
			type: string;
			properties: Record<string, { type: unknown }>;
		};
		equal(type, 'object');
		deepEqual(properties.id, { type: 'integer' });
		ok('conversation_id' in properties && 'status' in properties && 'body' in properties);
	},
};

const icon: Scenario = {
	rule: 'The editor gets the icon of the node',
	prove: async ({ rest }) => {
		const { iconUrl } = await describeNode(rest, NODE);
		const paths = typeof iconUrl === 'object' ? [iconUrl.light, iconUrl.dark] : [iconUrl];
		for (const path of paths) {
			const answer = await rest.fetch(`/${path}`);
			equal(answer.status, 200);
			ok((await answer.text()).includes('<svg'));
		}
	},
};

export const editorSupport: readonly Scenario[] = [stickers, tool, schema, icon];
