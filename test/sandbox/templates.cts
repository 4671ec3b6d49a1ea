/** Templates that the sandbox has: the vendor's sample, and kinds that its documentation speaks of. */

export interface Component {
	readonly type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
	readonly format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT';
	readonly text?: string;
	readonly buttons?: ReadonlyArray<{
		readonly type: 'URL' | 'PHONE_NUMBER' | 'QUICK_REPLY';
		readonly text: string;
		readonly url?: string;
		readonly phone_number?: string;
	}>;
}

export interface Template {
	readonly id: number;
	readonly emma_template_id: string;
	readonly namespace: string;
	readonly name: string;
	readonly components: readonly Component[];
	readonly language: string;
	readonly status: 'APPROVED' | 'PENDING' | 'REJECTED';
	readonly category: string;
	readonly created_at: number;
	readonly updated_at: number;
}

const body = (text: string): Component => ({ type: 'BODY', text });
const header = (format: 'IMAGE' | 'VIDEO' | 'DOCUMENT'): Component => ({ type: 'HEADER', format });

const PAYMENT_UPDATE: readonly Component[] = [
	{ type: 'HEADER', format: 'TEXT', text: 'Payment Update' },
	body('Hello {{1}}, the payment of your order {{2}} has been received'),
	{ type: 'FOOTER', text: 'iSlash' },
	{
		type: 'BUTTONS',
		buttons: [
			{ type: 'URL', text: 'Order Detail', url: 'https://islash.io/order' },
			{ type: 'PHONE_NUMBER', text: 'Contact Us', phone_number: '+85298297833' },
		],
	},
];

const ORDER_SHIPPED: readonly Component[] = [
	header('IMAGE'),
	body(
		'Hello {{1}}, your order {{2}} left our house today. The parcel service has it now, and brings it to you on {{3}} between nine and noon.',
	),
	{
		type: 'BUTTONS',
		buttons: [
			{ type: 'URL', text: 'Track Parcel', url: 'https://shop.example.com/track/{{1}}' },
			{ type: 'QUICK_REPLY', text: 'Another day' },
		],
	},
];

const SURVEY = body('{{1}}, on {{2}} you bought {{3}} at {{4}} from {{5}}. How was it?');

const KINDS: ReadonlyArray<
	readonly [string, Template['status'], Template['category'], readonly Component[]]
> = [
	['payment_update_en', 'APPROVED', 'PAYMENT_UPDATE', PAYMENT_UPDATE],
	['order_shipped', 'APPROVED', 'UTILITY', ORDER_SHIPPED],
	[
		'reminder',
		'APPROVED',
		'UTILITY',
		[body('Hello {{1}}, this is a reminder of your visit on {{2}}. Reply here to change it.')],
	],
	['invoice', 'APPROVED', 'UTILITY', [header('DOCUMENT'), body('Your invoice {{1}} is here.')]],
	['opening_hours', 'APPROVED', 'UTILITY', [body('We are open from nine to five.')]],
	['summer_sale', 'PENDING', 'MARKETING', [header('VIDEO'), body('Hello {{1}}, look at this!')]],
	['survey', 'APPROVED', 'MARKETING', [SURVEY]],
];

export const TEMPLATES: readonly Template[] = KINDS.map(
	([name, status, category, components], index) => ({
		id: 19 + index,
		emma_template_id: String(1_457_356_487_940_772 + index),
		namespace: 'e0c33801_c325_469b_bdb0_dfd2915b75ea',
		name,
		components,
		language: 'en_US',
		status,
		category,
		created_at: 1_644_220_818,
		updated_at: 1_644_220_818,
	}),
);

export function templateByName(name: string | undefined): Template | undefined {
	return TEMPLATES.find((template) => template.name === name);
}

const FILES = { IMAGE: 'image/', VIDEO: 'video/', DOCUMENT: '' } as const;

/** What a template needs and the request does not have; undefined when it can be sent. */
export function templateProblem(
	fields: Readonly<Record<string, string>>,
	file: { readonly type: string } | undefined,
): string | undefined {
	const template = templateByName(fields.template_name);
	if (!template) return `there is no template ${fields.template_name}`;
	if (template.status !== 'APPROVED') return `the template ${template.name} is not approved`;
	const format = template.components.find(({ type }) => type === 'HEADER')?.format ?? 'TEXT';
	if (format === 'TEXT' && file) return `the template ${template.name} has no media`;
	if (format !== 'TEXT' && !file?.type.startsWith(FILES[format])) {
		return `the template ${template.name} needs media: ${format.toLowerCase()}`;
	}
	return neededFields(template)
		.filter((name) => !fields[name])
		.map((name) => `${name} is needed`)[0];
}

function neededFields({ components }: Template): readonly string[] {
	const ofBody = components.flatMap(({ type, text = '' }) =>
		type === 'BODY' ? [...text.matchAll(/\{\{(\d)\}\}/g)].map(([, n]) => `variable_${n}`) : [],
	);
	const buttons = components.flatMap((component) => component.buttons ?? []);
	const hasVariable = buttons.some(({ url }) => url?.includes('{{1}}'));
	return hasVariable ? [...ofBody, 'button_url_variable_1'] : ofBody;
}
