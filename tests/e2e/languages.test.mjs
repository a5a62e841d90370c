// The widget in other languages: nothing is left in English, nothing gets too wide, everything reads the right way round.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inDays } from './fixtures/admin.mjs';
import { root } from './fixtures/places.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting({ retrySeconds: 1 });
const tableOf = (tag) => JSON.parse(readFileSync(join(root, `data/texts/${tag}.json`), 'utf8'));
const profile = JSON.parse(readFileSync(join(root, 'www/profiles/demo.json'), 'utf8'));
const NARROW = { viewport: { width: 320, height: 800 } };

/** Opens the demo in a language. */
function visit(t, locale, options = {}) {
  const { before, ...others } = options;
  return setting.visit(t, {
    ...others,
    async before(page) {
      await page.addInitScript((locale) => {
        // As if it stood in the markup.
        const name = (_, observer) => {
          const element = document.querySelector('azure-connect');
          element?.setAttribute('locale', locale);
          if (element) observer.disconnect();
        };
        new MutationObserver(name).observe(document, { childList: true, subtree: true });
      }, locale);
      await before?.(page);
    },
  });
}

/** All that is seen on a screen, text by text, with what it stands in. What is an ID, a code or the platform's is left out. */
const seen = (widget) =>
  widget.evaluate((element) => {
    const said = [];
    const visible = (node) => node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    const walk = (node) => {
      for (const child of node.childNodes) {
        if (child.nodeType === 3 && child.nodeValue.trim()) said.push(node);
        if (child.nodeType === 1 && visible(child)) walk(child);
      }
    };
    walk(element.shadowRoot);
    const island = '[dir="ltr"], [dir="auto"], slot, code, pre, option, [aria-hidden="true"]';
    return [...new Set(said)].filter((node) => !node.closest(`:is(${island}):not(.ac)`)).map((node) => node.textContent.trim());
  });

/** What of a text stands outside of the brackets of the pseudo-locale, which may stand in each other. */
function outside(text) {
  const rest = text.replace(/\[[^[\]]*\]/g, '');
  return rest === text ? text : outside(rest);
}

/** Goes through the portal route as an admin who does not read: by the ids of fields and the parts of buttons. */
async function walk({ widget, page }, look) {
  const values = { ...setting.backend.values, expiresOn: inDays(170) };
  // In the order of the profile.
  await widget.locator(`input[name="route"]`).nth(await page.evaluate(async () => (await (await fetch('/profiles/demo.json')).json()).routes.indexOf('portal'))).check();
  for (let step = 0; step < 12; step++) {
    const here = await widget.evaluate((element) => [...element.shadowRoot.querySelectorAll('.panel')].findIndex((panel) => !panel.hidden));
    await look(here);
    for (const [id, value] of Object.entries(values)) {
      const field = widget.locator(`#${id}`);
      if ((await field.count()) && (await field.isVisible())) await field.fill(value);
    }
    if (here === 6) return;
    await widget.locator('[part="primary"]:visible').click();
    await page.waitForFunction((here) => [...document.querySelector('azure-connect').shadowRoot.querySelectorAll('.panel')].findIndex((panel) => !panel.hidden) !== here, here);
  }
  assert.fail('the last step did not come');
}

/** What is wider than the page: the deepest elements of it, with what they say. */
const overflow = (page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = (node) => {
      const { left, right } = node.getBoundingClientRect();
      return right > clientWidth + 0.5 || left < -0.5;
    };
    const all = [...document.querySelector('azure-connect').shadowRoot.querySelectorAll('*')].filter((node) => node.checkVisibility() && out(node));
    return all.filter((node) => ![...node.children].some(out)).map((node) => `${node.localName}.${node.className}: ${node.textContent.slice(0, 60)}`);
  });

test('in the pseudo-locale every text is translated, and none is too wide for a small screen', async (t) => {
  const there = await visit(t, 'en-XA', NARROW);
  const missed = new Set();
  await walk(there, async (step) => {
    const own = [profile.role.custom.name, profile.app.name, ...Object.values(setting.backend.values)];
    for (const text of await seen(there.widget)) {
      const rest = own.reduce((rest, word) => rest.replaceAll(word, ''), outside(text));
      // Every letter of English has an accent there, also where a view takes a sentence apart.
      if (/[a-z]/i.test(rest)) missed.add(`${step}: ${text}`);
    }
    assert.deepEqual(await overflow(there.page), [], `too wide on step ${step}`);
  });
  assert.deepEqual([...missed], [], 'not from the table');
});

for (const [locale, direction] of [['de', 'ltr'], ['he', 'rtl'], ['ar-XB', 'rtl']]) {
  test(`${locale}: language and direction are said, and it fits 320 pixels`, async (t) => {
    const there = await visit(t, locale, NARROW);
    const frame = there.widget.locator('.ac');
    assert.deepEqual(await frame.evaluate(({ lang, dir }) => [lang, dir]), [locale, direction]);
    await walk(there, async (step) => {
      assert.deepEqual(await overflow(there.page), [], `too wide on step ${step}`);
      const turned = await there.widget.evaluate((element) =>
        [...element.shadowRoot.querySelectorAll('input:is(#tenantId, #clientId, #clientSecret, #subscriptionId), pre, .mono')]
          .filter((node) => node.checkVisibility() && getComputedStyle(node).direction === 'rtl')
          .map((node) => node.id || node.className),
      );
      assert.deepEqual(turned, [], 'IDs, codes and commands are read from left to right everywhere');
    });
    await there.accessible();
  });
}

test('German is there with the first paint, and no English before it', async (t) => {
  const german = tableOf('de');
  const asked = [];
  const there = await visit(t, 'de-AT', {
    async before(page) {
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.addInitScript(() => {
        globalThis.titles = [];
        const look = () => {
          const title = document.querySelector('azure-connect')?.shadowRoot?.querySelector('.title')?.textContent;
          if (title && globalThis.titles.at(-1) !== title) globalThis.titles.push(title);
          requestAnimationFrame(look);
        };
        look();
      });
    },
  });
  const { page, widget } = there;
  await page.waitForFunction(() => globalThis.titles.length > 0);
  await walk(there, async () => {});
  const titles = await page.evaluate(() => globalThis.titles);
  assert.deepEqual(titles, [german.title.replace('{platform}', 'Harbor Demo')]);
  assert.deepEqual(asked.filter((path) => path.startsWith('/texts/')), ['/texts/de_first.json', '/texts/de.json']);
  assert.equal(await widget.locator('.ac').getAttribute('lang'), 'de-AT');
});

test('a change of language keeps the step and what was typed', async (t) => {
  const there = await visit(t, 'en');
  const { page, widget } = there;
  const after = there.events.length;
  await walk(there, async (step) => {
    if (step !== 2) return;
    await widget.locator('#clientSecret').fill(setting.backend.values.clientSecret);
    const change = (locale) => widget.evaluate((element, locale) => (element.locale = locale), locale);
    const heading = widget.locator('.panel:not([hidden])').first();
    for (const locale of ['he', 'de', 'ja-unknown-tag-that-is-none', 'de']) {
      await change(locale);
      const lang = locale.length > 2 ? 'en' : locale;
      await widget.locator(`.ac[lang="${lang}"]`).waitFor();
      const title = (lang === 'en' ? tableOf('en') : tableOf(lang)).title.replace('{platform}', 'Harbor Demo');
      await page.waitForFunction((title) => document.querySelector('azure-connect').shadowRoot.querySelector('.title').textContent.replace(/[\u2066-\u2069]/g, '') === title, title);
      assert.equal(await widget.locator('#clientSecret').inputValue(), setting.backend.values.clientSecret);
      await heading.waitFor();
    }
  });
  assert.ok(!there.events.slice(after).some(({ type }) => type === 'ac-ready'), 'it did not start anew');
});

test('without its table, a language is English, and the console says so', async (t) => {
  const except = /English is spoken in place of|Failed to load resource|net::ERR/;
  const gone = await visit(t, 'de', { except, before: (page) => page.route('**/texts/de*', (route) => route.abort()) });
  await gone.widget.getByRole('heading', { name: 'Connect Azure to Harbor Demo' }).waitFor();
  assert.equal(await gone.widget.locator('.ac').getAttribute('lang'), 'en');
  assert.ok(gone.troubles.some(({ text }) => /English is spoken in place of de/.test(text)));

  // The first screen's words come, all others do not: one language, not two.
  const half = await visit(t, 'de', { except, before: (page) => page.route('**/texts/de.json', (route) => route.abort()) });
  await half.widget.locator('.ac[lang="en"]').waitFor();
  await half.widget.getByRole('heading', { name: 'Connect Azure to Harbor Demo' }).waitFor();
  await walk(half, async () => {});
});

test('a page brings a language of its own', async (t) => {
  const there = await visit(t, 'en');
  await there.widget.evaluate((element) => {
    element.texts = { nl: { title: 'Azure verbinden met {platform}', 'not.a.text': 1 } };
    element.locale = 'nl-BE';
  });
  await there.widget.getByRole('heading', { name: 'Azure verbinden met Harbor Demo' }).waitFor();
  assert.equal(await there.widget.locator('.ac').getAttribute('lang'), 'nl-BE');
  await there.widget.getByRole('heading', { name: 'Choose how to connect' }).waitFor();
});

test('numbers take the form that the language has for them', async (t) => {
  const there = await visit(t, 'he');
  const forms = await there.page.evaluate(() => [0, 1, 2, 3].map((count) => new Intl.PluralRules('he').select(count)));
  assert.deepEqual(forms, ['other', 'one', 'two', 'other'], 'the browser knows Hebrew');
  const hebrew = tableOf('he');
  await there.widget.locator('[part="primary"]:visible').click();
  const { tenantId, clientId } = setting.backend.values;
  await there.widget.evaluate((element, text) => {
    const box = element.shadowRoot.querySelector('[part="paste-input"]');
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }, `AZURE_TENANT_ID=${tenantId}\nAZURE_CLIENT_ID=${clientId}`);
  await there.page.waitForFunction((two) => {
    const found = document.querySelector('azure-connect').shadowRoot.querySelector('[part="paste-result"]');
    return found.textContent.replace(/[\u2066-\u2069]/g, '').includes(two);
  }, hebrew['paste.filled.two'].replace('{count}', '2'));
});
