import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_FOLDER } from './hostPlans.cts';
import type { WorkflowFile } from './workflowsApi.cts';

const EXAMPLES_FOLDER = join(PROJECT_FOLDER, 'examples');

/** One workflow of examples/, exactly as a user imports it. */
export async function readExample(fileName: string): Promise<WorkflowFile> {
	return JSON.parse(await readFile(join(EXAMPLES_FOLDER, fileName), 'utf8')) as WorkflowFile;
}

/** All workflows of examples/, by their file names. */
export async function readExamples(): Promise<readonly WorkflowFile[]> {
	const files = (await readdir(EXAMPLES_FOLDER)).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(files.map(readExample));
}
