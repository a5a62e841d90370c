// The package on a page, straight out of the tarball: what is fetched when, and what happens to a file that is not the
// one that was packed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { launch, openPage } from '../e2e/fixtures/browser.mjs';
import { install, scratch } from './fixtures/package.mjs';
import { startSite } from './fixtures/site.mjs';

const PROFILE = { version: 1, platform: { name: 'Harbor' }, endpoint: { url: '/api/azure/connections' }, routes: ['portal', 'existing'] };
const page = (script, body) => `<!doctype html><html lang="en"><title>Page</title><script type="module" src="${script}"></script>${body}</html>`;
const ELEMENT = '<azure-connect profile="/profile.json"><p slot="fallback">Connect Azure by hand</p></azure-connect>';
const PAGES = {
  '/profile.json': JSON.stringify(PROFILE),
  '/favicon.ico': '',
  '/define': page('/azure-connect/define.js', ELEMENT),
  '/inline': page('/azure-connect/inline.js', ELEMENT),
  '/api': page('/api.js', '<main></main>'),
  '/api.js': "import * as api from '/azure-connect/index.js'; globalThis.api = api;",
};

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Opens a page on a site of its own. `pages` answers with more pages, made of the package's files. */
async function visit(t, path, { change, except, pages = () => ({}), ...options } = {}) {
  const place = install(scratch(t));
  const site = await startSite(place, { ...PAGES, ...pages(place) }, change);
  let visit;
  // The page goes first: it may still be fetching the rest, and a site that is gone is an error in its console.
  t.after(async () => {
    await visit?.close();
    await site.stop();
    visit?.untroubled({ except });
  });
  visit = await openPage(browser, site.url, { path, ...options });
  const wasm = () => site.asked.filter((path) => path.endsWith('.wasm')).map((path) => path.replace('/azure-connect/azure_connect_', ''));
  return { visit, site, wasm };
}

/** Goes on to a step that only the rest of the program has. */
async function goOn({ widget }) {
  await widget.getByRole('radio', { name: /^Azure portal/ }).check();
  await widget.getByRole('button', { name: 'Continue', exact: true }).click();
  await widget.getByRole('heading', { name: 'Register the app' }).waitFor();
  await widget.getByLabel('Directory (tenant) ID', { exact: true }).fill('contoso.com');
}

test('a script tag is enough, with one wasm until the first step can be used', async (t) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const { visit: opened, site, wasm } = await visit(t, '/define', {
    before: (page) => page.route('**/azure_connect_rest.wasm', async (route) => (await held, route.continue())),
  });
  await opened.ready();
  assert.deepEqual(wasm(), ['bg.wasm']);
  assert.deepEqual(site.asked.filter((path) => path.endsWith('.js')).sort(), ['/azure-connect/define.js', '/azure-connect/index.js']);
  release();
  await goOn(opened);
  assert.deepEqual(wasm(), ['bg.wasm', 'rest.wasm']);
});

/** What the front page says to write, in the order in which it stands there. */
function examples(place, language) {
  const text = readFileSync(join(place, 'README.md'), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, name]) => name === language).map(([, , code]) => code);
}

test('what the front page says for script tags ends at the first step', async (t) => {
  const { visit: opened } = await visit(t, '/page', {
    pages: (place) => ({ '/page': `<!doctype html>${examples(place, 'html')[0]}`, '/azure-profile.json': JSON.stringify(PROFILE) }),
  });
  await opened.ready();
  await goOn(opened);
});

test('what the front page says for the head is fetched at once, and once', async (t) => {
  const { visit: opened, site } = await visit(t, '/page', {
    pages: (place) => ({ '/page': `<!doctype html>${examples(place, 'html')[1]}${PAGES['/define']}` }),
  });
  await opened.ready();
  const early = site.asked.filter((path) => path.startsWith('/azure-connect/') && !path.endsWith('_rest.wasm'));
  assert.deepEqual(early.sort(), ['azure_connect_bg.wasm', 'define.js', 'index.js'].map((name) => `/azure-connect/${name}`));
  const started = await opened.page.evaluate(() =>
    Object.fromEntries(performance.getEntriesByType('resource').map(({ name, startTime }) => [name.split('/').pop(), startTime])),
  );
  const ended = await opened.page.evaluate(() => performance.getEntriesByName(new URL('/azure-connect/define.js', location).href)[0].responseEnd);
  assert.ok(started['azure_connect_bg.wasm'] < ended, 'the wasm does not wait for the script');
});

test('what the front page says for bundlers ends at the first step', async (t) => {
  const { visit: opened } = await visit(t, '/page', {
    pages: (place) => ({
      '/page': page('/page.js', '<main id="azure"></main>'),
      // A bundler's part of the work.
      '/page.js': examples(place, 'js')[0].replace("'azure-connect'", "'/azure-connect/index.js'"),
    }),
  });
  await opened.ready();
  await goOn(opened);
});

test('one file is enough, and asks for no other', async (t) => {
  const { visit: opened, site } = await visit(t, '/inline');
  await opened.ready();
  await goOn(opened);
  assert.deepEqual(site.asked.filter((path) => path.startsWith('/azure-connect/')), ['/azure-connect/inline.js']);
});

test('an import fetches nothing, `preload` the first part, and an element no second time', async (t) => {
  const { visit: opened, wasm } = await visit(t, '/api');
  const { page } = opened;
  await page.waitForFunction(() => globalThis.api);
  assert.deepEqual(wasm(), []);
  assert.equal(await page.evaluate(() => customElements.get('azure-connect')), undefined);
  await page.evaluate(() => globalThis.api.preload());
  assert.deepEqual(wasm(), ['bg.wasm']);
  await page.evaluate((profile) => void (globalThis.wizard = globalThis.api.createAzureConnect('main', { profile })), PROFILE);
  await opened.ready();
  await goOn(opened);
  assert.deepEqual(wasm(), ['bg.wasm', 'rest.wasm']);
  assert.deepEqual(await page.evaluate(() => Object.keys(globalThis.wizard).sort()), ['destroy', 'element', 'focus', 'reset', 'update']);
  await page.evaluate(() => globalThis.wizard.destroy());
  assert.equal(await page.locator('azure-connect').count(), 0);
});

for (const part of ['bg', 'rest']) {
  test(`azure_connect_${part}.wasm with one other byte does not run`, async (t) => {
    const change = (path, bytes) => {
      // The last byte: of a module that the browser would take as it is.
      if (path.endsWith(`_${part}.wasm`)) bytes[bytes.length - 1] ^= 1;
      return bytes;
    };
    const except = /integrity|azure-connect: |digest/;
    const { visit: opened } = await visit(t, '/define', { change, except });
    assert.deepEqual(await opened.event('ac-error'), { kind: 'load' });
    await opened.page.getByText('Connect Azure by hand').waitFor();
    assert.equal(opened.events.some(({ type }) => type === 'ac-ready'), part === 'rest');
  });
}

test('a server can import all of it', (t) => {
  const directory = scratch(t);
  install(directory);
  const script = `
    const all = await Promise.all(['', '/define', '/inline'].map((name) => import('azure-connect' + name)));
    console.log(all.every(({ AzureConnectElement }) => typeof AzureConnectElement === 'function'));`;
  const said = execFileSync('node', ['--input-type=module', '--eval', script], { cwd: directory, encoding: 'utf8' });
  assert.equal(said.trim(), 'true');
});
