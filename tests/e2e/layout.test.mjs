// What the page around the element sees of its coming: nothing that was there moves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Platform } from './fixtures/platform.mjs';
import { root } from './fixtures/places.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();
/** What search engines call good is 0.1. */
const MOST = 0.05;

/** Waits a little before it lets a request through, so that what shows meanwhile is painted. */
const slowly = (page, pattern) =>
  page.route(pattern, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });

/** The documentation's style for the time before the element is defined. */
const [, STYLE] = readFileSync(join(root, 'docs/element.md'), 'utf8').match(/```css\n([^]*?)```/);

/** A platform's page, with its style from the documentation. */
async function platform(page) {
  const html = `<!doctype html>
    <html lang="en"><head><title>Quay</title><meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="/platform.css"><script type="module" src="/element/define.mjs"></script></head>
    <body><azure-connect profile="/profiles/demo.json"><p slot="help">Ask us.</p><p slot="fallback">By hand, then.</p></azure-connect>
    <p id="below">The page goes on.</p></body></html>`;
  const css = `body { margin: 24px auto; padding: 0 12px; max-width: 1096px; font: 1rem/1.5 sans-serif; } ${STYLE}`;
  await page.route('**/platform', async (route) => {
    const own = await route.fetch({ url: new URL('/', route.request().url()).href });
    await route.fulfill({ response: own, body: html });
  });
  await page.route('**/platform.css', (route) => route.fulfill({ contentType: 'text/css', body: css }));
}

for (const width of [1280, 900, 360]) {
  test(`nothing jumps while it loads, ${width} pixels wide`, async (t) => {
    const visit = await setting.visit(t, {
      path: '/platform',
      viewport: { width, height: 2400 },
      async before(page) {
        await new Platform().attach(page);
        await platform(page);
        await slowly(page, '**/element/index.mjs');
        await slowly(page, '**/*.wasm');
        await page.addInitScript(() => {
          globalThis.shifts = [];
          const note = (list) => globalThis.shifts.push(...list.getEntries().map(({ value }) => value));
          new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
          // How high the element is before it is defined, while it waits, and then.
          globalThis.heights = {};
          const look = () => {
            const element = document.querySelector('azure-connect');
            const state = element?.matches(':defined') ? (element.shadowRoot?.querySelector('.ac') ? 'ready' : 'waiting') : 'undefined';
            if (element && document.querySelector('#below')) globalThis.heights[state] ??= element.getBoundingClientRect().height;
            requestAnimationFrame(look);
          };
          look();
        });
      },
    });
    await visit.page.waitForFunction(() => globalThis.heights.ready);
    // Until what follows the rest of the wasm has been painted as well.
    await visit.page.waitForFunction(() => document.querySelector('azure-connect').shadowRoot.adoptedStyleSheets[1].cssRules.length > 0);
    await visit.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
    const { shifts, heights } = await visit.page.evaluate(() => ({ shifts: globalThis.shifts, heights: globalThis.heights }));
    t.diagnostic(JSON.stringify({ shifts, heights }));
    assert.deepEqual(Object.keys(heights), ['undefined', 'waiting', 'ready'], 'each state was painted');
    assert.ok(shifts.reduce((sum, shift) => sum + shift, 0) < MOST, `shifts: ${shifts}`);
  });
}

test('where the script never comes, the fallback of the page shows after a while', async (t) => {
  const visit = await setting.visit(t, {
    ready: false,
    path: '/platform',
    async before(page) {
      await platform(page);
      await page.route('**/element/*', (route) => route.fulfill({ status: 404, body: '' }));
    },
  });
  const fallback = visit.page.getByText('By hand, then.');
  assert.equal(await fallback.isVisible(), false);
  await fallback.waitFor();
  assert.equal(await visit.page.getByText('Ask us.').isVisible(), false);
});

test('what shows while it waits is quiet in both themes, and says that it waits', async (t) => {
  for (const colorScheme of ['light', 'dark']) {
    let go;
    const gate = new Promise((resolve) => (go = resolve));
    const visit = await setting.visit(t, {
      ready: false,
      colorScheme,
      reducedMotion: 'reduce',
      before: (page) => page.route('**/*_bg.wasm', async (route) => (await gate, route.continue())),
    });
    const waiting = visit.widget.getByRole('progressbar', { name: 'Loading' });
    await waiting.waitFor();
    const red = await waiting.evaluate((frame) => Number(getComputedStyle(frame).backgroundColor.match(/\d+/)[0]));
    assert.ok(colorScheme === 'dark' ? red < 64 : red > 192, `${colorScheme}: ${red}`);
    await visit.accessible();
    go();
    await visit.ready();
    assert.equal(await waiting.count(), 0);
  }
});
