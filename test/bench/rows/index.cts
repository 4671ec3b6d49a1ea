import type { Measurement } from '../stage.cts';
import { fileMemory } from './fileMemory.cts';
import { flatness } from './flatness.cts';
import { loading } from './loading.cts';
import { manyFiles } from './manyFiles.cts';
import { sandboxCapacity } from './sandboxCapacity.cts';
import { slowApi } from './slowApi.cts';
import { tarball } from './tarball.cts';
import { textMessages } from './textMessages.cts';
import { throughput } from './throughput.cts';
import { timeGoes } from './timeGoes.cts';

/** Everything that is measured, in the order of the table. */
export const measurements: readonly Measurement[] = [
	textMessages,
	sandboxCapacity,
	slowApi,
	fileMemory,
	manyFiles,
	throughput,
	flatness,
	loading,
	tarball,
	timeGoes,
];
