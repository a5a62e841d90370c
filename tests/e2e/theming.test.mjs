// What a page may change of the looks and the words: custom properties, parts, slots and texts, all of those that the
// documentation of the element names.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { connection, passed, Platform, problem, values } from './fixtures/platform.mjs';
import { root } from './fixtures/places.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();
const documentation = readFileSync(join(root, 'www/element/element.mjs'), 'utf8');
const named = (tag) => [...documentation.matchAll(new RegExp(`^ \\* @${tag} ([a-z-]+)`, 'gm'))].map(([, name]) => name);
const PROPERTIES = named('cssprop');
const PARTS = named('csspart');

/** Where each custom property shows, on the first screen: an element, and the property of its computed style. */
const SHOWS = {
  '--ac-accent': ['rgb(1, 2, 3)', '.button.primary', 'background-color'],
  '--ac-on-accent': ['rgb(1, 2, 3)', '.button.primary', 'color'],
  '--ac-accent-text': ['rgb(1, 2, 3)', '.steps [aria-current] .stop', 'border-top-color'],
  '--ac-background': ['rgb(1, 2, 3)', '.ac', 'background-color'],
  '--ac-background-sunk': ['rgb(1, 2, 3)', '.bring', 'background-color'],
  '--ac-text': ['rgb(1, 2, 3)', '.ac', 'color'],
  '--ac-text-soft': ['rgb(1, 2, 3)', '.lead', 'color'],
  '--ac-line': ['rgb(1, 2, 3)', '.bring', 'border-top-color'],
  '--ac-edge': ['rgb(1, 2, 3)', 'select', 'border-top-color'],
  '--ac-radius': ['3px', '.choice', 'border-top-left-radius'],
  '--ac-font-mono': ['Courier', '.mono', 'font-family'],
  '--ac-loading-size': ['123px', '.page', 'height'],
};

for (const colorScheme of ['light', 'dark']) {
  test(`each custom property shows in the ${colorScheme} theme`, async (t) => {
    let go;
    const gate = new Promise((resolve) => (go = resolve));
    const visit = await setting.visit(t, {
      ready: false,
      colorScheme,
      async before(page) {
        await new Platform().attach(page);
        await page.route('**/*_bg.wasm', async (route) => (await gate, route.continue()));
      },
    });
    /** What there is of it before and after the page says something. */
    const seen = (names) =>
      visit.page.evaluate((shows) => {
        const element = document.querySelector('azure-connect');
        return shows.map(([name, [value, place, property]]) => {
          const look = () => getComputedStyle(element.shadowRoot.querySelector(place))[property];
          const before = look();
          element.style.setProperty(name, value);
          const after = look();
          element.style.removeProperty(name);
          return [name, before !== value, after === value ? value : after];
        });
      }, names.map((name) => [name, SHOWS[name]]));
    assert.deepEqual(PROPERTIES.toSorted(), Object.keys(SHOWS).sort(), 'each that is documented is tried');
    const right = (names) => names.map((name) => [name, true, SHOWS[name][0]]);
    await visit.widget.getByRole('progressbar').waitFor();
    assert.deepEqual(await seen(['--ac-loading-size']), right(['--ac-loading-size']));
    go();
    await visit.ready();
    await new Admin(visit, values).goOn('Run the script');
    await new Admin(visit, values).press('Back');
    const names = PROPERTIES.filter((name) => name !== '--ac-loading-size');
    assert.deepEqual(await seen(names), right(names));
  });
}

test('parts are where the page can style them, on each step and in each state', async (t) => {
  const seen = new Set();
  const platform = new Platform({
    create: [problem(422, 'invalid', { errors: [{ pointer: '/tenantId', code: 'unknown-tenant' }] }), { ...connection('connected', passed), status: 201 }],
  });
  const visit = await setting.visit(t, { before: platform.attach });
  const { page } = visit;
  const admin = new Admin(visit, values);
  // The page's own sheet, as a platform would write it: an outline is seen and moves nothing.
  await page.evaluate((parts) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(parts.map((part) => `azure-connect::part(${part}) { scroll-margin: 7px; }`).join('\n'));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, PARTS);
  const look = async () => {
    const found = await admin.widget.evaluate((element) =>
      [...element.shadowRoot.querySelectorAll('[part]')].flatMap((node) => [...node.part].map((part) => [part, getComputedStyle(node).scrollMarginTop])),
    );
    for (const [part, margin] of found) {
      assert.equal(margin, '7px', `${part} is not for the page to style`);
      seen.add(part);
    }
  };
  await look();
  await admin.walkPortal('Check and connect', look);
  await look();
  await admin.connect();
  await visit.event('ac-failed');
  await look();
  // What belongs to other routes and profiles is tried where they are; here it is enough that no name is unknown.
  const unknown = [...seen].filter((part) => !PARTS.includes(part));
  assert.deepEqual(unknown, []);
  for (const part of ['wizard', 'steps', 'stage', 'foot', 'primary', 'back', 'close', 'input', 'link', 'map', 'paste', 'paste-input', 'role', 'code', 'answers', 'kinds']) {
    assert.ok(seen.has(part), `no ${part} on the way`);
  }
});

test('the words of the wizard are the page’s to choose', async (t) => {
  const visit = await setting.visit(t, {
    profile: (own) => ({ ...own, text: { 'action.continue': 'Onwards', 'step.route': 'Pick a way', title: 'Bring Azure to {platform}' } }),
  });
  const admin = new Admin(visit, values);
  await admin.button('Onwards').waitFor();
  await admin.heading('Pick a way').waitFor();
  await admin.heading('Bring Azure to Harbor Demo').waitFor();
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.press('Onwards');
  // Words of later steps, too, once the rest is there.
  await admin.heading('Enter your values').waitFor();
  await admin.button('Onwards').waitFor();
});

test('the page’s fallback and its words for another try show where the component cannot run', async (t) => {
  const visit = await setting.visit(t, {
    ready: false,
    before: (page) => page.route('**/*_bg.wasm', (route) => route.fulfill({ status: 404, body: '' })),
    except: /azure-connect: |integrity/,
  });
  await visit.event('ac-error');
  await visit.page.getByText('The manual steps are under').waitFor();
  await visit.widget.evaluate((element) => {
    const words = document.createElement('span');
    words.slot = 'retry';
    words.textContent = 'Noch einmal versuchen';
    element.append(words);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('azure-connect::part(retry) { color: rgb(1, 2, 3); }');
    document.adoptedStyleSheets = [sheet];
  });
  const again = visit.page.getByRole('button', { name: 'Noch einmal versuchen' });
  assert.equal(await again.evaluate((button) => getComputedStyle(button).color), 'rgb(1, 2, 3)');
  await visit.accessible();
});
