'use strict';

const vm = require('node:vm');
const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Stands for Node's own realm wherever jest asks an environment for its vm context. */
const ownRealm = Object.freeze({});
const compileFunction = vm.compileFunction;

// jest compiles every module into the environment's context and Node has no handle for the realm
// a program runs in, so the one call that uses the context leaves it away. import() is Node's own.
vm.compileFunction = (code, parameters, options) =>
	options?.parsingContext === ownRealm
		? compileFunction(code, parameters, {
				filename: options.filename,
				importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
			})
		: compileFunction(code, parameters, options);

const restorable = ['console', 'process'];

/**
 * A jest environment in which tests run in Node's own realm: an error thrown by node:net is an
 * `instanceof Error`, and Uint8Array, FormData, File and AbortSignal are the classes that Node
 * and n8n-core use. jest's own environments give every test file another set of them.
 */
module.exports = class SameRealmEnvironment {
	constructor({ projectConfig }) {
		this.global = globalThis;
		this.globalsBefore = restorable.map((name) => [
			name,
			Object.getOwnPropertyDescriptor(globalThis, name),
		]);
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimers = new LegacyFakeTimers({
			config: projectConfig,
			global: globalThis,
			moduleMocker: this.moduleMocker,
			timerConfig: { idToRef: (id) => id, refToId: (timer) => timer },
		});
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
	}

	async setup() {}

	async teardown() {
		this.fakeTimers.dispose();
		this.fakeTimersModern.dispose();
		for (const [name, descriptor] of this.globalsBefore) {
			Object.defineProperty(globalThis, name, descriptor);
		}
	}

	exportConditions() {
		return ['node', 'node-addons', 'require', 'default'];
	}

	getVmContext() {
		return ownRealm;
	}
};
