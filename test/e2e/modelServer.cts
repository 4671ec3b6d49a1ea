import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { saveCredential } from '../n8n/credentialsApi.cts';
import type { RestSession } from '../n8n/restSession.cts';
import type { CredentialReference, WorkflowNode } from '../n8n/workflowsApi.cts';

interface ChatMessage {
	readonly role: string;
	readonly content: unknown;
}

export interface ChatRequest {
	/** Agents before version 2 ask for the answer in pieces. */
	readonly stream?: boolean;
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

/** The arguments that the model gives to the tool; for several items, by the question it was asked. */
export type ToolArguments = object | ((asked: string) => object);

/** Starts a model that calls the first tool it is offered, once, and then reports what came back. */
export async function startModelServer(toolArguments: ToolArguments): Promise<ModelServer> {
	return await serve((asked) => {
		const result = asked.messages.find(({ role }) => role === 'tool');
		return result ? `Done: ${result.content}` : toolCall(asked, toolArguments);
	});
}

/** Starts a model without tools, which says this to a conversation. */
export async function startChatModel(
	says: (messages: readonly ChatMessage[]) => string,
): Promise<ModelServer> {
	return await serve(({ messages }) => says(messages));
}

async function serve(decide: (asked: ChatRequest) => string | ToolCall): Promise<ModelServer> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void answer(request).then(({ said, isStream }) => {
			response.setHeader('content-type', isStream ? 'text/event-stream' : 'application/json');
			response.end(isStream ? asEvents(said) : JSON.stringify(completion(said)));
		});
	});
	const answer = async (request: IncomingMessage) => {
		const asked = (await json(request)) as ChatRequest;
		requests.push(asked);
		return { said: decide(asked), isStream: asked.stream === true };
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

/** Saves a credential with which n8n's node for chat models asks this server. */
export async function saveModelCredential(
	rest: RestSession,
	{ url }: ModelServer,
): Promise<CredentialReference> {
	const data = { apiKey: 'none-needed', url };
	return await saveCredential(rest, { name: 'Stand-in model', type: 'openAiApi', data });
}

/** The node of an agent's model, which asks this server. */
export async function modelNode(rest: RestSession, server: ModelServer): Promise<WorkflowNode> {
	return {
		name: 'Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.2,
		position: [0, 200],
		parameters: { model: { __rl: true, mode: 'id', value: 'gpt-4.1-mini' }, options: {} },
		credentials: { openAiApi: await saveModelCredential(rest, server) },
	};
}

interface ToolCall {
	readonly name: string;
	readonly arguments: string;
}

function toolCall({ tools, messages }: ChatRequest, given: ToolArguments): ToolCall {
	const asked = JSON.stringify(messages.filter(({ role }) => role === 'user').at(-1)?.content);
	const toolArguments = typeof given === 'function' ? given(asked) : given;
	return { name: tools?.[0]?.function.name ?? '', arguments: JSON.stringify(toolArguments) };
}

const facts = { id: 'chatcmpl-1', created: 1700000000, model: 'stand-in' };
const reasonOf = (said: string | ToolCall) => (typeof said === 'object' ? 'tool_calls' : 'stop');

function messageOf(said: string | ToolCall): object {
	if (typeof said === 'string') return { role: 'assistant', content: said };
	const call = { index: 0, id: 'call_1', type: 'function', function: said };
	return { role: 'assistant', content: null, tool_calls: [call] };
}

function completion(said: string | ToolCall): object {
	return {
		...facts,
		object: 'chat.completion',
		choices: [{ index: 0, finish_reason: reasonOf(said), message: messageOf(said) }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** The same as server-sent events: the whole message in the first one. */
function asEvents(said: string | ToolCall): string {
	const choices = [
		{ index: 0, delta: messageOf(said), finish_reason: null },
		{ index: 0, delta: {}, finish_reason: reasonOf(said) },
	];
	const events = choices.map((choice) =>
		JSON.stringify({ ...facts, object: 'chat.completion.chunk', choices: [choice] }),
	);
	return [...events, '[DONE]'].map((event) => `data: ${event}\n\n`).join('');
}
