import { send } from './start.cts';

void send(process.env, process.stdout).then((sentAll) => {
	process.exitCode = sentAll ? 0 : 1;
});
