import './n8nHome.cts';
import { createRequire } from 'node:module';

// npm may put other versions of these into the top folder than the one n8n-core runs on.
const requireAsCore = createRequire(require.resolve('n8n-core'));
const di = requireAsCore('@n8n/di') as typeof import('@n8n/di');
const common = requireAsCore('@n8n/backend-common') as typeof import('@n8n/backend-common');

/** The container n8n-core takes its services from, and its logger's class. */
export const { Container } = di;
export const { Logger } = common;

/** The value at a path such as `meta.code`, found the way n8n's credentials tester finds it. */
export const valueAtPath = requireAsCore('lodash/get') as (value: unknown, path: string) => unknown;
