'use strict';

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * One temporary folder for the whole run. What a test process makes there goes with it, although
 * jest kills processes that have grown too large, and those clean up nothing.
 */
module.exports = () => {
	process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'n8n-nodes-islash-tests-'));
};
