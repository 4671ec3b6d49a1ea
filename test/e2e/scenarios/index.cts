import { browserScenarios } from '../../browser/scenarios/index.cts';
import type { Scenario } from '../scenario.cts';
import { agentVersions } from './agentVersions.cts';
import { binaryModes } from './binaryModes.cts';
import { commandLine } from './commandLine.cts';
import { credentials } from './credentials.cts';
import { eachKind } from './eachKind.cts';
import { editorCommand } from './editorCommand.cts';
import { editorSupport } from './editorSupport.cts';
import { exampleAgent } from './exampleAgent.cts';
import { exampleBots } from './exampleBots.cts';
import { exampleEachKind } from './exampleEachKind.cts';
import { exampleForm } from './exampleForm.cts';
import { examples } from './examples.cts';
import { failedItems } from './failedItems.cts';
import { humanReview } from './humanReview.cts';
import { mcpServer } from './mcpServer.cts';
import { notWaiting } from './notWaiting.cts';
import { partsOfN8n } from './partsOfN8n.cts';
import { sendAndWait } from './sendAndWait.cts';
import { stopping } from './stopping.cts';
import { tryingAgain } from './tryingAgain.cts';
import { templates } from './templates.cts';
import { trigger } from './trigger.cts';
import { waiting } from './waiting.cts';
import { upgrade } from './upgrade.cts';

/** Everything that is shown in a real n8n, in this order. */
export const scenarios: readonly Scenario[] = [
	...eachKind,
	...failedItems,
	...tryingAgain,
	...stopping,
	...credentials,
	...editorSupport,
	...editorCommand,
	...commandLine,
	...exampleEachKind,
	...examples,
	...exampleForm,
	...exampleAgent,
	...exampleBots,
	...agentVersions,
	...mcpServer,
	...partsOfN8n,
	...templates,
	...sendAndWait,
	...waiting,
	...notWaiting,
	...humanReview,
	...trigger,
	...browserScenarios(),
	// In this order three restarts do for all: the upgrades leave n8n in the mode that comes next.
	binaryModes.filesystem,
	upgrade.reinstall,
	binaryModes.memory,
	upgrade.removeAndReturn,
	binaryModes.database,
];
