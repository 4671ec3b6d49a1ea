import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type {
	ICredentialType,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { loadPackage, repositoryRoot } from '../support/loadPackage.cts';

/** Whatever a parameter has under `options`: more parameters, or values to choose from. */
export type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** What the editor shows of the package, as n8n loads it. */
export interface Described {
	readonly node: INodeTypeDescription;
	readonly trigger: INodeTypeDescription;
	readonly credential: ICredentialType;
	/** Of both nodes, their options and the credential. */
	readonly parameters: readonly INodeProperties[];
	/** The values of all lists to choose from. */
	readonly choices: readonly INodePropertyOptions[];
}

export const entriesOf = ({ options = [] }: INodeProperties): readonly Entry[] => options;
export const isParameter = (entry: Entry): entry is INodeProperties => 'type' in entry;
export const isChoice = (entry: Entry): entry is INodePropertyOptions => 'value' in entry;
export const labelOf = (entry: Entry) => ('displayName' in entry ? entry.displayName : entry.name);

/** A notice is a text alone: there is nothing to set. */
const isSet = ({ type }: INodeProperties) => type !== 'notice';

const withInner = (list: readonly INodeProperties[]): INodeProperties[] =>
	list.flatMap((one) => [one, ...withInner(entriesOf(one).filter(isParameter))]);

/** Reads the built package. */
export async function readDescribed(): Promise<Described> {
	const loader = await loadPackage();
	const credential = loader.getCredential('iSlashApi').type;
	const [node, trigger] = ['iSlash', 'iSlashTrigger'].map(
		(name) => (loader.getNode(name).type as INodeType).description,
	);
	if (!node || !trigger) throw new Error('The package has two nodes.');
	const all = [...node.properties, ...trigger.properties, ...credential.properties];
	const parameters = withInner(all).filter(isSet);
	const choices = parameters.flatMap(entriesOf).filter(isChoice);
	expect(parameters.length).toBeGreaterThan(20);
	expect(choices.length).toBeGreaterThan(30);
	return { node, trigger, credential, parameters, choices };
}

/** All texts of a file with more than one word; `…` stands for inserted values. */
function textsOfFile(file: string): string[] {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
	const texts: string[] = [];
	const visit = (part: ts.Node): void => {
		if (ts.isStringLiteralLike(part)) texts.push(part.text);
		if (ts.isTemplateExpression(part)) {
			texts.push(
				[part.head, ...part.templateSpans.map(({ literal }) => literal)]
					.map(({ text }) => text)
					.join('…'),
			);
		}
		ts.forEachChild(part, visit);
	};
	visit(source);
	return texts.filter((text) => /\w[.,:']* [\w'(]/.test(text));
}

/**
 * Every text of the source that people may read: labels, descriptions, and all sentences about
 * inputs and answers, including those that no test brings about.
 */
export function textsOfSource(): readonly string[] {
	const folders = ['nodes', 'credentials'].map((folder) => join(repositoryRoot, folder));
	const files = folders.flatMap((folder) =>
		readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file))),
	);
	const texts = files.filter((file) => file.endsWith('.ts')).flatMap(textsOfFile);
	expect(texts.length).toBeGreaterThan(150);
	return texts;
}
