// Every sample of the documentation does what it is there for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openPage } from '../e2e/fixtures/browser.mjs';
import { root } from '../e2e/fixtures/places.mjs';
import { install, scratch, sources } from '../package/fixtures/package.mjs';
import { startSite } from './fixtures/site.mjs';
import { fencesOf, nameOf, of, samples } from './fixtures/samples.mjs';

const STRICT = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
};
/** The sample sends where this page's server is not. */
const ELSEWHERE = /api\.harbor\.example/;
const PROFILE = {
  platform: { name: 'Harbor', supportUrl: 'https://harbor.example/help' },
  endpoint: { url: '/api/azure/connections', operations: ['create', 'read', 'list'] },
};

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test('each sample says how it is tested', () => {
  const kinds = ['page', 'element', 'headers', 'profile', 'file', 'vite'];
  // A drawing is no sample.
  const rest = samples.filter(({ kind, language }) => !kinds.includes(kind) && !(language === 'text' && kind === undefined));
  assert.deepEqual(rest.map(nameOf), []);
  for (const page of new Set(samples.map(({ page }) => page))) {
    assert.equal(samples.filter((sample) => sample.page === page).length, fencesOf(page), `${page}: a fence was not understood`);
  }
  assert.ok(samples.length > 20);
});

for (const sample of of('file')) {
  test(`${nameOf(sample)} is the file ${sample.value}`, () => {
    // What lies there is run by endpoint.test.mjs.
    assert.match(sample.value, /^docs\/embedding\/endpoint\//);
    assert.equal(sample.code, readFileSync(join(root, sample.value), 'utf8'));
  });
}

/** Opens a page made of what is given, at the first step. Answers with the visit and what the server was asked. */
async function opened(t, { body, script, sheet, headers = STRICT, except }) {
  const place = install(scratch(t));
  const imports = (code) => code.replaceAll(/(?<=(?:from|import) ')azure-connect(\/define)?(?=')/g, (_, define) => `/azure-connect/${define ? 'define' : 'index'}.js`);
  const head = [
    script && '<script type="module" src="/page.js"></script>',
    sheet && '<link rel="stylesheet" href="/page.css" />',
  ];
  const pages = {
    '/': `<!doctype html><html lang="en"><title>Page</title>${head.filter(Boolean).join('')}<body>${body}</body></html>`,
    '/page.js': script && imports(script),
    '/page.css': sheet,
    '/azure-profile.json': JSON.stringify(PROFILE),
    '/session': JSON.stringify({ token: 'fresh' }),
    '/api/azure/connections': JSON.stringify({ items: [] }),
    '/favicon.ico': '',
  };
  const site = await startSite(place, pages, headers);
  let visit;
  // The page goes first: it may still be fetching the rest, and a site that is gone is an error in its console.
  t.after(async () => {
    await visit?.close();
    await site.stop();
    visit?.untroubled({ except });
  });
  visit = await openPage(browser, site.url);
  await visit.ready();
  return { visit, site };
}

const ELEMENT = '<azure-connect profile="/azure-profile.json"></azure-connect>';
const DEFINE = "import 'azure-connect/define';\n";

for (const sample of of('page')) {
  test(`${nameOf(sample)} opens at the first step`, async (t) => {
    const html = sample.language === 'html';
    const { visit } = await opened(t, {
      body: html ? sample.code : '<main id="azure"></main>',
      script: html ? undefined : sample.code,
      except: ELSEWHERE.test(sample.code) ? /harbor\.example|Failed to/ : undefined,
    });
    await visit.widget.getByRole('radio', { name: /^Azure portal/ }).check();
    await visit.widget.getByRole('button', { name: 'Continue', exact: true }).click();
    await visit.widget.getByRole('heading', { name: 'Register the app' }).waitFor();
  });
}

for (const sample of of('element').filter(({ language }) => language === 'js')) {
  test(`${nameOf(sample)} runs beside an element`, async (t) => {
    const { visit, site } = await opened(t, { body: ELEMENT, script: DEFINE + sample.code });
    await visit.page.waitForFunction(() => performance.getEntriesByName(`${location.origin}/api/azure/connections`).length > 0);
    if (sample.code.includes('element.headers')) {
      const [request] = site.asked.filter(({ path }) => path === '/api/azure/connections');
      assert.equal(request.headers['x-csrf-token'], 'fresh');
    }
    if (sample.code.includes('element.values')) {
      await visit.widget.getByRole('radio', { name: /^I have the values/ }).check();
      await visit.widget.getByRole('button', { name: 'Continue', exact: true }).click();
      const tenant = visit.widget.getByLabel('Directory (tenant) ID', { exact: true });
      await tenant.waitFor();
      assert.equal(await tenant.inputValue(), 'contoso.onmicrosoft.com');
    }
    if (sample.code.includes("'ac-exit'")) {
      await visit.widget.getByRole('button', { name: 'Close' }).click();
      await visit.page.locator('azure-connect').waitFor({ state: 'detached' });
    }
  });
}

const documented = (tag) => [...sources('www/element', 'element.mjs').matchAll(new RegExp(`^ \\* @${tag} (\\S+) - `, 'gm'))].map(([, name]) => name);

for (const sample of of('element').filter(({ language }) => language === 'css')) {
  test(`${nameOf(sample)} changes how it looks`, async (t) => {
    const look = async (visit) => (await visit.page.screenshot({ animations: 'disabled' })).toString('base64');
    const dark = { colorScheme: sample.code.includes('dark') ? 'dark' : 'light' };
    const show = async (sheet) => {
      const { visit } = await opened(t, { body: ELEMENT, script: DEFINE, sheet });
      await visit.page.emulateMedia(dark);
      return visit;
    };
    const [plain, styled] = [await show(), await show(sample.code)];
    assert.notEqual(await look(plain), await look(styled));
    for (const [name] of sample.code.matchAll(/--ac-[\w-]+/g)) assert.ok(documented('cssprop').includes(name), `${name} is no property of ours`);
    for (const [, name] of sample.code.matchAll(/::part\(([\w-]+)\)/g)) assert.ok(documented('csspart').includes(name), `${name} is no part of ours`);
  });
}

for (const sample of of('headers')) {
  test(`${nameOf(sample)} are enough`, async (t) => {
    const headers = Object.fromEntries(sample.code.trim().split('\n').map((line) => line.split(/: (.*)/).slice(0, 2)));
    assert.ok(headers['Content-Security-Policy']);
    const { visit } = await opened(t, { body: ELEMENT, script: DEFINE, headers });
    await visit.widget.getByRole('radio', { name: /^Azure portal/ }).check();
    await visit.widget.getByRole('button', { name: 'Continue', exact: true }).click();
    await visit.widget.getByRole('heading', { name: 'Register the app' }).waitFor();
  });
}

test('the tables name every property, part, slot and event, and nothing else', () => {
  const page = (name) => readFileSync(join(root, 'docs/embedding', name), 'utf8');
  const named = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
  const rows = (text) => text.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|')[1]).join('\n');
  const theming = page('theming.md');
  assert.deepEqual(named(rows(theming), /`(--ac-[\w-]+)`/g), documented('cssprop').sort());
  assert.deepEqual(named(/The names: ([^]*?)\.\n/.exec(theming)[1], /`([\w-]+)`/g), documented('csspart').sort());
  assert.deepEqual(named(rows(page('events.md')), /`(ac-\w+)`/g), documented('fires').sort());
});
