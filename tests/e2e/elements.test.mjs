// The element in pages that do with it what pages do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { connection, passed, Platform, values } from './fixtures/platform.mjs';
import { root } from './fixtures/places.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

async function opened(t, script, options) {
  const platform = new Platform(script);
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  return { visit, platform, admin: new Admin(visit, values) };
}

test('two elements on one page know nothing of each other', async (t) => {
  const { visit, admin, platform } = await opened(t, {
    create: [{ ...connection('connected', passed, { id: 'first' }), status: 201 }, { ...connection('connected', passed, { id: 'second' }), status: 201 }],
  });
  const after = visit.events.length;
  await visit.page.evaluate(() => {
    const second = document.createElement('azure-connect');
    second.setAttribute('profile', 'profiles/demo.json');
    second.setAttribute('draft-key', 'second');
    document.querySelector('main').append(second);
  });
  await visit.event('ac-ready', { after });
  const other = new Admin({ ...visit, page: visit.page, widget: visit.page.locator('azure-connect').nth(1) }, {
    ...values,
    clientSecret: 'bX38Q~the-other-element-keeps-its-own-01',
  });
  await admin.bringValues();
  await other.heading('Choose how to connect').waitFor();
  await other.bringValues();
  await admin.press('Back');
  assert.equal(await admin.field('clientSecret').inputValue(), values.clientSecret);
  await admin.goOn('Check and connect');
  await other.connect();
  assert.deepEqual(await visit.event('ac-connected'), { id: 'first' });
  await other.heading('Azure is connected').waitFor();
  await admin.heading('Check and connect').waitFor();
  await admin.connect();
  await admin.heading('Azure is connected').waitFor();
  const sent = platform.of('create').map(({ body }) => body.credential.clientSecret);
  assert.deepEqual(sent, [other.values.clientSecret, values.clientSecret]);
});

test('an element that is moved keeps what was typed, and works on', async (t) => {
  const { visit, admin } = await opened(t);
  await admin.bringValues();
  await admin.press('Back');
  const after = visit.events.length;
  await admin.widget.evaluate((element) => {
    const section = document.createElement('section');
    document.body.prepend(section);
    section.append(element);
  });
  for (const name of ['tenantId', 'clientId', 'clientSecret', 'subscriptionId']) {
    assert.equal(await admin.field(name).inputValue(), values[name]);
  }
  await admin.goOn('Check and connect');
  await admin.connect();
  await visit.event('ac-connected');
  assert.ok(!visit.events.slice(after).some(({ type }) => type === 'ac-ready'), 'it did not start anew');
});

test('two elements have each their own profile, theme and connection', async (t) => {
  const { visit } = await opened(t, { read: connection('connected', passed, { id: 'c-9', name: 'Ninth' }) });
  const after = visit.events.length;
  await visit.page.evaluate(async () => {
    const profile = await (await fetch('/profiles/demo.json')).json();
    const second = document.createElement('azure-connect');
    second.profile = { ...profile, platform: { name: 'Quay' }, theme: { accent: '#7a1f5c' } };
    second.theme = 'dark';
    second.connection = 'c-9';
    document.querySelector('main').append(second);
  });
  await visit.ready({ after });
  const [first, second] = [0, 1].map((index) => visit.page.locator('azure-connect').nth(index));
  await first.getByRole('heading', { name: 'Connect Azure to Harbor Demo' }).waitFor();
  await first.getByRole('heading', { name: 'Choose how to connect' }).waitFor();
  await second.getByRole('heading', { name: 'Ninth' }).waitFor();
  const looks = await visit.page.evaluate(() =>
    [...document.querySelectorAll('azure-connect')].map((element) => {
      const { backgroundColor } = getComputedStyle(element.shadowRoot.querySelector('.ac'));
      return [backgroundColor, getComputedStyle(element.shadowRoot.querySelector('.button.primary')).backgroundColor];
    }),
  );
  assert.deepEqual(looks, [['rgb(255, 255, 255)', 'rgb(15, 98, 254)'], ['rgb(21, 24, 29)', 'rgb(122, 31, 92)']]);
});

test('an element that is moved without leaving the page, or into a shadow root, keeps what was typed', async (t) => {
  const { visit, admin } = await opened(t);
  await admin.bringValues();
  await admin.press('Back');
  const after = visit.events.length;
  await admin.widget.evaluate((element) => {
    const inside = document.createElement('section');
    document.body.append(inside);
    inside.attachShadow({ mode: 'open' }).append(element);
  });
  assert.equal(await admin.field('clientSecret').inputValue(), values.clientSecret);
  await admin.widget.evaluate((element) => {
    const main = document.querySelector('main');
    // Newer browsers can move a node as one act.
    if (main.moveBefore) main.moveBefore(element, null);
    else main.append(element);
  });
  assert.equal(await admin.field('clientSecret').inputValue(), values.clientSecret);
  await admin.goOn('Check and connect');
  assert.ok(!visit.events.slice(after).some(({ type }) => type === 'ac-ready'), 'it did not start anew');
});

test('an element that is taken out ends its requests; put back, it starts anew without the secret', async (t) => {
  const { visit, admin } = await opened(t);
  await admin.bringValues();
  const after = visit.events.length;
  await admin.widget.evaluate((element) => {
    globalThis.kept = element;
    // It is no longer in the document, so its events do not get there.
    element.addEventListener('ac-exit', ({ detail }) => (globalThis.left = detail));
    element.remove();
  });
  assert.deepEqual(await visit.page.evaluate(() => globalThis.left), { reason: 'host', step: 'connect' });
  assert.equal(await visit.page.evaluate(() => globalThis.kept.shadowRoot.querySelectorAll('input').length), 0);
  await visit.page.evaluate(() => document.querySelector('main').append(globalThis.kept));
  await visit.event('ac-ready', { after });
  await admin.heading('Check and connect').waitFor();
  await admin.widget.getByText('Not kept: enter it again').waitFor();
});

test('a handle makes, resets and removes an element', async (t) => {
  const { visit } = await opened(t);
  const after = visit.events.length;
  await visit.page.evaluate(async () => {
    document.querySelector('azure-connect').remove();
    const { createAzureConnect } = await import('/element/index.mjs');
    const profile = await (await fetch('/profiles/demo.json')).json();
    globalThis.handle = createAzureConnect(document.querySelector('main'), {
      profile: { ...profile, platform: { ...profile.platform, name: 'Quay' } },
      values: { tenantId: 'contoso.onmicrosoft.com', name: 'From the page' },
      draft: 'off',
    });
  });
  await visit.event('ac-ready', { after });
  const admin = new Admin(visit, values);
  await admin.heading('Connect Azure to Quay').waitFor();
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  assert.equal(await admin.field('tenantId').inputValue(), 'contoso.onmicrosoft.com');
  assert.equal(await admin.field('name').inputValue(), 'From the page');
  await admin.fill('clientId', 'clientSecret');
  assert.deepEqual(await visit.page.evaluate(() => Object.keys(sessionStorage)), []);
  await visit.page.evaluate(() => globalThis.handle.focus());
  await visit.page.evaluate(() => globalThis.handle.reset());
  await admin.heading('Choose how to connect').waitFor();
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  assert.equal(await admin.field('clientId').inputValue(), '');
  assert.equal(await admin.field('clientSecret').inputValue(), '');
  await visit.page.evaluate(() => globalThis.handle.destroy());
  assert.equal(await visit.page.locator('azure-connect').count(), 0);
});

test('properties set before the element is defined are honoured, under a tag of the page’s own', async (t) => {
  const { visit } = await opened(t);
  const after = visit.events.length;
  await visit.page.evaluate(async () => {
    document.querySelector('azure-connect').remove();
    const element = document.createElement('cloud-connect');
    element.profile = await (await fetch('/profiles/demo.json')).json();
    element.headingLevel = 3;
    document.querySelector('main').append(element);
    const { defineAzureConnect } = await import('/element/index.mjs');
    defineAzureConnect('cloud-connect');
    defineAzureConnect('cloud-connect');
  });
  await visit.event('ac-ready', { after });
  await visit.page.locator('cloud-connect').getByRole('heading', { level: 3, name: 'Connect Azure to Harbor Demo' }).waitFor();
});

test('a registry of the page’s own gets the element too', async (t) => {
  const { visit } = await opened(t);
  const after = visit.events.length;
  const scoped = await visit.page.evaluate(async () => {
    document.querySelector('azure-connect').remove();
    const { defineAzureConnect } = await import('/element/index.mjs');
    let registry;
    try {
      registry = new CustomElementRegistry();
    } catch {
      return false;
    }
    defineAzureConnect('azure-connect', registry);
    defineAzureConnect('azure-connect', registry);
    defineAzureConnect('scoped-connect', registry);
    const place = document.createElement('div');
    document.querySelector('main').append(place);
    const root = place.attachShadow({ mode: 'open', customElementRegistry: registry });
    for (const tag of ['azure-connect', 'scoped-connect']) {
      const element = root.ownerDocument.createElement(tag, { customElementRegistry: registry });
      element.setAttribute('profile', '/profiles/demo.json');
      root.append(element);
    }
    return customElements.get('scoped-connect') === undefined;
  });
  if (!scoped) return t.skip('this browser has one registry only');
  await visit.ready({ after });
  for (const tag of ['azure-connect', 'scoped-connect']) {
    await visit.page.locator(tag).getByRole('heading', { name: 'Connect Azure to Harbor Demo' }).waitFor();
  }
});

test('a handle takes what comes early, late, twice or never', async (t) => {
  const { visit } = await opened(t);
  const { page } = visit;
  const after = visit.events.length;
  await page.evaluate(async () => {
    document.querySelector('azure-connect').remove();
    const { createAzureConnect } = await import('/element/index.mjs');
    globalThis.create = createAzureConnect;
    globalThis.handle = createAzureConnect('main', { profile: '/profiles/demo.json', draft: 'off' });
    // Before there is anything to focus or to reset.
    globalThis.handle.focus();
    globalThis.handle.reset();
  });
  await visit.ready({ after });
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.matches('.heading'));
  const said = await page.evaluate(() => {
    try {
      globalThis.create('#nowhere', {});
    } catch (error) {
      return [error.name, error.message];
    }
    return [];
  });
  assert.deepEqual(said, ['TypeError', 'createAzureConnect: nothing on the page matches #nowhere']);
  // Gone before it was there.
  await page.evaluate(() => {
    const early = globalThis.create('main', { profile: '/profiles/demo.json' });
    early.destroy();
    early.destroy();
    early.focus();
    early.reset();
    early.update({ theme: 'dark' });
    const { handle } = globalThis;
    handle.destroy();
    handle.destroy();
    handle.focus();
    handle.reset();
    handle.update({ theme: 'dark', headingLevel: 3 });
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  assert.equal(await page.locator('azure-connect').count(), 0);
  assert.equal(visit.events.slice(after).filter(({ type }) => type === 'ac-ready').length, 1);
  // An element that comes back is a new start, with what it was told meanwhile.
  const again = visit.events.length;
  await page.evaluate(() => document.querySelector('main').append(globalThis.handle.element));
  await visit.ready({ after: again });
  await page.locator('azure-connect').getByRole('heading', { level: 3, name: 'Connect Azure to Harbor Demo' }).waitFor();
});

test('what the documentation of the element says to write works', async (t) => {
  const [, preload, handle] = readFileSync(join(root, 'docs/element.md'), 'utf8').split(/```js\n/).map((block) => block.split('```')[0]);
  const visit = await setting.visit(t, {
    async before(page) {
      await new Platform().attach(page);
      await page.route('**/azure-profile.json', async (route) =>
        route.fulfill({ response: await route.fetch({ url: new URL('/profiles/demo.json', route.request().url()).href }) }),
      );
      for (const [name, code] of Object.entries({ preload, handle })) {
        const body = code.replace("'azure-connect'", "'/element/index.mjs'");
        assert.notEqual(body, code);
        await page.route(`**/${name}.mjs`, (route) => route.fulfill({ contentType: 'text/javascript', body: `${body}globalThis.done = '${name}';` }));
      }
    },
  });
  const done = await visit.page.evaluate(async () => {
    document.querySelector('azure-connect').remove();
    const place = document.createElement('div');
    place.id = 'azure';
    document.body.append(place);
    const done = [];
    for (const name of ['preload', 'handle']) {
      await import(`/${name}.mjs`);
      done.push(globalThis.done);
    }
    return [...done, place.childElementCount];
  });
  assert.deepEqual(done, ['preload', 'handle', 0]);
});

test('a transport of the page’s own gets each request, and its answers count', async (t) => {
  const { visit, admin, platform } = await opened(t);
  const after = visit.events.length;
  await visit.page.evaluate((answer) => {
    globalThis.asked = [];
    document.querySelector('azure-connect').transport = async ({ operation, method, url, headers, body }, { signal }) => {
      const text = new TextDecoder().decode(body);
      globalThis.asked.push({ operation, method, url, headers, body: text, signal: signal instanceof AbortSignal });
      return new Response(JSON.stringify(answer), { status: 201, headers: { 'Content-Type': 'application/json' } });
    };
  }, connection('connected', passed).json);
  await visit.event('ac-ready', { after });
  await admin.bringValues();
  await admin.connect();
  await visit.event('ac-connected');
  const all = await visit.page.evaluate(() => globalThis.asked);
  assert.deepEqual([...new Set(all.map(({ operation }) => operation))], ['list', 'lookup', 'create']);
  const asked = all.find(({ operation }) => operation === 'create');
  assert.equal(asked.method, 'POST');
  assert.ok(asked.url.endsWith('/api/azure/connections'));
  assert.ok(asked.signal && asked.headers['Idempotency-Key']);
  assert.equal(JSON.parse(asked.body).credential.clientSecret, values.clientSecret);
  assert.equal(platform.of('create').length, 0);
});

test('the host page’s slots show where they belong', async (t) => {
  const { visit, admin } = await opened(t);
  await admin.widget.evaluate((element) => {
    for (const name of ['header', 'help', 'done']) {
      const text = document.createElement('p');
      text.slot = name;
      text.textContent = `the page's ${name}`;
      element.append(text);
    }
  });
  await visit.page.getByText("the page's header").waitFor();
  await visit.page.getByText("the page's help").waitFor();
  assert.equal(await visit.page.getByText("the page's done").isVisible(), false);
  await admin.bringValues();
  await admin.connect();
  await visit.page.getByText("the page's done").waitFor();
});

test('a theme that is set while something is typed costs nothing that is typed', async (t) => {
  const { visit, admin } = await opened(t);
  await admin.bringValues();
  await admin.press('Back');
  await visit.page.getByLabel('Theme').selectOption('dark');
  assert.equal(await admin.field('clientSecret').inputValue(), values.clientSecret);
  const background = await admin.widget.evaluate((element) => getComputedStyle(element.shadowRoot.querySelector('.ac')).backgroundColor);
  const [red] = background.match(/\d+/g).map(Number);
  assert.ok(red < 64, `dark, but ${background}`);
});
