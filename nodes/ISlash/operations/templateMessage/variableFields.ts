import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { asText, type JsonObject } from '../../api/envelope';
import { loadRecords } from '../../fields/picker';
import { isRecord } from '../../fields/values';
import { templates } from './templates';
import { type Variable, type VariableName, VARIABLES, variablesOf } from './variables';

/**
 * The fields of 'Variables'. n8n asks for them when a template is picked, the node is opened or the
 * fields are refreshed. If the template was not picked from the list, or the list cannot be loaded,
 * these are all variables of the API, none of them required.
 */
export async function getTemplateVariables(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const name = pickedName(this.getCurrentNodeParameter('templateName'));
	const template = name === undefined ? undefined : await find(this, name);
	return template ? fieldsOf(variablesOf(template)) : ANY_TEMPLATE;
}

/**
 * The editor evaluates an expression for the item on display (n8n 2.41.1), but other items may need
 * other templates. Only a picked template is saved with its entry in the list.
 */
function pickedName(templateName: unknown): string | undefined {
	if (!isRecord(templateName)) return undefined;
	const { value, cachedResultName } = templateName;
	const isPicked =
		typeof value === 'string' &&
		value !== '' &&
		typeof cachedResultName === 'string' &&
		cachedResultName.startsWith(value);
	return isPicked ? value : undefined;
}

async function find(context: ILoadOptionsFunctions, name: string): Promise<JsonObject | undefined> {
	const records = await loadRecords(context, templates).catch(() => []);
	const sameName = records.filter((template) => asText(template.name) === name);
	const isApproved = ({ status }: JsonObject) => asText(status)?.toUpperCase() === 'APPROVED';
	return sameName.find(isApproved) ?? sameName[0];
}

/** An AI agent's tool names its parameters after these labels, so they begin with plain words. */
const LABELS: Readonly<Record<VariableName, string>> = {
	variable_1: 'Variable 1',
	variable_2: 'Variable 2',
	variable_3: 'Variable 3',
	button_url_variable_1: 'Button Variable',
};

const FIELD = {
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
	type: 'string',
} as const;

const ANY_TEMPLATE: ResourceMapperFields = {
	fields: VARIABLES.map((id) => ({ ...FIELD, id, displayName: LABELS[id], required: false })),
};

/** @returns a field for each variable; a field that the API lacks says so, and cannot be filled in */
export function fieldsOf(variables: readonly Variable[]): ResourceMapperFields {
	if (variables.length === 0) {
		return { fields: [], emptyFieldsNotice: 'This template has no variables.' };
	}
	return { fields: variables.map(toField) };
}

function toField({ name, place }: Variable, index: number): ResourceMapperField {
	if (name !== undefined) {
		return { ...FIELD, id: name, displayName: `${LABELS[name]}: ${place}`, required: true };
	}
	const displayName = `Not in iSlash's API (only three variables, and one for a button): ${place}`;
	return { ...FIELD, id: `undocumented_${index}`, displayName, required: false, readOnly: true };
}
