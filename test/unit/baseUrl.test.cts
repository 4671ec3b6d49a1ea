import '../support/n8nHome.cts';
import { isDomainAllowed, Workflow, type INode } from 'n8n-workflow';
import fc from 'fast-check';
import { ISlashApi } from '../../credentials/ISlashApi.credentials';
import { toBaseUrl } from '../../nodes/ISlash/api/baseUrl';
import { noOpStandIn } from '../support/items.cts';
import { refusalOf } from './refusal.cts';

const LABEL = 'API Endpoint';
const UNUSABLE = 'is not the address of an iSlash platform';
const UNENCRYPTED = "starts with http://, which would send the 'User Token' unencrypted";

describe('an API Endpoint that is accepted', () => {
	test.each([
		['api.example.com', 'https://api.example.com/api/public'],
		['https://api.example.com', 'https://api.example.com/api/public'],
		['https://api.example.com/', 'https://api.example.com/api/public'],
		['https://api.example.com///', 'https://api.example.com/api/public'],
		['https://api.example.com/api/public', 'https://api.example.com/api/public'],
		['https://api.example.com/api/public/', 'https://api.example.com/api/public'],
		['api.example.com/api/public', 'https://api.example.com/api/public'],
		['  api.example.com\n', 'https://api.example.com/api/public'],
		['\u00a0https://api.example.com/ ', 'https://api.example.com/api/public'],
		['HTTPS://API.example.com/API/Public', 'https://API.example.com/api/public'],
		['api.example.com:8443', 'https://api.example.com:8443/api/public'],
		['https://192.0.2.7', 'https://192.0.2.7/api/public'],
		['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443/api/public'],
		['bücher.example', 'https://bücher.example/api/public'],
		['localhost', 'https://localhost/api/public'],
		['http://localhost', 'http://localhost/api/public'],
		['HTTP://LOCALHOST:5678/', 'http://LOCALHOST:5678/api/public'],
		['http://127.0.0.1:5678', 'http://127.0.0.1:5678/api/public'],
		['http://127.255.0.9', 'http://127.255.0.9/api/public'],
		['http://[::1]:5678/api/public', 'http://[::1]:5678/api/public'],
	])('%j becomes %s', (endpoint, url) => {
		expect(toBaseUrl(endpoint)).toBe(url);
	});
});

describe('an API Endpoint that is refused', () => {
	test.each([
		['', 'is empty'],
		['   ', 'is empty'],
		['http://api.example.com', UNENCRYPTED],
		['HTTP://api.example.com', UNENCRYPTED],
		['http://192.168.0.10', UNENCRYPTED],
		['http://127.0.0.1.example.com', UNENCRYPTED],
		['http://localhost.example.com', UNENCRYPTED],
		['http://127.1', UNENCRYPTED],
		['http://0.0.0.0', UNENCRYPTED],
		['http://[::]', UNENCRYPTED],
		['http://[::ffff:127.0.0.1]', UNENCRYPTED],
		['https://', UNUSABLE],
		['https:/api.example.com', UNUSABLE],
		['https:api.example.com', UNUSABLE],
		['ftp://api.example.com', UNUSABLE],
		['javascript:alert(1)', UNUSABLE],
		['https://token@api.example.com', UNUSABLE],
		['http://localhost@example.com', UNUSABLE],
		['http://127.0.0.1:80@example.com', UNUSABLE],
		['http://localhost\\@example.com', UNUSABLE],
		['http://localhost#.example.com', UNUSABLE],
		['api.example.com/v2', UNUSABLE],
		['https://api.example.com/api/public/sticker', UNUSABLE],
		['api.example.com?x=1', UNUSABLE],
		['api.example.com#top', UNUSABLE],
		['api example.com', UNUSABLE],
		['api.example.com\nexample.org', UNUSABLE],
		['api.example.com, example.org', UNUSABLE],
		['api.example.com:99999', UNUSABLE],
		['api.example.com:', UNUSABLE],
		['http://127.999.0.1', UNUSABLE],
		['https://[nonsense]', UNUSABLE],
	])('%j', (endpoint, problem) => {
		expect(refusalOf(() => toBaseUrl(endpoint))).toEqual({ parameter: LABEL, problem });
	});
});

const { request } = new ISlashApi().test;

const node: INode = {
	id: 'temp',
	name: 'Temp-Node',
	type: noOpStandIn.description.name,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const type = () => noOpStandIn;
const nodeTypes = { getByName: type, getByNameAndVersion: type, getKnownTypes: () => ({}) };
const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });

/** What n8n makes of an expression in the credential's test for an API Endpoint. */
function evaluate(template: unknown, host: string): string {
	const keys = { $credentials: { host } } as never;
	return String(
		expression.getSimpleParameterValue(node, template as string, 'internal', keys, undefined, ''),
	);
}

const endpoints = fc.oneof(
	fc
		.tuple(
			fc.constantFrom('', ' ', '\n'),
			fc.constantFrom('', 'https://', 'http://', 'HTTP://', 'ftp://', 'https:', '//', 'a@'),
			fc.oneof(
				fc.constantFrom('api.example.com', 'localhost', '127.0.0.1', '127.0.0.999', '127.1'),
				fc.constantFrom('[::1]', '[::2]', '[zz]', 'LocalHost', '', "o'hara.example", '{{ 1 }}'),
				fc.domain(),
				fc.ipV4(),
				fc.ipV6().map((address) => `[${address}]`),
				fc.string({ maxLength: 8 }),
			),
			fc.oneof(
				fc.constant(''),
				fc.nat(99_999).map((port) => `:${port}`),
				fc.constant(':'),
			),
			fc.constantFrom('', '/', '//', '/api/public', '/API/public/', '/v2', '?x', '#x', ' ', '\\x'),
		)
		.map((pieces) => pieces.join('')),
	fc.string({ unit: 'binary', maxLength: 30 }),
);

describe("the credential's test, which is an expression and cannot call code", () => {
	test('goes to the same address as the node, and nowhere when the node refuses', () => {
		fc.assert(
			fc.property(endpoints, (endpoint) => {
				const url = evaluate(request.baseURL, endpoint);
				const allowedDomains = evaluate(request.allowedDomains, endpoint);
				const leaves = URL.canParse(url) && isDomainAllowed({ url, allowedDomains });
				const accepted = (() => {
					try {
						return toBaseUrl(endpoint);
					} catch {
						return undefined;
					}
				})();
				expect(leaves ? url : undefined).toBe(accepted);
			}),
			{ numRuns: 500 },
		);
	});
});
