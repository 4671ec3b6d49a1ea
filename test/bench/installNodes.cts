import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const SOURCES = join(__dirname, 'nodes');

/**
 * Puts the nodes that only the benchmark uses where n8n finds them, under the type prefix `CUSTOM.`.
 *
 * @returns the folder for N8N_CUSTOM_EXTENSIONS
 */
export async function installNodes(home: string): Promise<string> {
	const folder = join(home, 'bench-nodes');
	await mkdir(folder, { recursive: true });
	for (const file of await readdir(SOURCES)) {
		const { outputText } = transpileModule(await readFile(join(SOURCES, file), 'utf8'), {
			compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
		});
		await writeFile(join(folder, `${parse(file).name}.node.js`), outputText);
	}
	return folder;
}
