const SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** Lets Node take any server's certificate, quietly; call the result to undo it. */
export function acceptAnyCertificate(): () => void {
	const before = process.env[SWITCH];
	const quiet = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
	process.env[SWITCH] = '0';
	return () => {
		quiet.mockRestore();
		if (before === undefined) delete process.env[SWITCH];
		else process.env[SWITCH] = before;
	};
}
