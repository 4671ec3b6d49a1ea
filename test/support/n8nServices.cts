import './n8nHome.cts';
import { createRequire } from 'node:module';

// npm may put another version of these two into the top folder than the one n8n-core runs on.
const requireAsCore = createRequire(require.resolve('n8n-core'));
const di = requireAsCore('@n8n/di') as typeof import('@n8n/di');
const common = requireAsCore('@n8n/backend-common') as typeof import('@n8n/backend-common');

/** The container n8n-core takes its services from, and its logger's class. */
export const { Container } = di;
export const { Logger } = common;
