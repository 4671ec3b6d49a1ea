import { html, type Html } from './html.cts';
import { templateByName, type Component } from './templates.cts';
import type { ReceivedMessage } from './types.cts';

type Template = Pick<ReceivedMessage, 'templateName' | 'variables'>;

/** A text of the template with the values in its places, as the contact reads it. */
function filled(text: string, { variables = {} }: Template, name: (place: string) => string) {
	return text.replace(/\{\{(\d)\}\}/g, (place, number: string) => variables[name(number)] ?? place);
}

function partOf(template: Template, type: Component['type']): Component | undefined {
	return templateByName(template.templateName)?.components.find((one) => one.type === type);
}

/** The body as the contact reads it. */
export function templateText(template: Template): string {
	const { text = '' } = partOf(template, 'BODY') ?? {};
	return filled(text, template, (number) => `variable_${number}`);
}

/** The customer presses it: the webhook tells n8n. */
function quickReply(title: string, identity: string): Html {
	return html`<li>
		<form method="post" action="/_page/say" enctype="multipart/form-data">
			<input type="hidden" name="identity" value="${identity}" />
			<button name="button" value="${title}">${title}</button>
		</form>
	</li>`;
}

/** A template as it looks in the chat, but for the file in its header. */
export function templateView(message: ReceivedMessage): Html {
	const { text: title } = partOf(message, 'HEADER') ?? {};
	const { text: footer } = partOf(message, 'FOOTER') ?? {};
	const { buttons = [] } = partOf(message, 'BUTTONS') ?? {};
	const links = buttons.map(({ type, text, url, phone_number: number }) => {
		const address = filled(url ?? number ?? '', message, (place) => `button_url_variable_${place}`);
		if (type === 'QUICK_REPLY') return quickReply(text, message.identity);
		return html`<li><b>${text}</b><small>${address}</small></li>`;
	});
	return html`${title === undefined ? undefined : html`<p class="title" dir="auto">${title}</p>`}
		<p class="text" dir="auto">${templateText(message)}</p>
		${footer === undefined ? undefined : html`<p class="note">${footer}</p>`}
		${
			links.length === 0
				? undefined
				: html`<ul class="buttons">
						${links}
					</ul>`
		}
		<p class="note">
			Template
			${message.templateName}${message.sendAt === undefined ? '' : `, scheduled for ${message.sendAt}`}
		</p>`;
}
