// The tarball as the registry's readers see it: what is in it, and what those say who look at packages all day.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { install, root, scratch, tarball } from './fixtures/package.mjs';

const CONTENTS = [
  'CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'README.md',
  'azure_connect_bg.wasm', 'azure_connect_bg.wasm.d.ts', 'azure_connect_rest.wasm', 'azure_connect_rest.wasm.d.ts',
  'contract.d.ts', 'custom-elements.json', 'define.d.ts', 'define.js', 'index.d.ts', 'index.js', 'inline.d.ts', 'inline.js',
  'jsx.d.ts', 'package.json', 'profile.d.ts', 'profile.schema.json',
  'texts', ...['de', 'es', 'fr', 'he', 'ja'].flatMap((tag) => [`texts/${tag}.json`, `texts/${tag}_first.json`]),
];

test('the tarball holds what it should and nothing else', (t) => {
  assert.deepEqual(readdirSync(install(scratch(t)), { recursive: true }).sort(), CONTENTS);
});

test('publint finds nothing', async (t) => {
  const pkgDir = install(scratch(t));
  const { messages, pkg } = await publint({ pkgDir, strict: true, pack: false });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg, { color: false })), []);
});

test('are the types wrong: they are not', async () => {
  const { problems, types } = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))));
  assert.equal(types.kind, 'included');
  // A package of modules only: `require` is not for it, and says so in every tool.
  const all = problems.filter(({ kind, resolutionKind }) => kind !== 'CJSResolvesToESM' || resolutionKind !== 'node16-cjs');
  assert.deepEqual(all, []);
});

test('the scripts know the digests of the wasm that lies beside them', (t) => {
  const place = install(scratch(t));
  const tables = readdirSync(join(place, 'texts')).map((name) => `texts/${name}`);
  for (const name of ['azure_connect_bg.wasm', 'azure_connect_rest.wasm', ...tables]) {
    const digest = createHash('sha256').update(readFileSync(join(place, name))).digest('base64');
    const knows = /\/\w+\.json$/.test(name) && !name.endsWith('_first.json') ? name.replace('.json', '_first.json') : 'index.js';
    assert.ok(readFileSync(join(place, knows), 'utf8').includes(`"sha256-${digest}"`), name);
  }
});

test('the front page has no gaps, and the version is that of the workspace', (t) => {
  const place = install(scratch(t));
  const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const text = readFileSync(join(place, 'README.md'), 'utf8');
  assert.doesNotMatch(text, /\{\{|undefined|NaN/);
  assert.match(readFileSync(join(root, 'Cargo.toml'), 'utf8'), new RegExp(`^version = "${version.replaceAll('.', '\\.')}"$`, 'm'));
});

test('packed once more it is the same, byte for byte', (t) => {
  const dist = process.env.AC_TEST_DIST ?? join(root, 'dist');
  const { version } = JSON.parse(readFileSync(join(install(scratch(t)), 'package.json'), 'utf8'));
  const digest = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const again = execFileSync('node', [join(root, 'tools/pack.mjs'), dist, scratch(t), version], { encoding: 'utf8' });
  assert.equal(digest(again.trim()), digest(tarball));
});
