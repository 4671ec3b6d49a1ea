import type { RestSession } from './restSession.cts';

export type Row = Readonly<Record<string, unknown>>;

/** A data table of the logged-in user. */
export interface DataTable {
	readonly id: string;
	insert(rows: readonly Row[]): Promise<void>;
	rows(): Promise<readonly Row[]>;
}

/** Makes a data table; all its columns are text. */
export async function createDataTable(
	rest: RestSession,
	name: string,
	columns: readonly string[],
): Promise<DataTable> {
	const { id: project } = await rest.get<{ id: string }>('/projects/personal');
	const tables = `/projects/${project}/data-tables`;
	const { id } = await rest.post<{ id: string }>(tables, {
		// Names are unique.
		name: `${name} ${Date.now()}`,
		columns: columns.map((column) => ({ name: column, type: 'string' })),
	});
	return {
		id,
		insert: async (data) => {
			await rest.post(`${tables}/${id}/insert`, { data, returnType: 'count' });
		},
		rows: async () => (await rest.get<{ data: readonly Row[] }>(`${tables}/${id}/rows`)).data,
	};
}
