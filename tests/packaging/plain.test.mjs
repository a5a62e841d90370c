// Without a bundler: the package's files as they are.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { freshProject } from './fixtures/project.mjs';
import { hashOfImportMap, policy, serve } from './fixtures/site.mjs';
import { useBrowser } from './fixtures/trial.mjs';

const visit = useBrowser();

/** A project that is built, and what its build leaves to be served. */
async function built(t, name) {
  const project = await freshProject(t, name);
  await project.run('build');
  return project;
}

test('a script tag, under the strict policy', async (t) => {
  const project = await built(t, 'script-tag');
  const site = await serve(t, project.at('public'), policy());
  await visit(t, `${site}/`);
});

test('an import map, under the strict policy and the hash of the map', async (t) => {
  const project = await built(t, 'import-map');
  const page = await readFile(project.at('public/index.html'), 'utf8');
  const site = await serve(t, project.at('public'), policy(hashOfImportMap(page)));
  await visit(t, `${site}/`);
});

test('everything in one file, under the strict policy', async (t) => {
  const project = await built(t, 'inline');
  const site = await serve(t, project.at('public'), policy());
  await visit(t, `${site}/`, { wasm: null });
});

test('everything on another origin, which the policy names twice', async (t) => {
  const project = await built(t, 'script-tag');
  const assets = await serve(t, project.at('public'), { 'Access-Control-Allow-Origin': '*' });
  const page = project.at('public/index.html');
  await writeFile(page, (await readFile(page, 'utf8')).replace('/azure-connect/', `${assets}/azure-connect/`));
  const site = await serve(t, project.at('public'), policy({ 'script-src': assets, 'connect-src': assets }));
  await visit(t, `${site}/`, { wasm: assets });
});

test('the loader on the page’s origin, all else by assets-url on another', async (t) => {
  const project = await built(t, 'script-tag');
  const assets = await serve(t, project.at('public'), { 'Access-Control-Allow-Origin': '*' });
  const page = project.at('public/index.html');
  const attribute = `<azure-connect assets-url="${assets}/azure-connect/"`;
  await writeFile(page, (await readFile(page, 'utf8')).replace('<azure-connect', attribute));
  const site = await serve(t, project.at('public'), policy({ 'connect-src': assets }));
  await visit(t, `${site}/`, { wasm: assets });
});

test('a wasm that is not the one of the package does not run', async (t) => {
  const project = await built(t, 'script-tag');
  for (const name of await project.files('public', '.wasm')) {
    const path = project.at('public', name);
    // An empty custom section: still a good module, and not ours.
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.of(0, 1, 0)]));
  }
  const site = await serve(t, project.at('public'), policy());
  const refused = visit(t, `${site}/`, { except: /integrity|azure-connect: / });
  await assert.rejects(refused, /ac-error \{"kind":"load"\}/);
});
