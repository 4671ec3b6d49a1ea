import {
	NodeHelpers,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';
import { UnrecognizedNodeTypeError, type PackageDirectoryLoader } from 'n8n-core';
import { manualTriggerStandIn, noOpStandIn } from './items.cts';

/** Node types by their full name, such as `n8n-nodes-base.manualTrigger`. */
export type NodeTypesByName = Readonly<Record<string, INodeType | IVersionedNodeType>>;

const standIns: NodeTypesByName = {
	'n8n-nodes-base.manualTrigger': manualTriggerStandIn,
	'n8n-nodes-base.noOp': noOpStandIn,
};

/** The node types of a loaded package, stand-ins, and the node types of a test. */
export function nodeTypesOf(loader: PackageDirectoryLoader, own: NodeTypesByName): INodeTypes {
	const beside = { ...standIns, ...own };
	const getByName = (fullName: string): INodeType | IVersionedNodeType => {
		const found = beside[fullName];
		if (found) return found;
		const prefix = `${loader.packageName}.`;
		if (fullName.startsWith(prefix)) return loader.getNode(fullName.slice(prefix.length)).type;
		const [packageName = '', name = ''] = fullName.split('.');
		throw new UnrecognizedNodeTypeError(packageName, name);
	};
	return {
		getByName,
		getByNameAndVersion: (name, version) =>
			NodeHelpers.getVersionedNodeType(getByName(name), version),
		getKnownTypes: () => ({}),
	};
}
