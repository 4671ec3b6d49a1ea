import {
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	UnexpectedError,
	type ICredentialDataDecryptedObject,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { getAdditionalKeys, type DirectoryLoader } from 'n8n-core';

/** The fields of each credential, by the name of its type. */
export type CredentialValues = Readonly<Record<string, ICredentialDataDecryptedObject>>;

type RequestParts = Record<string, Record<string, unknown> | undefined>;

const notOffered = (what: string) => new UnexpectedError(`The test harness does not ${what}`);

/** Credentials as n8n serves them to a node: defaults filled in, expressions resolved, applied to requests. */
export class TestCredentials extends ICredentialsHelper {
	constructor(
		private readonly types: Pick<DirectoryLoader, 'getCredential'>,
		private readonly values: CredentialValues,
	) {
		super();
	}

	/** Applies a credential type's `authenticate`, a function or a generic object, to a request. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		request: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = request as IHttpRequestOptions;
		const { authenticate } = this.type(typeName);
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (authenticate?.type !== 'generic') return options;
		if (!workflow || !node) throw new UnexpectedError('Workflow and node are required');
		const resolve = (value: unknown) => resolveValue(value, credentials, workflow, node);
		// n8n changes the request it was given, and nodes may hold on to that object.
		const parts = options as unknown as RequestParts;
		parts.headers ??= {};
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			const target = (parts[part] ||= {});
			for (const [key, value] of Object.entries(entries ?? {})) {
				target[String(resolve(key))] = resolve(value);
			}
		}
		return options;
	}

	/** The values of a credential as the node sees them. */
	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		{ id, name }: INodeCredentialsDetails,
		typeName: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		at?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.values[typeName];
		if (!id) throw new UnexpectedError(`Found credential with no ID: "${name}" (${typeName})`);
		if (!stored) throw new UnexpectedError(`No values given for a credential of type ${typeName}`);
		if (raw) return stored;
		const filled = this.filledIn(stored, typeName);
		return at ? resolveAll(filled, at, additionalData, mode, executeData) : filled;
	}

	/** The values with the defaults of the credential's properties where nothing was entered. */
	filledIn(values: ICredentialDataDecryptedObject, type: string): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const entered = values as Parameters<typeof NodeHelpers.getNodeParameters>[1];
		return (NodeHelpers.getNodeParameters(properties, entered, true, false, null, null) ??
			{}) as ICredentialDataDecryptedObject;
	}

	getParentTypes(name: string): string[] {
		return [...(this.type(name).extends ?? [])];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		const { properties, extends: parents = [] } = this.type(name);
		return [...parents.flatMap((parent) => this.getCredentialsProperties(parent)), ...properties];
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<never> {
		throw notOffered('store credentials');
	}

	async updateCredentials(): Promise<never> {
		throw notOffered('store credentials');
	}

	async updateCredentialsOauthTokenData(): Promise<never> {
		throw notOffered('store OAuth tokens');
	}

	private type(name: string): ICredentialType {
		return this.types.getCredential(name).type;
	}
}

function resolveValue(
	value: unknown,
	credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
): unknown {
	if (!isExpression(value)) return value;
	const keys = { $credentials: credentials } as Parameters<
		Workflow['expression']['getSimpleParameterValue']
	>[3];
	const { expression } = workflow;
	const resolved = expression.getSimpleParameterValue(node, value, 'internal', keys, undefined, '');
	return resolved ? resolved.toString() : '';
}

function resolveAll(
	values: ICredentialDataDecryptedObject,
	at: ICredentialsExpressionResolveValues,
	additionalData: IWorkflowExecuteAdditionalData,
	mode: WorkflowExecuteMode,
	executeData?: IExecuteData,
): ICredentialDataDecryptedObject {
	type Resolvable = Parameters<Workflow['expression']['getParameterValue']>[0];
	return at.workflow.expression.getParameterValue(
		values as Resolvable,
		at.runExecutionData,
		at.runIndex,
		at.itemIndex,
		at.node.name,
		at.connectionInputData,
		mode,
		getAdditionalKeys(additionalData, mode, null, { isCredential: true }),
		executeData,
		false,
		values as Record<string, never>,
	) as ICredentialDataDecryptedObject;
}
