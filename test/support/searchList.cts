import './logLines.cts';
import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeListSearchResult,
	type IWorkflowBase,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.cts';
import { TestCredentials } from './credentialsHelper.cts';
import { loadPackage } from './loadPackage.cts';
import { nodeTypesOf } from './nodeTypes.cts';

export interface ListSearch {
	/** Name of the method, as in the resource locator's `searchListMethod`. */
	readonly method: string;
	readonly credential: ICredentialDataDecryptedObject;
	/** What the user typed into the search field. */
	readonly filter?: string;
	readonly parameters?: INode['parameters'];
	readonly packageFolder?: string;
}

const CREDENTIAL = 'iSlashApi';

/** Asks the node for the entries of a resource locator's list, as n8n does for the editor. */
export async function searchList(search: ListSearch): Promise<INodeListSearchResult> {
	const loader = await loadPackage(search.packageFolder);
	const node: INode = {
		id: 'islash',
		name: 'iSlash',
		type: 'n8n-nodes-islash.iSlash',
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...search.parameters },
		credentials: { [CREDENTIAL]: { id: CREDENTIAL, name: 'iSlash account' } },
	};
	const nodeTypes = nodeTypesOf(loader, {});
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const helper = new TestCredentials(loader, { [CREDENTIAL]: search.credential });
	const base = { id: undefined, name: '' } as unknown as IWorkflowBase;
	const additionalData = {
		...additionalDataFor(base, helper, 'internal'),
		currentNodeParameters: node.parameters,
	};
	const type = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const method = type.methods?.listSearch?.[search.method];
	if (!method) throw new Error(`The node has no list search method "${search.method}"`);
	return await method.call(
		new LoadOptionsContext(workflow, node, additionalData, ''),
		search.filter,
	);
}
