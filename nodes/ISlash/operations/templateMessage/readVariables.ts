import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../errors/invalidInput';
import type { ItemReader } from '../../fields/reader';
import { isRecord, toText } from '../../fields/values';
import { type VariableName, VARIABLES } from './variables';

export const templateVariables: INodeProperties = {
	displayName: 'Variables',
	name: 'templateVariables',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description:
		'What to put into the placeholders of the template. In iSlash, $name becomes the name of the customer.',
	typeOptions: {
		// Not on the value: if it is an expression, looking at another item would empty the fields.
		loadOptionsDependsOn: ['templateName.cachedResultName'],
		resourceMapper: {
			resourceMapperMethod: 'getTemplateVariables',
			mode: 'add',
			valuesLabel: 'Variables',
			fieldWords: { singular: 'variable', plural: 'variables' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: false,
		},
	},
};

/**
 * Reads the variables of a template, cleaned as the API wants them. The editor saves which variables
 * the template needs; a workflow that was not made in the editor lacks this.
 *
 * @param isPicked whether the saved fields are those of the template that is sent
 * @throws InvalidInput when a variable that the template needs is empty
 */
export function readVariables(
	item: ItemReader,
	isPicked: boolean,
): Readonly<Partial<Record<VariableName, string>>> {
	const { displayName } = templateVariables;
	// As a whole: if `templateVariables.value` is read, n8n itself refuses an empty value, by its ID.
	const mapper = item.value(templateVariables);
	const { value, schema } = isRecord(mapper) ? mapper : {};
	const values = isRecord(value) ? value : {};
	const variables: Partial<Record<VariableName, string>> = {};
	for (const id of VARIABLES) {
		const { label = displayName, isNeeded } = fieldOf(isPicked ? schema : [], id);
		const text = toVariable(toText(label, values[id]) ?? '');
		if (text.trim() !== '') variables[id] = text;
		else if (isNeeded) throw missing(label);
	}
	return variables;
}

interface SavedField {
	readonly label?: string;
	readonly isNeeded: boolean;
}

function fieldOf(schema: unknown, id: VariableName): SavedField {
	const fields = Array.isArray(schema) ? schema.filter(isRecord) : [];
	const field = fields.find((one) => one.id === id);
	const label = typeof field?.displayName === 'string' ? field.displayName : undefined;
	return { label, isNeeded: field?.required === true && field.removed !== true };
}

/** The API takes no line breaks, no tabs and no more than four blanks in a row. */
function toVariable(text: string): string {
	return text.replace(/\r\n|[\n\r\t\v\f\u0085\u2028\u2029]/g, ' ').replace(/ {5,}/g, '    ');
}

function missing(label: string): InvalidInput {
	return new InvalidInput(
		label,
		'is empty, and the template needs it',
		"Enter it in 'Variables'. If it is an expression, check that the field has a value for this item.",
	);
}
