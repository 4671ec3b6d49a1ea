import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface ChatMessage {
	readonly role: string;
	readonly content: unknown;
}

export interface ChatRequest {
	readonly messages: readonly ChatMessage[];
	readonly tools?: ReadonlyArray<{
		readonly function: {
			readonly name: string;
			readonly description: string;
			readonly parameters: { readonly properties: Readonly<Record<string, unknown>> };
		};
	}>;
}

/** A stand-in for a language model, speaking the chat-completions API. */
export interface ModelServer {
	readonly url: string;
	readonly requests: readonly ChatRequest[];
	close(): Promise<void>;
}

/** Starts a model that calls the first tool it is offered, once, and then reports what came back. */
export async function startModelServer(toolArguments: object): Promise<ModelServer> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void answer(request).then((body) => {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(body));
		});
	});
	const answer = async (request: IncomingMessage) => {
		const asked = (await json(request)) as ChatRequest;
		requests.push(asked);
		const result = asked.messages.find(({ role }) => role === 'tool');
		return completion(result ? `Done: ${result.content}` : toolCall(asked, toolArguments));
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

interface ToolCall {
	readonly name: string;
	readonly arguments: string;
}

function toolCall({ tools }: ChatRequest, toolArguments: object): ToolCall {
	return { name: tools?.[0]?.function.name ?? '', arguments: JSON.stringify(toolArguments) };
}

function completion(said: string | ToolCall): object {
	const calls = typeof said === 'object';
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 1700000000,
		model: 'stand-in',
		choices: [
			{
				index: 0,
				finish_reason: calls ? 'tool_calls' : 'stop',
				message: {
					role: 'assistant',
					content: calls ? null : said,
					...(calls && { tool_calls: [{ id: 'call_1', type: 'function', function: said }] }),
				},
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
