import type { Fault, FaultRule } from './types.cts';

/** What is known of a request so far; fields arrive one after another. */
export interface KnownRequest {
	readonly method: string;
	readonly path: string;
	readonly fields: Readonly<Record<string, string>>;
	/** No more fields will come. */
	readonly complete: boolean;
}

type Verdict = 'yes' | 'no' | 'not yet';

interface LoadedRule extends FaultRule {
	timesLeft: number;
	readonly atConnection: boolean;
}

const SENDS = /\/(?:send-session-message|send-message|schedule-message)$/;

function field(wanted: string | undefined, name: string, request: KnownRequest): Verdict {
	if (wanted === undefined) return 'yes';
	const value = request.fields[name];
	if (value === undefined) return request.complete ? 'no' : 'not yet';
	return value === wanted ? 'yes' : 'no';
}

function verdict(rule: FaultRule, request: KnownRequest): Verdict {
	const path = request.path.split('?', 1)[0] ?? '';
	const onPath =
		rule.path === undefined
			? request.method === 'POST' && SENDS.test(path)
			: path.endsWith(rule.path);
	if (!onPath) return 'no';
	// A template message has no text: its first variable tells it from others.
	const text = path.endsWith('/send-session-message') ? 'text' : 'variable_1';
	const fields = [field(rule.identity, 'identity', request), field(rule.text, text, request)];
	if ('accept' in rule.fault && rule.fault.accept && !request.complete) {
		// A message can only be counted when it is known who gets it.
		fields.push(request.fields.identity === undefined ? 'not yet' : 'yes');
	}
	return fields.find((one) => one === 'no') ?? fields.find((one) => one !== 'yes') ?? 'yes';
}

/** Whether the rule can hit before a byte of the request is read. */
function needsNoRequest({ fault, identity, text, path }: FaultRule): boolean {
	const free = identity === undefined && text === undefined && path === undefined;
	return free && fault.kind === 'resetBefore' && !fault.accept;
}

/** The rules in force, in the order they were given. Each hit uses up one count of a rule. */
export class FaultRules {
	private rules: LoadedRule[] = [];

	/** Rules set over HTTP never hit at connection, or nobody could come in to take them back. */
	add(rules: readonly FaultRule[], options: { readonly overHttp: boolean }): void {
		const loaded = rules.map((rule) => ({
			...rule,
			timesLeft: rule.times ?? 1,
			atConnection: !options.overHttp && needsNoRequest(rule),
		}));
		this.rules.push(...loaded);
	}

	clear(): void {
		this.rules = [];
	}

	/** The fault that hits a connection before its request is read. */
	takeForConnection(): Fault | undefined {
		const first = this.rules[0];
		return first?.atConnection ? this.use(first) : undefined;
	}

	/** The fault of the first rule that matches; none while an earlier rule still may. */
	takeForRequest(request: KnownRequest): Fault | undefined {
		for (const rule of this.rules) {
			const answer = verdict(rule, request);
			if (answer === 'yes') return this.use(rule);
			if (answer === 'not yet') return undefined;
		}
		return undefined;
	}

	private use(rule: LoadedRule): Fault {
		rule.timesLeft -= 1;
		this.rules = this.rules.filter(({ timesLeft }) => timesLeft > 0);
		return rule.fault;
	}
}
