import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadOutputSchema } from 'n8n-core/dist/nodes-loader/output-schema-resolver';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { resources } from '../../nodes/ISlash/operations/index.ts';
import { loadPackage, repositoryRoot } from '../support/loadPackage.cts';
import { samples } from '../unit/samples/index.cts';

/** The files that n8n loads beside the node. */

let description: INodeTypeDescription;
let folder: string;
beforeAll(async () => {
	const { type, sourcePath } = (await loadPackage()).getNode('iSlash');
	description = (type as INodeType).description;
	folder = join(repositoryRoot, dirname(sourcePath));
});

describe('the files around the node', () => {
	const svg = (path: string) => readFileSync(join(repositoryRoot, 'dist', path), 'utf8');

	test('are two different square icons, for the node and its credential', async () => {
		const credential = (await loadPackage()).getCredential('iSlashApi').type;
		const icons = {
			light: 'icons/n8n-nodes-islash/dist/icons/iSlash.svg',
			dark: 'icons/n8n-nodes-islash/dist/icons/iSlash.dark.svg',
		};
		expect(description.iconUrl).toEqual(icons);
		expect(credential.iconUrl).toEqual(icons);
		const [light, dark] = [svg('icons/iSlash.svg'), svg('icons/iSlash.dark.svg')];
		expect(light).not.toBe(dark);
		for (const icon of [light, dark]) {
			const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(icon) ?? [];
			expect(width).toBe(height);
			expect(width).toMatch(/^\d+$/);
		}
	});

	test('are a codex that n8n has read', () => {
		expect(description.codex).toEqual({
			categories: ['Communication', 'HITL'],
			// Where the editor lists what asks a person.
			subcategories: { HITL: ['Human in the Loop'] },
			alias: expect.arrayContaining(['WhatsApp message', 'send message', 'sticker']),
			resources: {
				primaryDocumentation: [{ url: 'https://github.com/islash/n8n-nodes-islash#readme' }],
				credentialDocumentation: [{ url: 'https://github.com/islash/n8n-nodes-islash#credential' }],
			},
		});
	});

	test.each(
		resources.flatMap(({ value: resource, operations }) =>
			operations.map(({ value: operation }) => [resource, operation]),
		),
	)('are a schema of the output for %s: %s', (resource, operation) => {
		const schema = loadOutputSchema({ nodeDir: folder, resource, operation, version: 1 });
		expect(schema).toMatchObject({ type: 'object', version: 1 });
	});

	test('are a schema of the output, found as n8n finds it, that fits the samples', () => {
		const place = { nodeDir: folder, resource: 'sessionMessage', operation: 'send' };
		const schema = loadOutputSchema({ ...place, version: 1 });
		const properties = schema?.properties as Record<string, { type: string | string[] }>;
		expect(schema).toMatchObject({ type: 'object', version: 1 });
		for (const { data } of Object.values(samples)) {
			expect(Object.keys(properties)).toEqual(Object.keys(data.message));
			for (const [field, value] of Object.entries(data.message)) {
				const type = value === null ? 'null' : typeof value;
				const fits = type === 'number' ? 'integer' : type;
				expect([field, [properties[field]?.type].flat()]).toEqual([
					field,
					expect.arrayContaining([fits]),
				]);
			}
		}
	});
});
