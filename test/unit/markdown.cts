import { toWhatsAppMarks } from '../../nodes/ISlash/sessionMessage/markdown';

/** Rules by example: what a text becomes. */
export function become(
	name: string,
	cases: ReadonlyArray<readonly [markdown: string, sent: string]>,
): void {
	describe(name, () => {
		test.each(cases)('%j becomes %j', (markdown, sent) => {
			expect(toWhatsAppMarks(markdown)).toBe(sent);
		});
	});
}

/** Rules by example: what is left alone. */
export function stay(name: string, cases: readonly string[]): void {
	describe(name, () => {
		test.each(cases)('%j stays as it is', (text) => {
			expect(toWhatsAppMarks(text)).toBe(text);
		});
	});
}
