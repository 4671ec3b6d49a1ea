import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Scenario } from '../../e2e/scenario.cts';
import { dropNode } from '../dropNode.cts';
import { browse } from '../person.cts';
import type { Pictures } from '../pictures.cts';

const TEXT = 'Hello Ann, your order is on its way.';

/** From the node panel to a message that arrived. */
export const sending = (pictures: Pictures): Scenario => ({
	rule: 'Browser: a person drops the node, picks a sticker from the list, and reads what was sent',
	prove: async (world) =>
		await browse(async (page) => {
			const window = await dropNode(page, world, 'Send session message');
			await window.fill('identity', '+852 5687 2847');
			await window.fill('text', TEXT);
			await window.choose('attachment', 'Sticker');
			const stickers = await window.openList('stickerId');
			ok((await stickers.entries()).length > 1);
			await stickers.search('THUMBS');
			deepEqual(await stickers.entries(), ['thumbs up']);
			await stickers.pick('thumbs up');
			await pictures.keep('node', window.parameters, world.sandbox.url);

			await window.run();
			const [message] = world.sandbox.messages;
			equal(world.sandbox.messages.length, 1);
			equal(message?.identity, '85256872847');
			equal(message?.text, TEXT);
			equal(message?.stickerId, '66');
			await window.outputSays(String(message?.id), TEXT);
		}),
});

/** A number that is none. */
export const wrongNumber = (pictures: Pictures): Scenario => ({
	rule: 'Browser: a person who enters a wrong number reads what is wrong and what to do',
	prove: async (world) =>
		await browse(async (page) => {
			const window = await dropNode(page, world, 'Send session message');
			await window.fill('identity', 'ann@example.com');
			await window.fill('text', TEXT);
			await window.runInVain();
			const output = await window.output.innerText();
			ok(output.includes("'Contact Number' is 'ann@example.com'"), output);
			ok(output.includes('Enter one number with its country code, such as 85256872847.'), output);
			equal(world.sandbox.requests.length, 0);
			await pictures.keep('error', page, world.sandbox.url);
		}),
});
