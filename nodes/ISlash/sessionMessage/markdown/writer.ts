import type { Emphasis, Resolved, Run } from './emphasis';

/** A part of a paragraph: text that goes out as it is, the end of a line, or signs of emphasis. */
export type Piece =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'lineBreak'; readonly text: string }
	| Run;

/** Writes the pieces with the marks that WhatsApp knows. */
export class Writer {
	readonly #resolved: readonly (Resolved | undefined)[];
	readonly #written: string[] = [];
	readonly #isBold: boolean;
	/** How many were written. */
	#runs = 0;
	/** What is open, from the outermost to the innermost. */
	readonly #open: Emphasis[] = [];

	constructor(resolved: readonly (Resolved | undefined)[], isBold: boolean) {
		this.#resolved = resolved;
		this.#isBold = isBold;
	}

	write(pieces: readonly Piece[]): string {
		for (const piece of pieces) {
			if (piece.kind === 'text') this.#written.push(piece.text);
			else if (piece.kind === 'lineBreak') this.#breakLine(piece.text);
			else this.#run(piece);
		}
		return this.#written.join('');
	}

	#run(run: Run): void {
		const resolved = this.#resolved[this.#runs++];
		if (resolved === undefined) {
			this.#written.push(run.text);
			return;
		}
		for (let left = resolved.closes.length; left > 0; left--) {
			this.#written.push(markOf(this.#open.pop()));
		}
		if (resolved.rest !== '') this.#written.push(resolved.rest);
		for (const emphasis of resolved.opens) {
			const isDropped = emphasis.isDropped || this.#has(emphasis);
			this.#open.push(isDropped ? { ...emphasis, isDropped } : emphasis);
			if (!isDropped) this.#written.push(emphasis.mark);
		}
	}

	/** Whether the text is bold, or what else the mark means, already. */
	#has({ mark }: Emphasis): boolean {
		if (this.#isBold && mark === '*') return true;
		return this.#open.some((open) => open.mark === mark && !open.isDropped);
	}

	/** WhatsApp's marks hold within a line, and must touch the text: blanks stay outside. */
	#breakLine(lineBreak: string): void {
		const marks = this.#open.length === 0 ? '' : this.#open.map(markOf).join('');
		if (marks === '') {
			this.#written.push(lineBreak);
			return;
		}
		const last = this.#written.pop() ?? '';
		const text = last.trimEnd();
		const closing = [...marks].reverse().join('');
		this.#written.push(text, closing, last.slice(text.length), lineBreak, marks);
	}
}

function markOf(emphasis: Emphasis | undefined): string {
	return emphasis === undefined || emphasis.isDropped ? '' : emphasis.mark;
}
