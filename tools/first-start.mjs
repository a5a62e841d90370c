// Which functions run before the rest of the wasm is there: seen, not guessed. Every function of the linked
// module is given a mark that it sets when it runs; then the widget starts, in a process of its own and on
// a bare page (tools/bare-page.mjs), with every profile that lies there, with many at random
// (tools/random-profile.mjs) and with all that an admin or a host page can do before the rest has arrived.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import binaryen from 'binaryen';
import { elementsIn, openPage } from './bare-page.mjs';
import { languages, pseudoLanguages } from './languages.mjs';
import { randomProfile, seeded } from './random-profile.mjs';

const MARK = 'ran:';
const DAY_MS = 24 * 60 * 60 * 1000;
/** As pages and people write a profile. */
const WRITTEN = [
  (profile) => JSON.stringify(profile, null, 2),
  (profile) => JSON.stringify(profile),
  (profile) => `\ufeff${JSON.stringify(profile, null, '\t').replaceAll('\n', '\r\n')}\r\n`,
  (profile) => JSON.stringify(profile).replace(/[^ -~]|(?<=\w)o(?=\w* )/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  (profile) => JSON.stringify(profile, null, 1).replaceAll('/', '\\/'),
];
/** How long what happens between two looks at the clock takes. */
const PACES_MS = [0, 3, 9, 20];
/** Four years and some: every date there is. */
const DAYS = 1500;

/**
 * Which of the `spots` are reached, by their numbers. `module` is a copy that nobody needs any more, the spots
 * are its own.
 */
export async function reachedAtStart(module, spots, { gluePath, profiles }) {
  spots.forEach(({ mark }, number) => {
    const name = `${MARK}${number}`;
    module.addGlobal(name, binaryen.i32, true, module.i32.const(0));
    module.addGlobalExport(name, name);
    mark(module.global.set(name, module.i32.const(1)));
  });
  const directory = await mkdtemp(join(tmpdir(), 'first-start-'));
  try {
    const [wasm, glue] = [join(directory, 'marked.wasm'), join(directory, 'glue.mjs')];
    binaryen.setDebugInfo(false);
    await writeFile(wasm, module.emitBinary());
    await writeFile(glue, await readFile(gluePath));
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), wasm, glue, profiles], {
      maxBuffer: 1 << 26,
    });
    return new Set(JSON.parse(stdout));
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** So many profiles at random are started with: enough that 1,500 from another seed, tried once, needed nothing else. */
const AT_RANDOM = 1200;

/** The profiles that lie there, and those that change the first screen as a whole: with one way and one cloud nothing is asked on it. */
function profilesLike(samples) {
  const [demo] = samples;
  return [
    ...samples,
    ...demo.routes.map((route) => ({ ...demo, routes: [route], clouds: ['AzureCloud'] })),
    ...demo.credential.kinds.map((kind) => ({ ...demo, routes: ['portal', 'existing'], credential: { ...demo.credential, kinds: [kind] } })),
    { version: 1, platform: { name: 'P “é”' }, endpoint: { url: 'https://example.com/connections' } },
  ];
}

/** The profiles in a directory, the demo's first, and the words of the first screen: what random profiles are made of. */
export async function material(directory) {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json') && name !== 'demo.json').sort();
  const samples = await Promise.all(['demo.json', ...files].map(async (name) => JSON.parse(await readFile(join(directory, name), 'utf8'))));
  const data = new URL('../data/texts/', import.meta.url);
  const [table, first] = await Promise.all(['en.json', 'first.json'].map(async (name) => JSON.parse(await readFile(new URL(name, data), 'utf8'))));
  const early = Object.entries(table).filter(([key]) => first.some((prefix) => key.startsWith(prefix)));
  return { samples, words: Object.fromEntries(early), spoken: await spoken() };
}

/** What the element hands over for each language: the words of the first screen, all of them, or for English none. */
async function spoken() {
  const tables = [...(await languages()), ...(await pseudoLanguages())];
  const ways = tables.flatMap(([locale, { first, whole }]) => [{ locale, texts: first, textsFollow: true }, { locale, texts: whole, textsFollow: false }]);
  // A page brings tables of its own, which may be nearly empty or in another letter case of the tag.
  return [{ locale: 'en' }, { locale: 'en-GB' }, { locale: 'nl-BE', texts: '{}' }, { locale: 'HE', texts: '{"title":"\\u05d0 \\"{platform}\\" {"}' }, ...ways];
}

/** How a page may start the widget with this profile. */
export function randomStart(random, given) {
  const one = (items) => items[Math.floor(random() * items.length)];
  const own = {
    theme: one(['auto', 'light', 'dark', undefined]),
    ...one([{ locale: 'en' }, { locale: undefined }, one(given.spoken)]),
    headingLevel: one([1, 2, 3, 5]),
    endpoint: one([undefined, undefined, '/elsewhere']),
    draft: one(['session', 'off']),
    draftKey: one([undefined, 'k']),
    allowOrigins: one([undefined, 'https://example.org', 'https://api.harbor.example https://b.example']),
    connection: one([undefined, undefined, undefined, '1']),
    values: one([undefined, undefined, { clientId: 'x' }, { tenantId: '8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10', name: 'Production' }]),
    headers: one([undefined, () => ({})]),
    transport: one([undefined, () => {}]),
    params: { accountId: 'act-12345678', spaceId: 'Spaces-1', organizationId: 'o' },
  };
  return { text: one(WRITTEN)(randomProfile(random, given)), own };
}

/** A page without a browser, and the widget on it. */
export async function openWidget(wasm, gluePath) {
  const { document, clock } = openPage();
  const { default: instance } = await import(pathToFileURL(gluePath));
  const { init, mount } = instance((exports) => exports);
  const exports = await init(wasm);
  let turn = 0;
  /** Starts it as www/element/element.mjs does, and answers with what it is on and what it told. */
  const start = async ({ text, own }) => {
    turn += 1;
    clock.at += 5 * DAY_MS;
    // On a slow computer, Yew lets the browser breathe.
    clock.step = PACES_MS[turn % PACES_MS.length];
    const host = document.createElement('div');
    document.appendChild(host);
    const root = host.attachShadow();
    const emitted = [];
    const tell = (name) => emitted.push(name) > 0;
    const handle = mount(root, { profile: text, headingLevel: 2, locale: 'en', theme: 'auto', draft: 'session', emit: tell, refused() {}, ...own });
    await settled();
    return { root, handle, emitted };
  };
  return { exports, start };
}

/** All that an admin or a page can do before the rest has arrived. */
export async function act({ root, handle }) {
  for (const element of elementsIn(root)) {
    const control = ['input', 'select'].includes(element.localName);
    if (element.localName === 'select') {
      for (const option of elementsIn(element)) {
        element.value = option.getAttribute('value') ?? '';
        element.dispatchEvent(new Event('change'));
      }
      await settled();
    }
    // Scripts send clicks that do not bubble.
    const still = Object.assign(new MouseEvent('click'), { bubbles: false });
    const events = [new MouseEvent('click'), still, new KeyboardEvent('keydown'), ...(control ? [new InputEvent('input'), new Event('change')] : [])];
    for (const event of events) element.dispatchEvent(event);
    await settled();
  }
  handle.focus();
  handle.has_unsaved();
  handle.reset();
  await settled();
}

/** Starts the widget in every way that is known, in this process. */
async function startEach(wasmPath, gluePath, directory) {
  const { exports, start } = await openWidget(await readFile(wasmPath), gluePath);
  const given = await material(directory);
  const profiles = profilesLike(given.samples);
  const random = seeded(1);
  const ways = [
    {},
    { theme: 'dark', locale: 'de', headingLevel: 3, endpoint: '/elsewhere', draft: 'off', draftKey: 'k', allowOrigins: 'https://example.org' },
    { refused: undefined, broken() {}, values: { clientId: 'x' }, headers: () => ({}), transport: () => {}, connection: '1', theme: 'light' },
  ];
  const starts = profiles.flatMap((profile, index) => ways.map((own, way) => ({ text: WRITTEN[(index + way) % WRITTEN.length](profile), own, acts: true })));
  for (const own of given.spoken) for (const profile of [given.samples[0], profiles.at(-1)]) starts.push({ text: JSON.stringify(profile), own, acts: true });
  // What day it is shows in dates, and in how they are reckoned: leap years, and months of every length.
  for (let day = 0; day < DAYS; day += 5) starts.push({ text: JSON.stringify(profiles[0]), own: {} });
  for (let turn = 0; turn < AT_RANDOM; turn++) starts.push({ ...randomStart(random, given), acts: turn % 10 === 0 });
  for (const { text, own, acts } of starts) {
    const started = await start({ text, own });
    if (started.emitted.join() !== 'ac-ready,ac-step') throw new Error(`first-start: the first screen did not come for ${text}`);
    if (acts) await act(started);
  }
  const ran = Object.keys(exports).filter((name) => name.startsWith(MARK) && exports[name].value === 1);
  process.stdout.write(JSON.stringify(ran.map((name) => Number(name.slice(MARK.length)))));
}

/** Whatever waits for its turn has had it. */
async function settled() {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await startEach(...process.argv.slice(2));
