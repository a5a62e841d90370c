// Makes the npm package of a release: `node tools/pack.mjs DIST TARGET VERSION`. What it writes depends on the sources and
// on DIST alone, so that the same release gives the same bytes.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { filesOf, languages } from './languages.mjs';
import { manifestOf } from './package/manifest.mjs';
import { profileTypes } from './package/profile-types.mjs';
import { fillIn } from './package/readme.mjs';
import { defineOf, FIRST, indexOf, inlineOf, REST } from './package/scripts.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const ELEMENT = join(ROOT, 'www/element');
/** Written by hand, and packed as they are. */
const COPIED = ['LICENSE-APACHE', 'LICENSE-MIT', 'CHANGELOG.md', 'www/element/contract.d.ts', 'www/profile.schema.json'];

const [dist, target, version] = process.argv.slice(2);
if (!version) throw new Error('pack: node tools/pack.mjs DIST TARGET VERSION');

const files = new Map();
for (const name of COPIED) files.set(name.split('/').pop(), await readFile(join(ROOT, name)));
for (const name of await readdir(join(ROOT, 'npm'))) files.set(name, await readFile(join(ROOT, 'npm', name)));

const [first, rest, glue] = await Promise.all(['azure-connect_bg.wasm', 'azure-connect_rest.wasm', 'azure-connect.js'].map(ofRelease));
files.set(FIRST, first);
files.set(REST, rest);
const tables = await languages();
for (const table of tables) for (const [name, text] of Object.entries(filesOf(table))) files.set(name, text);
files.set('index.js', await indexOf(ELEMENT, glue, { first: digest(first), rest: digest(rest) }, tables.map((table) => [table[0], Object.entries(filesOf(table)).map(([name, text]) => [name, digest(text)])])));
files.set('define.js', defineOf());
files.set('inline.js', await inlineOf(ELEMENT, glue, { first, rest }));

const manifest = await manifestOf(ELEMENT, String(files.get('index.d.ts')));
files.set('custom-elements.json', json(manifest));
files.set('profile.d.ts', profileTypes(JSON.parse(files.get('profile.schema.json'))));
files.set('package.json', packageOf(JSON.parse(files.get('package.json'))));
const measured = { index: files.get('index.js'), inline: files.get('inline.js'), first, rest };
files.set('README.md', fillIn(String(files.get('README.md')), { manifest, files: measured }));

console.log(await tarball(resolve(target)));

async function ofRelease(name) {
  return readFile(join(dist, name)).catch(() => {
    throw new Error(`pack: ${dist} is no release in two parts, ${name} is missing; \`cargo xtask pack\` makes one`);
  });
}

/** As `fetch` takes it. */
function digest(bytes) {
  return `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
}

function packageOf({ name, ...others }) {
  return json({ name, version, ...others });
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** By npm itself, which sorts the files and gives them all one date. Answers with its path. */
async function tarball(directory) {
  const folder = join(directory, 'package');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(join(folder, 'texts'));
  for (const [name, content] of files) await writeFile(join(folder, name), content);
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', directory];
  const { stdout } = await promisify(execFile)('npm', words, { cwd: folder });
  return join(directory, JSON.parse(stdout)[0].filename);
}
