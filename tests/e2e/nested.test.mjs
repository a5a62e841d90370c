// The element inside of a page that is a Yew app itself. Yew marks DOM nodes with numbers that begin anew in each program,
// so without names of our own each would take the other's nodes for its own. A program of Yew's is at hand: ours, with the
// marks that Yew gives.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { Platform, values } from './fixtures/platform.mjs';
import { dist } from './fixtures/places.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();
const inTwo = existsSync(join(dist, 'azure-connect_rest.wasm'));

/** A page with another Yew app on it, and the element deep inside of that, in its light DOM or in its tree. */
async function nested(t, place) {
  const visit = await setting.visit(t, {
    ready: false,
    path: '/platform',
    async before(page) {
      await new Platform().attach(page);
      // No element was here before: the numbers of both programs begin with the same one.
      await page.route('**/platform', async (route) => {
        const response = await route.fetch({ url: new URL('/', route.request().url()).href });
        await route.fulfill({ response, body: '<!doctype html><html lang="en"><title>Quay</title><main></main>' });
      });
      await page.route('**/another-yew.js', async (route) => {
        const response = await route.fetch({ url: route.request().url().replace('another-yew', 'azure-connect') });
        const glue = await response.text();
        assert.ok(glue.includes('__azc_'));
        await route.fulfill({ response, body: glue.replaceAll('__azc_', '__yew_') });
      });
    },
  });
  await visit.page.evaluate(
    async ({ inTwo, place }) => {
      await import('/element/define.mjs');
      const { default: instance } = await import('/another-yew.js');
      const glue = instance((exports) => exports);
      await glue.init(fetch('/azure-connect_bg.wasm'));
      if (inTwo) await glue.add(await (await fetch('/azure-connect_rest.wasm')).arrayBuffer());
      glue.restArrived();
      const app = document.createElement('div');
      app.id = 'app';
      const root = app.attachShadow({ mode: 'open' });
      document.querySelector('main').append(app);
      globalThis.heard = [];
      const profile = await (await fetch('/profiles/demo.json')).text();
      const emit = (name, detail) => globalThis.heard.push([name, detail]);
      glue.mount(root, { profile: profile.replace('"name": "Harbor Demo"', '"name": "The page"'), draft: 'off', emit });
      const element = document.createElement('azure-connect');
      element.profile = JSON.parse(profile);
      element.draft = 'off';
      if (place === 'slot') {
        element.slot = 'help';
        app.append(element);
      } else {
        await new Promise((resolve) => setTimeout(resolve, 100));
        root.querySelector('[part=stage]').append(element);
      }
    },
    { inTwo, place },
  );
  await visit.ready();
  return visit;
}

for (const place of ['slot', 'tree']) {
  test(`inside of another Yew app, in its ${place}, each hears its own events and no others`, async (t) => {
    const visit = await nested(t, place);
    const { page } = visit;
    const inner = new Admin({ page, widget: page.locator('azure-connect') }, values);
    const app = page.locator('#app');
    const heard = () => page.evaluate(() => globalThis.heard.splice(0).map(([name]) => name));
    await app.getByRole('heading', { name: 'Connect Azure to The page' }).waitFor();
    await heard();
    await inner.bringValues();
    assert.deepEqual(await heard(), [], 'the app around has not moved');
    await app.getByRole('heading', { name: 'Choose how to connect' }).first().waitFor();
    await inner.connect();
    await visit.event('ac-connected');
    assert.deepEqual(await heard(), []);
    // And the other way round: the app's own buttons work, and are nothing to the element.
    const after = visit.events.length;
    await page.evaluate(() => {
      const buttons = [...document.querySelector('#app').shadowRoot.querySelectorAll('button')];
      buttons.find(({ textContent }) => textContent === 'Continue').click();
    });
    await page.waitForFunction(() => globalThis.heard.length > 0);
    assert.deepEqual(await heard(), ['ac-step']);
    assert.deepEqual(visit.events.slice(after), []);
    const marks = await page.evaluate(() => {
      const of = (root) => [...root.querySelectorAll('*')].flatMap((node) => Object.keys(node)).filter((key) => key.startsWith('__'));
      const inner = document.querySelector('azure-connect') ?? document.querySelector('#app').shadowRoot.querySelector('azure-connect');
      return [...new Set(of(inner.shadowRoot))].map((mark) => mark.slice(0, 6));
    });
    assert.deepEqual([...new Set(marks)], ['__azc_']);
  });
}
