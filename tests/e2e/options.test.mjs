// Every option of the element, in each way in which a page can set it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

/** A page with no element on it that has the API at hand, and a platform that answers within the page. */
async function opened(t, options) {
  const visit = await setting.visit(t, options);
  await visit.page.evaluate(async () => {
    document.querySelector('azure-connect').remove();
    const profile = await (await fetch('/profiles/demo.json')).json();
    const asked = [];
    const transport = async ({ operation, method, url, headers }) => {
      asked.push({ operation, method, url, headers });
      const body = operation === 'read' ? { id: 'c-7', status: 'connected' } : { items: [] };
      return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
    };
    const base = { profile, transport, draft: 'off' };
    const { defineAzureConnect } = await import('/element/index.mjs');
    const ready = (element) => new Promise((resolve) => element.addEventListener('ac-ready', resolve, { once: true }));
    const ways = {
      'as an attribute in the markup': async (tag, element, { attribute, text }) => {
        element.setAttribute(attribute, text);
        defineAzureConnect(tag);
        await ready(element);
      },
      'as a property before the element is defined': async (tag, element, { property, value }) => {
        element[property] = value;
        defineAzureConnect(tag);
        await ready(element);
      },
      'as an attribute at run time': async (tag, element, { attribute, text, restarts }) => {
        defineAzureConnect(tag);
        await ready(element);
        element.setAttribute(attribute, text);
        if (restarts) await ready(element);
      },
      'as a property at run time': async (tag, element, { property, value, restarts }) => {
        defineAzureConnect(tag);
        await ready(element);
        element[property] = value;
        if (restarts) await ready(element);
      },
    };
    let number = 0;
    globalThis.host = {
      profile,
      asked,
      /** Makes an element under a tag of its own, with one option set in one way. Answers with the tag. */
      async make(way, option) {
        const tag = `cloud-connect-${++number}`;
        const element = (globalThis.element = document.createElement(tag));
        const others = { ...base, ...option.others };
        // At run time it takes the place of what was there before.
        if (!way.endsWith('run time')) delete others[option.property];
        Object.assign(element, others);
        document.querySelector('main').append(element);
        asked.length = 0;
        await ways[way](tag, element, option);
        return tag;
      },
    };
  });
  return visit;
}

const WAYS = ['as an attribute in the markup', 'as a property before the element is defined', 'as an attribute at run time', 'as a property at run time'];
const OPTIONS = {
  profile: {
    text: '/profiles/other.json',
    // A page that fetched its profile itself hands over the object.
    value: { version: 1, platform: { name: 'Quay' }, endpoint: { url: '/api/azure/connections' } },
    restarts: true,
    seen: ({ widget }) => widget.getByRole('heading', { name: 'Connect Azure to Quay' }).waitFor(),
  },
  endpoint: {
    text: '/elsewhere/azure',
    restarts: true,
    seen: ({ page }) => page.waitForFunction(() => globalThis.host.asked.some(({ url }) => new URL(url, location).pathname === '/elsewhere/azure')),
  },
  connection: {
    text: 'c-7',
    restarts: true,
    seen: async ({ page, widget }) => {
      await page.waitForFunction(() => globalThis.host.asked.some(({ operation, url }) => operation === 'read' && url.endsWith('/c-7')));
      await widget.getByRole('button', { name: 'Remove connection' }).waitFor();
    },
  },
  locale: { text: 'de-CH', seen: ({ page }) => page.waitForFunction(() => globalThis.element.locale === 'de-CH') },
  theme: {
    text: 'dark',
    seen: ({ page }) => page.waitForFunction(() => globalThis.element.shadowRoot.querySelector('.ac').dataset.theme === 'dark'),
  },
  'heading-level': {
    text: '4',
    value: 4,
    restarts: true,
    seen: ({ widget }) => widget.getByRole('heading', { level: 4, name: 'Connect Azure to Harbor Demo' }).waitFor(),
  },
  'allow-origins': {
    text: 'https://platform.example https://other.example',
    others: { endpoint: 'https://platform.example/azure' },
    restarts: true,
    seen: ({ page }) => page.waitForFunction(() => globalThis.host.asked.some(({ url }) => url === 'https://platform.example/azure')),
  },
  draft: { text: 'session', restarts: true, seen: (one) => keeps(one, /^azure-connect:.*:$/) },
  'draft-key': { text: 'account-9', others: { draft: 'session' }, restarts: true, seen: (one) => keeps(one, /:account-9$/) },
};

/** A draft is kept under a key like that. */
async function keeps({ page, admin }, key) {
  await page.evaluate(() => sessionStorage.clear());
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  await admin.fill('clientId');
  await admin.field('tenantId').focus();
  await page.waitForFunction(() => sessionStorage.length > 0);
  const [kept] = await page.evaluate(() => Object.keys(sessionStorage));
  assert.match(kept, key);
  await page.evaluate(() => sessionStorage.clear());
}

/** A platform with an API of its own, which asks for an account in the address. */
const TEMPLATE = {
  version: 1,
  platform: { name: 'Harbor Demo' },
  endpoint: {
    url: '/accounts',
    dialect: 'template',
    requests: {
      connection: { id: '/id' },
      create: { path: '/${param.account}', body: { secret: '${clientSecret}' } },
      list: { path: '/${param.account}', answer: { items: '/items' } },
    },
  },
};
/** Those that are no attribute, as the page sets them. Functions cannot be sent there, so the page makes them of a name. */
const PROPERTIES = {
  headers: {
    make: () => () => ({ 'X-Account': 'a-17' }),
    seen: ({ page }) => page.waitForFunction(() => globalThis.host.asked.some(({ headers }) => headers['X-Account'] === 'a-17')),
  },
  params: {
    make: () => ({ account: 'a-17' }),
    others: { profile: TEMPLATE, params: { account: 'another' } },
    seen: ({ page }) => page.waitForFunction(() => globalThis.host.asked.some(({ url }) => url.endsWith('/accounts/a-17'))),
  },
  values: {
    make: () => ({ tenantId: 'contoso.onmicrosoft.com', name: 'From the page', clientSecret: 'never' }),
    seen: async ({ admin }) => {
      await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
      await admin.goOn('Enter your values');
      assert.equal(await admin.field('tenantId').inputValue(), 'contoso.onmicrosoft.com');
      assert.equal(await admin.field('name').inputValue(), 'From the page');
      assert.equal(await admin.field('clientSecret').inputValue(), '', 'a secret is nothing that a page brings');
    },
  },
  transport: {
    make: () => async ({ url }) => {
      globalThis.host.asked.push({ url: `mine:${url}` });
      return new Response('{"items":[]}', { headers: { 'Content-Type': 'application/json' } });
    },
    seen: ({ page }) => page.waitForFunction(() => globalThis.host.asked.some(({ url }) => url.startsWith('mine:'))),
  },
  texts: {
    make: () => ({ nl: { title: 'Azure verbinden met {platform}' } }),
    others: { locale: 'nl' },
    seen: ({ widget }) => widget.getByRole('heading', { name: 'Azure verbinden met Harbor Demo' }).waitFor(),
  },
};

test('each property without an attribute is heard before the element is defined, and at run time', async (t) => {
  const visit = await opened(t, {
    before: (page) =>
      page.addInitScript(`globalThis.made = { ${Object.entries(PROPERTIES).map(([name, { make }]) => `${name}: (${make})()`)} }`),
  });
  const { page } = visit;
  for (const [property, { others = {}, seen }] of Object.entries(PROPERTIES)) {
    for (const way of WAYS.filter((way) => way.includes('property'))) {
      const tag = await page.evaluate(
        ({ way, property, others }) => {
          // Of a function only its coming makes a start: it may be exchanged at any time.
          const restarts = !['transport', 'texts'].includes(property);
          return globalThis.host.make(way, { property, value: globalThis.made[property], others, restarts });
        },
        { way, property, others },
      );
      const widget = page.locator(tag);
      if (property === 'transport') {
        // Some request is needed to see it.
        await page.evaluate(() => void (globalThis.element.endpoint = '/once-more'));
      }
      await t.test(`${property} ${way}`, () => seen({ page, widget, admin: new Admin({ page, widget }, values) }));
      await page.evaluate(() => globalThis.element.remove());
    }
  }
});

test('each option is heard in each way', async (t) => {
  const visit = await opened(t, {
    before: (page) => page.route('**/profiles/other.json', (route) => route.fulfill({ json: OPTIONS.profile.value })),
    // Before `allow-origins` comes at run time.
    except: /endpoint-not-allowed/,
  });
  const { page } = visit;
  for (const [attribute, { text, value = text, others = {}, restarts = false, seen }] of Object.entries(OPTIONS)) {
    const property = attribute.replace(/-./g, ([, letter]) => letter.toUpperCase());
    for (const way of WAYS) {
      const tag = await page.evaluate(({ way, ...option }) => globalThis.host.make(way, option), {
        way,
        attribute,
        property,
        text,
        value,
        others,
        restarts,
      });
      const widget = page.locator(tag);
      await t.test(`${attribute} ${way}`, () => seen({ page, widget, admin: new Admin({ page, widget }, values) }));
      await page.evaluate(() => globalThis.element.remove());
    }
  }
});

test('of attribute and property the one that was set last counts, and without either the default', async (t) => {
  const { page } = await opened(t);
  const read = await page.evaluate(async () => {
    const { defineAzureConnect } = await import('/element/index.mjs');
    defineAzureConnect();
    const element = document.createElement('azure-connect');
    const seen = [];
    const look = () => seen.push([element.theme, element.headingLevel, element.draft, element.endpoint]);
    look();
    element.setAttribute('theme', 'light');
    element.setAttribute('heading-level', '3');
    look();
    Object.assign(element, { theme: 'dark', headingLevel: 5, draft: 'off', endpoint: '/a' });
    look();
    element.setAttribute('theme', 'light');
    element.setAttribute('endpoint', '/b');
    look();
    Object.assign(element, { headingLevel: undefined, draft: null });
    element.removeAttribute('theme');
    element.removeAttribute('endpoint');
    look();
    return seen;
  });
  assert.deepEqual(read, [
    ['auto', 2, 'session', null],
    ['light', 3, 'session', null],
    ['dark', 5, 'off', '/a'],
    ['light', 5, 'off', '/b'],
    ['auto', 3, 'session', null],
  ]);
});

test('the language is the nearest one on the page, across shadow roots, and the attribute goes before it', async (t) => {
  const { page } = await opened(t, { locale: 'fr-CA' });
  const languages = await page.evaluate(async () => {
    const { AzureConnectElement, defineAzureConnect } = await import('/element/index.mjs');
    defineAzureConnect();
    const element = new AzureConnectElement();
    const seen = [element.locale];
    document.body.append(element);
    seen.push(element.locale);
    const section = document.createElement('section');
    section.lang = 'ja';
    document.body.append(section);
    section.append(element);
    seen.push(element.locale);
    const inner = document.createElement('div');
    section.append(inner);
    inner.attachShadow({ mode: 'open' }).append(element);
    seen.push(element.locale);
    element.lang = 'es';
    seen.push(element.locale);
    element.setAttribute('locale', 'he');
    seen.push(element.locale);
    element.remove();
    return seen;
  });
  assert.deepEqual(languages, ['fr-CA', 'en', 'ja', 'ja', 'es', 'he']);
});

test('options that come one after the other make one start, and new functions none', async (t) => {
  const visit = await opened(t);
  const starts = await visit.page.evaluate(async () => {
    const { profile, asked } = globalThis.host;
    const { createAzureConnect } = await import('/element/index.mjs');
    let starts = 0;
    document.addEventListener('ac-ready', () => starts++);
    const next = () => new Promise((resolve) => document.addEventListener('ac-ready', resolve, { once: true }));
    const idle = () => new Promise((resolve) => setTimeout(resolve, 200));
    const transport = (name) => async (request) => {
      asked.push({ ...request, by: name });
      return new Response('{"items":[]}', { headers: { 'Content-Type': 'application/json' } });
    };
    let ready = next();
    const handle = createAzureConnect('main', { draft: 'off' });
    // As a framework does it that sets its bindings after it has put the element in its place.
    handle.element.headingLevel = 3;
    handle.element.transport = transport('first');
    handle.element.profile = profile;
    await ready;
    // As a framework does it at each of its renderings.
    handle.update({ headingLevel: 3, transport: transport('second'), profile: structuredClone(profile), theme: 'dark' });
    await idle();
    const once = starts;
    ready = next();
    asked.length = 0;
    handle.update({ headingLevel: 4 });
    handle.update({ endpoint: '/other' });
    await ready;
    await idle();
    return { once, starts, asked: asked.map(({ by, url }) => [by, new URL(url, location).pathname]) };
  });
  assert.deepEqual(starts, { once: 1, starts: 2, asked: [['second', '/other']] });
});

test('an option that changes while something is typed waits for the next start', async (t) => {
  const visit = await opened(t);
  await visit.page.evaluate(async () => {
    const { createAzureConnect } = await import('/element/index.mjs');
    globalThis.handle = createAzureConnect('main', { profile: globalThis.host.profile, draft: 'off', values: { name: 'Mine' } });
  });
  await visit.ready({ after: 1 });
  const admin = new Admin(visit, values);
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  // What the page brings is no typing of the admin's.
  assert.equal(await admin.field('name').inputValue(), 'Mine');
  await admin.fill('clientId', 'clientSecret');
  const after = visit.events.length;
  await visit.page.evaluate(() => globalThis.handle.update({ headingLevel: 4 }));
  await visit.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  assert.equal(await admin.field('clientSecret').inputValue(), values.clientSecret);
  assert.ok(!visit.events.slice(after).some(({ type }) => type === 'ac-ready'));
  await visit.page.evaluate(() => {
    const { element } = globalThis.handle;
    element.remove();
    setTimeout(() => document.querySelector('main').append(element));
  });
  await visit.ready({ after });
  await admin.widget.getByRole('heading', { level: 4, name: 'Connect Azure to Harbor Demo' }).waitFor();
});

/** The wasm and profiles that a page asks for. */
function fetched(page) {
  const paths = [];
  page.on('request', (request) => {
    const { pathname, origin } = new URL(request.url());
    if (/\.wasm$/.test(pathname)) paths.push(origin === new URL(page.url()).origin ? pathname : origin + pathname);
  });
  return paths;
}

/** A page of the platform's own that has imported the API and no more. */
async function bare(t, { script = '', ...options } = {}) {
  return setting.visit(t, {
    ready: false,
    path: '/platform',
    ...options,
    async before(page) {
      await options.before?.(page);
      await page.route('**/platform', async (route) => {
        const own = await route.fetch({ url: new URL('/', route.request().url()).href });
        await route.fulfill({ response: own, body: '<!doctype html><html lang="en"><title>Quay</title><main></main>' });
      });
    },
  });
}

test('no wasm is fetched before an element is connected, and `preload` fetches it once for all', async (t) => {
  const visit = await bare(t);
  const { page } = visit;
  const paths = fetched(page);
  const first = await page.evaluate(async () => {
    const { createAzureConnect, defineAzureConnect, preload, AzureConnectElement } = await import('/element/index.mjs');
    defineAzureConnect();
    const element = new AzureConnectElement();
    element.profile = '/profiles/demo.json';
    await new Promise((resolve) => setTimeout(resolve, 100));
    const early = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length;
    await Promise.all([preload(), preload()]);
    const preloaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    document.querySelector('main').append(element);
    return { early, preloaded };
  });
  await visit.ready();
  assert.equal(first.early, 0);
  assert.ok(first.preloaded.includes('/azure-connect_bg.wasm'));
  assert.ok(!first.preloaded.includes('/profiles/demo.json'), 'no element, no profile');
  assert.equal(paths.filter((path) => path === '/azure-connect_bg.wasm').length, 1);
});

for (const [what, source] of [
  ['a URL', () => new URL('/shelf/first.wasm', location)],
  ['an answer', () => fetch('/shelf/first.wasm')],
  ['bytes', async () => (await fetch('/shelf/first.wasm')).arrayBuffer()],
  ['a module', async () => WebAssembly.compileStreaming(fetch('/shelf/first.wasm'))],
]) {
  test(`\`preload\` takes ${what}`, async (t) => {
    const visit = await bare(t, { before: shelf });
    const paths = fetched(visit.page);
    await visit.page.evaluate(async (source) => {
      const { createAzureConnect, preload } = await import('/element/index.mjs');
      await preload({ wasm: await globalThis.sources[source](), rest: '/shelf/rest.wasm' });
      createAzureConnect('main', { profile: '/profiles/demo.json' });
    }, what);
    await visit.ready();
    const admin = new Admin(visit, values);
    await admin.goOn('Run the script');
    assert.ok(paths.length > 0 && paths.every((path) => path.startsWith('/shelf/')), `${paths}`);
  });

  /** The wasm under other names, and the ways to get it, which the page's policy does not let come as text. */
  async function shelf(page) {
    await page.route('**/shelf/*', async (route) => {
      const name = route.request().url().includes('rest') ? 'azure-connect_rest.wasm' : 'azure-connect_bg.wasm';
      await route.fulfill({ response: await route.fetch({ url: new URL(`/${name}`, route.request().url()).href }) });
    });
    await page.addInitScript(`globalThis.sources = { ${JSON.stringify(what)}: ${source} }`);
  }
}

test('`assets-url` moves all of the wasm', async (t) => {
  const visit = await bare(t, {
    before: (page) =>
      page.route('**/cdn/7/*', async (route) => {
        await route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/cdn/7', '') }) });
      }),
  });
  const paths = fetched(visit.page);
  await visit.page.evaluate(async () => {
    const { createAzureConnect } = await import('/element/index.mjs');
    createAzureConnect('main', { profile: '/profiles/demo.json', assetsUrl: '/cdn/7/' });
  });
  await visit.ready();
  await new Admin(visit, values).goOn('Run the script');
  assert.ok(paths.length > 0 && paths.every((path) => path.startsWith('/cdn/7/')), `${paths}`);
});

test('an element without a profile waits for one, and says so when none comes', async (t) => {
  const visit = await bare(t, { except: /"profile" is missing/ });
  await visit.page.evaluate(async () => {
    const { createAzureConnect } = await import('/element/index.mjs');
    globalThis.handle = createAzureConnect('main');
  });
  assert.deepEqual(await visit.event('ac-error'), { kind: 'profile' });
  await visit.page.evaluate(() => globalThis.handle.update({ profile: '/profiles/demo.json' }));
  await visit.ready();
});
