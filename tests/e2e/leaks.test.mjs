// Elements that come and go on a page that stays, as in an application with routes of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Platform } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();
const MOUNTS = 100;

/** What a page that stays would run out of. */
async function counted(page, session) {
  // What is freed by one collection may free more.
  for (let round = 0; round < 3; round++) {
    await session.send('HeapProfiler.collectGarbage');
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  }
  const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
  const { metrics } = await session.send('Performance.getMetrics');
  const { value: heap } = metrics.find(({ name }) => name === 'JSHeapUsedSize');
  const inside = await page.evaluate(() => ({
    memory: globalThis.wasm.memory.buffer.byteLength,
    kept: Array.from({ length: globalThis.wasm.__wbindgen_externrefs.length }, (_, at) => globalThis.wasm.__wbindgen_externrefs.get(at)).filter((thing) => thing !== undefined).length,
  }));
  return { nodes, listeners, heap, ...inside };
}

test(`${MOUNTS} elements that are made and destroyed leave no listener, no node and no memory behind`, async (t) => {
  const { page } = await setting.visit(t, {
    async before(page) {
      await new Platform().attach(page);
      await page.addInitScript(() => {
        const start = WebAssembly.instantiateStreaming;
        WebAssembly.instantiateStreaming = async (...values) => {
          const started = await start.apply(WebAssembly, values);
          globalThis.wasm = started.instance.exports;
          return started;
        };
      });
    },
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  await page.evaluate(async () => {
    document.querySelector('azure-connect').remove();
    const { createAzureConnect } = await import('/element/index.mjs');
    const profile = await (await fetch('/profiles/demo.json')).json();
    const mount = () =>
      new Promise((resolve) => {
        const place = document.createElement('div');
        document.body.append(place);
        // The test's own book of events would grow with each.
        for (const name of ['ac-ready', 'ac-step']) place.addEventListener(name, (event) => event.stopPropagation());
        place.addEventListener('ac-step', ({ detail: { index } }) => {
          const root = handle.element.shadowRoot;
          if (index === 1) {
            // Another step, so that more than the first screen's listeners and nodes are there.
            return [...root.querySelectorAll('button')].find(({ textContent }) => textContent === 'Continue').click();
          }
          requestAnimationFrame(() => {
            globalThis.seen = root.querySelector('.heading').textContent;
            handle.destroy();
            place.remove();
            setTimeout(resolve, 5);
          });
        });
        const handle = createAzureConnect(place, { profile, draft: 'off' });
      });
    globalThis.mounts = async (times) => {
      while (times-- > 0) await mount();
    };
  });
  // The first ones make what is made once.
  await page.evaluate(() => globalThis.mounts(20));
  const before = await counted(page, session);
  await page.evaluate((times) => globalThis.mounts(times), MOUNTS);
  const after = await counted(page, session);
  const grown = Object.fromEntries(Object.keys(before).map((key) => [key, after[key] - before[key]]));
  t.diagnostic(JSON.stringify({ before, grown }));
  assert.equal(await page.evaluate(() => globalThis.seen), 'Run the script');
  assert.ok(grown.nodes <= 0, `${grown.nodes} nodes more`);
  assert.ok(grown.listeners <= 0, `${grown.listeners} listeners more`);
  assert.ok(grown.kept <= 0, `the wasm keeps ${grown.kept} things of the page more`);
  // One page of memory more is rounding; each mount would need many.
  assert.ok(grown.memory <= 65_536, `${grown.memory} bytes of the wasm's memory more`);
  assert.ok(grown.heap / MOUNTS < 2_000, `${grown.heap / MOUNTS} bytes a mount more`);
});
