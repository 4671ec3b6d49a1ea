/**
 * Prints how many milliseconds it takes to load the files that are named, after the modules that
 * are named first (with commas between them) are loaded. Node runs it as it is, without types: a
 * loader for TypeScript would have loaded half of it already.
 */
const load = process.getBuiltinModule('node:module').createRequire(__filename);
const [, , before, ...files] = process.argv;

for (const name of before ? before.split(',') : []) load(name);

const start = process.hrtime.bigint();
for (const file of files) load(file);
console.log(Number(process.hrtime.bigint() - start) / 1e6);
