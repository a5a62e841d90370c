// Opens each page in turn, several rounds of all, and says what came of it: one line of JSON.
//
//     node run.mjs --site DIR [--rounds 7] [--only NAME …]
//
// Each visit has a browser of its own, so that nothing is cached, compiled or warm. All network times are
// Chromium's own emulation; the throttle slows the main thread down and nothing else.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { chromium as playwright } from 'playwright-core';
import { PAGES } from './pages.mjs';
import { observe } from './observe.mjs';

const CPU = 4;
const NETWORK = { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const { values: options } = parseArgs({
  options: { site: { type: 'string' }, rounds: { type: 'string', default: '7' }, only: { type: 'string', multiple: true } },
});
const rounds = Number(options.rounds);
const pages = PAGES.filter(({ name }) => !options.only || options.only.includes(name));

const executablePath =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** A directory, handed out as it lies there: the `.br` beside each file. */
async function serve(directory) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const name = path === '/' ? 'index.html' : path.slice(1);
    if (path === '/api/azure/connections') {
      // The widget asks which connections there are; there is none.
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"items":[]}');
      return;
    }
    try {
      const content = await readFile(join(directory, `${name}.br`));
      response.writeHead(200, {
        'Content-Type': TYPES[extname(name)],
        'Content-Encoding': 'br',
        'Content-Length': content.length,
        'Cache-Control': 'no-cache',
        'Content-Security-Policy': name.endsWith('.html') ? "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src data:" : "default-src 'none'",
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => new Promise((resolve) => server.close(resolve)) };
}

async function visit(definition, url) {
  const browser = await playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-features=SpareRendererForSitePerProcess'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
    const troubles = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('response', (response) => response.status() >= 400 && troubles.push(`${response.status()} ${response.url()}`));
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Performance.enable');
    await page.addInitScript(observe, definition);
    await session.send('Network.emulateNetworkConditions', NETWORK);
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU });
    await page.goto(url, { waitUntil: 'commit' });
    const times = await within(30_000, page.evaluate(() => globalThis.benchArrived), () => `${definition.name}: no field came; ${troubles.join('; ')}`);
    await page.waitForLoadState('networkidle');
    const typing = await typed(page, session, definition);
    const bytes = await page.evaluate(() => globalThis.benchBytes());
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const memory = await memoryOf(browser, page, session);
    if (troubles.length > 0) throw new Error(`${definition.name}: ${troubles.join('; ')}`);
    return { ...times, ...typing, ...bytes, ...memory };
  } finally {
    await browser.close();
  }
}

/** One key after the other, as fast as somebody types; how long each takes to show, and what it costs. */
async function typed(page, session, { text }) {
  await page.evaluate(() => globalThis.benchFocus());
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const before = await busy();
  for (const key of text) {
    await page.keyboard.press(key, { delay: 0 });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  const spent = (await busy()) - before;
  const { paints, value } = await page.evaluate(() => globalThis.benchTyped());
  if (value !== text) throw new Error(`typed ${text}, but there is ${value}`);
  if (paints.length !== text.length) throw new Error(`${paints.length} paints for ${text.length} keys`);
  return { keystroke: median(paints), keystrokeWorst: Math.max(...paints), keystrokeWork: spent / text.length };
}

/** After a collection: what the heap and its buffers (wasm memory is one) hold, and the process's own memory. */
async function memoryOf(browser, page, session) {
  await session.send('HeapProfiler.enable');
  for (let turn = 0; turn < 3; turn++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => globalThis.benchWasm());
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  const renderer = processInfo.filter(({ type }) => type === 'renderer').sort((one, other) => other.cpuTime - one.cpuTime)[0];
  return { held: usedSize + backingStorageSize + wasm, wasmMemory: wasm, process: await privateMemory(renderer.id) };
}

/** Linux only. */
async function privateMemory(pid) {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const lines = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)];
  return lines.length > 0 ? lines.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0) : null;
}

function within(milliseconds, promise, complaint) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(complaint())), milliseconds)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const loads = [];
const results = new Map(pages.map((page) => [page, []]));
for (let round = 0; round < rounds; round++) {
  // Another order each time, so that no page always follows the same one.
  for (let at = 0; at < pages.length; at++) {
    const page = pages[(at + round) % pages.length];
    loads.push(loadavg()[0] / cpus().length);
    const server = await serve(join(options.site, page.name));
    try {
      results.get(page).push(await visit(page, server.url));
    } finally {
      await server.stop();
    }
    const last = results.get(page).at(-1);
    process.stderr.write(`${round + 1}/${rounds} ${page.name}: ${JSON.stringify(last)}\n`);
  }
}

const summary = [...results].map(([{ name, label }, visits]) => {
  const names = Object.keys(visits[0]);
  const numbers = Object.fromEntries(
    names.map((key) => {
      const all = visits.map((one) => one[key]).filter((value) => typeof value === 'number');
      return [key, all.length > 0 ? { median: median(all), min: Math.min(...all), max: Math.max(...all) } : null];
    }),
  );
  return { name, label, ...numbers };
});
const browser = await playwright.launch({ executablePath, args: ['--no-sandbox'] });
const version = browser.version();
await browser.close();
console.log(JSON.stringify({ chromium: version, rounds, load: median(loads), cpu: CPU, mbits: 9, latency: NETWORK.latency, pages: summary }));
