import './logLines.cts';
import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeListSearchResult,
	type INodePropertyOptions,
	type INodeType,
	type IWorkflowBase,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.cts';
import { TestCredentials } from './credentialsHelper.cts';
import { loadPackage } from './loadPackage.cts';
import { nodeTypesOf } from './nodeTypes.cts';

/** A question of the editor to the node, whose parameters are as far as they were filled in. */
export interface EditorQuestion {
	readonly credential: ICredentialDataDecryptedObject;
	readonly parameters?: INode['parameters'];
	readonly packageFolder?: string;
}

export interface ListSearch extends EditorQuestion {
	/** Name of the method, as in the resource locator's `searchListMethod`. */
	readonly method: string;
	/** What the user typed into the search field. */
	readonly filter?: string;
}

const CREDENTIAL = 'iSlashApi';

/** The node and its context, as n8n makes them for the editor. */
async function ask(question: EditorQuestion): Promise<[INodeType, LoadOptionsContext]> {
	const loader = await loadPackage(question.packageFolder);
	const node: INode = {
		id: 'islash',
		name: 'iSlash',
		type: 'n8n-nodes-islash.iSlash',
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...question.parameters },
		credentials: { [CREDENTIAL]: { id: CREDENTIAL, name: 'iSlash account' } },
	};
	const nodeTypes = nodeTypesOf(loader, {});
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const helper = new TestCredentials(loader, { [CREDENTIAL]: question.credential });
	const base = { id: undefined, name: '' } as unknown as IWorkflowBase;
	const additionalData = {
		...additionalDataFor(base, helper, 'internal'),
		currentNodeParameters: node.parameters,
	};
	const type = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	return [type, new LoadOptionsContext(workflow, node, additionalData, '')];
}

function found<T>(method: T | undefined, name: string): T {
	if (!method) throw new Error(`The node has no method "${name}"`);
	return method;
}

/** Asks the node for the entries of a resource locator's list, as n8n does for the editor. */
export async function searchList(search: ListSearch): Promise<INodeListSearchResult> {
	const [{ methods }, context] = await ask(search);
	const method = found(methods?.listSearch?.[search.method], search.method);
	return await method.call(context, search.filter);
}

/** Asks the node for the options of a parameter. */
export async function loadOptions(
	question: EditorQuestion & { readonly method: string },
): Promise<INodePropertyOptions[]> {
	const [{ methods }, context] = await ask(question);
	return await found(methods?.loadOptions?.[question.method], question.method).call(context);
}

/** Asks the node for the fields of 'Variables'. */
export async function variableFields(question: EditorQuestion): Promise<ResourceMapperFields> {
	const [{ methods }, context] = await ask(question);
	const name = 'getTemplateVariables';
	return await found(methods?.resourceMapping?.[name], name).call(context);
}
