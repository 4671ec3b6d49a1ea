import { execFileSync } from 'node:child_process';

interface ListedProcess {
	readonly pid: number;
	readonly parent: number;
	/** Ended, and only kept in the list until its parent asks how. */
	readonly isZombie: boolean;
}

function listProcesses(): readonly ListedProcess[] {
	const columns = ['-o', 'pid=', '-o', 'ppid=', '-o', 'stat='];
	const list = execFileSync('ps', ['-A', ...columns], { encoding: 'utf8' });
	return list
		.trim()
		.split('\n')
		.map((line) => {
			const [pid, parent, state = ''] = line.trim().split(/\s+/);
			return { pid: Number(pid), parent: Number(parent), isZombie: state.startsWith('Z') };
		});
}

/** The processes that a process has started, directly or through others. */
export function descendantsOf(pid: number, all = listProcesses()): readonly number[] {
	const children = all.filter(({ parent }) => parent === pid);
	return children.flatMap((child) => [child.pid, ...descendantsOf(child.pid, all)]);
}

/** Those of the processes that have not ended. */
export function stillRunning(pids: readonly number[]): readonly number[] {
	const running = listProcesses().filter(({ isZombie }) => !isZombie);
	return running.map(({ pid }) => pid).filter((pid) => pids.includes(pid));
}
