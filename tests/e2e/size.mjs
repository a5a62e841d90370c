// What Chromium transfers until the widget is ready, by kind, as one line of JSON. Counted is the
// widget: not the page around it, which is the integrator's, but the profile that the page gives it.
// What is asked for after `ac-ready` is shown beside it, and does not count.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startBackend } from './fixtures/backend.mjs';
import { launch, openPage } from './fixtures/browser.mjs';
import { root } from './fixtures/places.mjs';

const KINDS = { wasm: /\.wasm$/, js: /\.m?js$/, css: /\.css$/ };
const kindOf = (path) => Object.keys(KINDS).find((kind) => KINDS[kind].test(path)) ?? 'data';
const isThePages = (path) => ['/', '/index.html', '/favicon.ico'].includes(path) || /^\/(demo|api)\//.test(path);

/** Opens the page cold and answers with what came over the wire: `{ path, raw, brotli, later }` each. */
async function transferred(browser, backend) {
  const requests = new Map();
  const visit = await openPage(browser, backend.url, {
    async before(page) {
      await page.addInitScript(() => document.addEventListener('ac-ready', () => (globalThis.readyAt ??= performance.now())));
      const session = await page.context().newCDPSession(page);
      session.on('Network.responseReceived', ({ requestId, response }) => {
        const encoding = response.headers['content-encoding'] ?? response.headers['Content-Encoding'];
        requests.set(requestId, { url: response.url, status: response.status, encoding, raw: 0, brotli: 0 });
      });
      session.on('Network.dataReceived', ({ requestId, dataLength, encodedDataLength }) => {
        const request = requests.get(requestId);
        if (!request) return;
        request.raw += dataLength;
        request.brotli += encodedDataLength;
      });
      await session.send('Network.enable');
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    },
  });
  await visit.ready();
  // The first click needs all of it.
  await visit.widget.getByRole('button', { name: 'Continue', exact: true }).click();
  await visit.widget.getByRole('heading', { name: 'Run the script' }).waitFor();
  const later = await visit.page.evaluate(() =>
    performance.getEntriesByType('resource').filter(({ startTime }) => startTime > globalThis.readyAt).map(({ name }) => name),
  );
  visit.untroubled();
  await visit.close();
  return [...requests.values()].map((request) => ({
    ...request,
    path: new URL(request.url).pathname,
    later: later.includes(request.url),
  }));
}

/** What the two parts of the wasm and the script are made of, if the last build is the one that is measured. */
async function contents(js) {
  const dist = process.env.AC_TEST_DIST ?? join(root, 'dist');
  const noted = join(resolve(root, process.env.CARGO_TARGET_DIR ?? 'target'), 'wasm-parts/contents.json');
  const hash = createHash('sha256');
  for (const name of ['azure-connect_bg.wasm', 'azure-connect_rest.wasm']) hash.update(await readFile(join(dist, name)));
  const { digest, first, rest } = JSON.parse(await readFile(noted, 'utf8').catch(() => '{}'));
  if (digest !== hash.digest('hex')) return undefined;
  // The element is one file with the glue in it: alone, the glue is as large as in there, or nearly.
  const size = async (name) => (await stat(join(dist, name))).size;
  const glue = { raw: await size('azure-connect.js'), brotli: await size('azure-connect.js.br') };
  const element = { raw: js.raw - glue.raw, brotli: js.brotli - glue.brotli };
  return { first, rest, script: { glue, element } };
}

const backend = await startBackend();
const browser = await launch();
try {
  const { brotli: budget } = JSON.parse(await readFile(join(root, 'size-budget.json'), 'utf8'));
  const sizes = Object.fromEntries([...Object.keys(KINDS), 'data', 'total'].map((kind) => [kind, { raw: 0, brotli: 0 }]));
  for (const { path, status, encoding, raw, brotli, later } of await transferred(browser, backend)) {
    if (isThePages(path)) continue;
    process.stderr.write(`${String(raw).padStart(9)} ${String(brotli).padStart(9)}  ${path}${later ? ' (after ac-ready)' : ''}\n`);
    if (status === 200 && encoding !== 'br') throw new Error(`${path} came uncompressed; is this a release build?`);
    if (later) continue;
    for (const kind of [kindOf(path), 'total']) {
      sizes[kind].raw += raw;
      sizes[kind].brotli += brotli;
    }
  }
  if (sizes.wasm.brotli === 0) throw new Error('no wasm was transferred');
  console.log(JSON.stringify({ ...sizes, budget, contents: await contents(sizes.js) }));
} finally {
  await browser.close();
  await backend.stop();
}
