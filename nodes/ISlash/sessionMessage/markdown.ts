import { convertBlocks } from './markdown/blocks';

/**
 * Turns Markdown, as AI models write it, into WhatsApp's marks: `**bold**` becomes `*bold*`,
 * `*italic*` becomes `_italic_`, and so on. What WhatsApp cannot show becomes text that reads as well:
 * headings are bold, table rows are list items, links have their address behind them.
 *
 * What is no Markdown stays byte for byte, and so does code. To be used once: `*x*` is italic in
 * Markdown and bold in WhatsApp. The time it takes grows with the length and nothing else.
 */
export function toWhatsAppMarks(markdown: string): string {
	return convertBlocks(markdown);
}
