// Through the bundlers, as they are set up by default unless the project's own files say otherwise.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { all } from './fixtures/places.mjs';
import { freshProject } from './fixtures/project.mjs';
import { hashOfImportMap, policy, serve } from './fixtures/site.mjs';
import { useBrowser } from './fixtures/trial.mjs';

const visit = useBrowser();

/** The project, built, in a browser that allows it no more than the strict policy does. */
async function works(t, name, more = () => undefined) {
  const project = await freshProject(t, name);
  await project.run('build');
  const wasm = await project.files('dist', '.wasm');
  assert.equal(wasm.length, 2, `both parts of the wasm, each once: ${wasm.join(' ')}`);
  const page = await readFile(project.at('dist/index.html'), 'utf8');
  const site = await serve(t, project.at('dist'), policy(more(page)));
  await visit(t, `${site}/`);
  return project;
}

test('esbuild, under the strict policy', (t) => works(t, 'esbuild'));

test('Vite, its types checked, built, under the strict policy', async (t) => {
  const project = await works(t, 'vite');
  await project.run('check');
});

test('webpack, under the strict policy', (t) => works(t, 'webpack'));

if (all) {
  test('Vite’s server for development', async (t) => {
    const project = await freshProject(t, 'vite');
    const site = await project.start(t, 'dev', '--host', '127.0.0.1', '--port', '0');
    await visit(t, `${site}/`);
  });

  test('Rollup, under the strict policy', (t) => works(t, 'rollup'));

  // Parcel finds its files by an import map that it writes into the page.
  test('Parcel, under the strict policy and the hash of its import map', (t) => works(t, 'parcel', hashOfImportMap));
}
