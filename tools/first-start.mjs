// Which functions run before the rest of the wasm is there: seen, not guessed. Every function of the linked
// module is given a mark that it sets when it runs; then the widget starts, in a process of its own and on
// a bare page (tools/bare-page.mjs), once with each profile below and with all that an admin or a host
// page can do before the rest has arrived.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import binaryen from 'binaryen';
import { elementsIn, openPage } from './bare-page.mjs';

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

/** What the profiles that lie there may not say. */
const OTHERWISE = {
  role: { builtIn: { id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', name: 'Reader' } },
  scope: { subscriptions: 'many', managementGroup: true },
  extras: [
    { name: 'account', label: 'Account', type: 'text', required: true, help: 'Which one' },
    { name: 'regions', label: 'Regions', type: 'multi-select', options: [{ value: 'eu', label: 'Europe' }] },
  ],
  text: { 'action.continue': 'Go on with {platform}' },
  theme: { accent: '#aabbcc' },
};

/** The profiles to start with: those that lie there, one of them in forms that change the first screen, and a bare one. */
async function profilesIn(directory) {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  const own = new Map(await Promise.all(files.map(async (name) => [name, JSON.parse(await readFile(join(directory, name), 'utf8'))])));
  const demo = own.get('demo.json');
  return [
    ...own.values(),
    // With one way and one cloud nothing is asked on a first screen of its own: it begins with a later one.
    ...demo.routes.map((route) => ({ ...demo, routes: [route], clouds: ['AzureCloud'] })),
    ...demo.credential.kinds.map((kind) => ({ ...demo, routes: ['portal', 'existing'], credential: { ...demo.credential, kinds: [kind] } })),
    { ...demo, role: undefined, routes: ['existing'], clouds: ['AzureChinaCloud'], credential: undefined },
    { ...demo, ...OTHERWISE },
    { version: 1, platform: { name: 'P “é”' }, endpoint: { url: 'https://example.com/connections' } },
  ];
}

/** Starts the widget in every way that is known, in this process. */
async function start(wasmPath, gluePath, directory) {
  const { document, clock } = openPage();
  const { default: instance } = await import(pathToFileURL(gluePath));
  const { init, mount } = instance((exports) => exports);
  const marked = await init(await readFile(wasmPath));
  const emitted = [];
  // As www/element/element.mjs hands them over.
  const options = (profile, own) => ({
    profile,
    headingLevel: 2,
    locale: 'en',
    theme: 'auto',
    draft: 'session',
    emit: (name) => emitted.push(name) > 0,
    refused() {},
    ...own,
  });
  const variants = [
    {},
    { theme: 'dark', locale: 'de', headingLevel: 3, endpoint: '/elsewhere', draft: 'off', draftKey: 'k', allowOrigins: 'https://example.org' },
    { refused: undefined, broken() {}, values: { clientId: 'x' }, headers: () => ({}), transport: () => {}, connection: '1', theme: 'light' },
  ];
  const profiles = await profilesIn(directory);
  const starts = profiles.flatMap((profile) => variants.map((own) => ({ profile, own, acts: true })));
  // What day it is shows in dates, and in how they are reckoned: leap years, and months of every length.
  for (let day = 0; day < DAYS; day += 5) starts.push({ profile: profiles[0], own: {}, acts: false });
  for (const [turn, { profile, own, acts }] of starts.entries()) {
    clock.at += 5 * DAY_MS;
    // On a slow computer, Yew lets the browser breathe.
    clock.step = PACES_MS[turn % PACES_MS.length];
    const host = document.createElement('div');
    document.appendChild(host);
    const root = host.attachShadow();
    const handle = mount(root, options(WRITTEN[turn % WRITTEN.length](profile), own));
    await settled();
    if (emitted.splice(0).join() !== 'ac-ready,ac-step') throw new Error('first-start: the first screen did not come');
    if (!acts) continue;
    for (const element of elementsIn(root)) {
      const control = ['input', 'select'].includes(element.localName);
      const events = [new MouseEvent('click'), new KeyboardEvent('keydown'), ...(control ? [new InputEvent('input'), new Event('change')] : [])];
      for (const event of events) element.dispatchEvent(event);
      await settled();
    }
    handle.focus();
    handle.has_unsaved();
    handle.reset();
    await settled();
  }
  const ran = Object.keys(marked).filter((name) => name.startsWith(MARK) && marked[name].value === 1);
  process.stdout.write(JSON.stringify(ran.map((name) => Number(name.slice(MARK.length)))));
}

/** Whatever waits for its turn has had it. */
async function settled() {
  for (let turn = 0; turn < 9; turn++) await new Promise((resolve) => setTimeout(resolve));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await start(...process.argv.slice(2));
