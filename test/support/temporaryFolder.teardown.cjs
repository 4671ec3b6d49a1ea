'use strict';

const { rmSync } = require('node:fs');

/** Takes away what temporaryFolder.setup made. */
module.exports = () => {
	rmSync(process.env.TMPDIR, { recursive: true, force: true });
};
