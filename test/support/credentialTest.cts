import './logLines.cts';
import { ErrorReporter, ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type INode,
	type INodeType,
	type IWorkflowBase,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.cts';
import { TestCredentials } from './credentialsHelper.cts';
import { noOpStandIn } from './items.cts';
import { loadPackage } from './loadPackage.cts';
import { Container, valueAtPath } from './n8nServices.cts';

export interface CredentialTestResult {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

interface RequestError {
	readonly message?: string;
	readonly cause?: {
		readonly code?: string;
		readonly response?: { readonly status: number; readonly statusText?: string };
	};
}

type Response = NonNullable<RequestError['cause']>['response'];

const failed = (message: unknown): CredentialTestResult => ({
	status: 'Error',
	message: String(message),
});

/** A node type that does nothing but the test's request, with the credential applied. */
function nodeTypeFor(
	credentialType: string,
	request: ICredentialTestRequest['request'],
): INodeType {
	return {
		description: {
			...noOpStandIn.description,
			credentials: [{ name: credentialType, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: { ...request } },
					default: '',
				},
			],
		},
	};
}

function workflowOf(node: INode, nodeType: INodeType): Workflow {
	const type = () => nodeType;
	const nodeTypes = { getByName: type, getByNameAndVersion: type, getKnownTypes: () => ({}) };
	return new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
}

function verdictOnError(error: RequestError, { rules = [] }: ICredentialTestRequest) {
	const { response, code } = error.cause ?? {};
	if (response) return verdictOnStatus(response, rules) ?? failed(error.message);
	return failed(code ?? error.message);
}

function verdictOnStatus(
	{ status, statusText }: NonNullable<Response>,
	rules: NonNullable<ICredentialTestRequest['rules']>,
): CredentialTestResult | undefined {
	for (const rule of rules) {
		if (rule.type === 'responseCode' && rule.properties.value === status) {
			return failed(rule.properties.message);
		}
	}
	if (status >= 199 && status <= 299) return undefined;
	return failed(statusText || `Received HTTP status code: ${status}`);
}

function verdictOnBody(
	body: unknown,
	{ rules = [] }: ICredentialTestRequest,
): CredentialTestResult {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, value, message } = rule.properties;
		if (valueAtPath(body, key) === value) return failed(message);
	}
	return { status: 'OK', message: 'Connection successful!' };
}

const details = { id: 'tested', name: 'Tested' };

function nodeFor(credentialType: string, nodeType: INodeType): INode {
	return {
		id: 'temp',
		name: 'Temp-Node',
		type: nodeType.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [credentialType]: details },
	};
}

function contextFor(node: INode, nodeType: INodeType, helper: TestCredentials): ExecuteContext {
	const base = { id: undefined, name: '' } as unknown as IWorkflowBase;
	return new ExecuteContext(
		workflowOf(node, nodeType),
		node,
		{ ...additionalDataFor(base, helper, 'internal'), currentNodeParameters: node.parameters },
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
}

/**
 * Tests a credential by the `test` request of its type, as n8n's credentials tester does when a
 * person saves it: n8n-core's routing node sends the request, then the rules judge the answer.
 */
export async function testCredential(
	values: ICredentialDataDecryptedObject,
	{ type = 'iSlashApi', packageFolder }: { type?: string; packageFolder?: string } = {},
): Promise<CredentialTestResult> {
	const loader = await loadPackage(packageFolder);
	const { test } = loader.getCredential(type).type;
	if (!test) return failed('No testing function found for this credential.');
	const helper = new TestCredentials(loader, { [type]: values });
	const nodeType = nodeTypeFor(type, test.request);
	const context = contextFor(nodeFor(type, nodeType), nodeType, helper);
	const data = helper.filledIn(values, type);
	try {
		const answer = await new RoutingNode(context, nodeType, { ...details, type, data }).runNode();
		return verdictOnBody(answer?.[0]?.[0]?.json, test);
	} catch (error: unknown) {
		Container.get(ErrorReporter).error(error);
		return verdictOnError(error as RequestError, test);
	}
}
