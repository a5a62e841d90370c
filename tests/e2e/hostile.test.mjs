// Surroundings that are not on our side: profiles and hosts that want to be more than text, pages whose
// own objects were changed. Nothing runs, the secret goes where it may, and the wizard goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { connection, passed, Platform, problem, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

/** Markup of every kind that has ever run a script, around a word that can be looked for. */
const MARKUP = [
  '<img src=x onerror="globalThis.pwned=1">',
  '<script>globalThis.pwned=1</script>',
  '"><svg onload=globalThis.pwned=1>',
  '</style><iframe srcdoc="<script>parent.pwned=1</script>">',
  '<a href="javascript:globalThis.pwned=1">press</a>',
  '{{constructor.constructor("globalThis.pwned=1")()}}',
  '<azure-connect profile="data:,"></azure-connect>',
].join(' ');

/** Without the policy, which would stop a script that gets in: here it would run. */
const unguarded = async (page) => {
  await page.route('**/', async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': _policy, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
};

/** The elements that markup would have made, links that would run, and whether anything did. */
function foreign(page) {
  return page.evaluate(() => {
    const root = document.querySelector('azure-connect').shadowRoot;
    const all = [...root.querySelectorAll('*')];
    return {
      elements: all.filter((node) => /^(img|script|iframe|object|embed|base|azure-connect)$/i.test(node.localName)).length,
      handlers: all.flatMap((node) => node.getAttributeNames()).filter((name) => name.startsWith('on')),
      links: all.flatMap(({ href, src, action }) => [href, src, action])
        .filter((url) => typeof url === 'string' && url && !/^(https?|mailto|blob):/.test(url)),
      ran: 'pwned' in globalThis,
    };
  });
}

const NOTHING = { elements: 0, handlers: [], links: [], ran: false };

test('words of a profile are text, whatever they are', async (t) => {
  const visit = await setting.visit(t, {
    before: unguarded,
    profile: (own) => ({
      ...own,
      platform: { ...own.platform, name: '<img src=x onerror="globalThis.pwned=1">' },
      role: { custom: { ...own.role.custom, description: MARKUP } },
      text: { 'lead.route': MARKUP, 'portal.app.open': MARKUP, 'step.connect': MARKUP },
    }),
  });
  const admin = new Admin(visit, values);
  assert.deepEqual(await foreign(visit.page), NOTHING);
  await admin.walkPortal('Assign the role', async () => assert.deepEqual(await foreign(visit.page), NOTHING));
  assert.ok((await visit.widget.getByText('<script>globalThis.pwned=1</script>').count()) > 0, 'they are shown as they are');
});

for (const [what, change] of [
  ['a link that runs a script', (own) => ({ ...own, platform: { ...own.platform, supportUrl: 'javascript:globalThis.pwned=1' } })],
  ['an endpoint without TLS', (own) => ({ ...own, endpoint: { ...own.endpoint, url: 'http://platform.example/connections' } })],
  ['an endpoint that is data', (own) => ({ ...own, endpoint: { ...own.endpoint, url: 'data:application/json,{}' } })],
  ['a header that signs in', (own) => ({ ...own, endpoint: { ...own.endpoint, headers: { Authorization: 'Basic eA==' } } })],
  ['a number for a name', (own) => ({ ...own, platform: { ...own.platform, name: 7 } })],
  ['a list for the whole', () => []],
  ['a name of a million letters', (own) => ({ ...own, platform: { ...own.platform, name: 'x'.repeat(1_000_000) } })],
  ['brackets in brackets, 50,000 times', (own) => `${JSON.stringify(own).slice(0, -1)},"extras":${'['.repeat(50_000)}`],
  ['the key of all objects', (own) => JSON.stringify(own).replace('{', '{"__proto__":{"version":1},')],
]) {
  test(`a profile with ${what} is refused, and the page goes on`, async (t) => {
    const visit = await setting.visit(t, {
      ready: false,
      before: async (page) => {
        await page.route('**/profiles/demo.json', async (route) => {
          const changed = change(await (await route.fetch()).json());
          const body = typeof changed === 'string' ? changed : JSON.stringify(changed);
          await route.fulfill({ contentType: 'application/json', body });
        });
      },
      except: /azure-connect: /,
    });
    assert.deepEqual(await visit.event('ac-error'), { kind: 'profile' });
    await visit.page.getByText('The manual steps are under').waitFor();
    assert.deepEqual(await visit.page.evaluate(() => ['pwned' in globalThis, {}.version]), [false, undefined]);
  });
}

test('an endpoint of another origin is not asked on the word of the profile alone', async (t) => {
  const asked = [];
  const visit = await setting.visit(t, {
    before: async (page) => {
      await unguarded(page);
      await page.route('https://elsewhere.example/**', (route) => {
        asked.push(route.request().url());
        return route.fulfill({ json: {} });
      });
    },
    profile: (own) => ({ ...own, endpoint: { ...own.endpoint, url: 'https://elsewhere.example/connections' } }),
    except: /the endpoint is refused: endpoint-not-allowed/,
  });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.connect();
  await visit.event('ac-failed');
  assert.equal(await admin.button('Your answers').count(), 1, 'a way back to what was entered');
  assert.deepEqual(asked, []);
});

/** The host's answers with markup wherever there is a text. */
const check = { id: 'permissions', scope: `/subscriptions/${values.subscriptionId}`, state: 'fail', missing: [MARKUP], code: MARKUP, detail: MARKUP, traceId: MARKUP };

test('words of a host are text, whatever they are', async (t) => {
  const platform = new Platform({
    create: [
      problem(403, 'forbidden', { title: MARKUP, detail: MARKUP }),
      problem(422, 'bad', { detail: MARKUP, errors: [{ pointer: '/tenantId', code: MARKUP, detail: MARKUP }] }),
      { ...connection('verifying', [check], { name: MARKUP }), status: 202 },
    ],
    read: connection('failed', [check, { id: MARKUP, state: MARKUP }], { name: MARKUP }),
    list: { json: { items: [connection('connected', passed, { name: MARKUP, id: MARKUP }).json] } },
  });
  const visit = await setting.visit(t, { before: async (page) => { await unguarded(page); await platform.attach(page); } });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.connect();
  await admin.heading('You may not connect subscriptions here').waitFor();
  assert.deepEqual(await foreign(visit.page), NOTHING);
  await admin.press('Your answers');
  await admin.connect();
  await admin.heading('There is a problem').waitFor();
  assert.deepEqual(await foreign(visit.page), NOTHING);
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.heading('Not connected yet').waitFor();
  await admin.widget.getByText('What Azure said').first().click();
  assert.deepEqual(await foreign(visit.page), NOTHING);
  assert.ok((await visit.widget.getByText('<script>globalThis.pwned=1</script>').count()) > 0, 'they are shown as they are');
});

for (const [what, answer] of [
  ['wrong types throughout', { json: { id: 7, status: [], checks: 'x', scopes: null } }],
  ['brackets in brackets, 100,000 times', { contentType: 'application/json', body: '['.repeat(100_000) }],
  ['20 MB of spaces', { contentType: 'application/json', body: ' '.repeat(20_000_000) }],
  ['a page', { contentType: 'text/html', body: MARKUP }],
  ['the keys of all objects', { contentType: 'application/json', body: '{"__proto__":{"id":"c-1"},"constructor":{"prototype":{"status":"connected"}}}' }],
]) {
  test(`an answer of ${what} leads to a screen with a way on, and nothing typed is lost`, async (t) => {
    const platform = new Platform({ create: [{ status: 201, ...answer }, { ...connection('connected', passed), status: 201 }] });
    const visit = await setting.visit(t, { before: platform.attach });
    const admin = new Admin(visit, values);
    await admin.bringValues();
    await admin.connect();
    const on = admin.widget.getByRole('button', { name: /^(Try again|Check again|Your answers)$/ }).first();
    await on.waitFor();
    await on.click();
    if (await admin.button('Connect subscription').isVisible()) await admin.connect();
    await visit.event('ac-connected');
    const keys = new Set(platform.of('create').map(({ headers }) => headers['idempotency-key']));
    assert.equal(keys.size, 1, 'all of one submission');
    assert.deepEqual(await visit.page.evaluate(() => [{}.id, {}.status]), [undefined, undefined]);
  });
}

// What other scripts of a page do to it, before ours and after.
const CHANGES = {
  'that has more in every array and object': () => {
    Array.prototype.last = function last() { return this.at(-1); };
    Object.prototype.extra = 'extra';
  },
  'whose JSON hands everything on': () => {
    const { parse, stringify } = JSON;
    globalThis.overheard = [];
    JSON.parse = (...all) => (globalThis.overheard.push(String(all[0])), parse(...all));
    JSON.stringify = (...all) => { const text = stringify(...all); globalThis.overheard.push(String(text)); return text; };
  },
  'whose fetch is wrapped by somebody who rejects with text now and then': () => {
    const { fetch } = globalThis;
    let calls = 0;
    globalThis.fetch = async (...all) => {
      // The page itself asks with an address, and plays a platform of its own where that fails.
      if (all[0] instanceof Request && (calls += 1) % 2) throw `refused ${calls}`;
      return fetch(...all);
    };
  },
  'without randomUUID, structuredClone and requestIdleCallback': () => {
    delete globalThis.crypto.constructor.prototype.randomUUID;
    delete globalThis.structuredClone;
    delete globalThis.requestIdleCallback;
  },
  'whose Promise, Map and Set are dressed up': () => {
    const { then } = Promise.prototype;
    Promise.prototype.then = function dressed(...all) { return then.apply(this, all); };
    Map.prototype.extra = Set.prototype.extra = 1;
    Function.prototype.extra = 1;
    String.prototype.extra = 1;
  },
};

for (const [what, change] of Object.entries(CHANGES)) {
  test(`on a page ${what}, the wizard ends connected`, async (t) => {
    const platform = new Platform({ create: { ...connection('connected', passed), status: 201 } });
    const visit = await setting.visit(t, {
      before: async (page) => {
        await page.addInitScript(change);
        await platform.attach(page);
      },
    });
    const admin = new Admin(visit, values);
    await admin.bringValues();
    await admin.connect();
    await visit.event('ac-connected');
    assert.equal(new Set(platform.of('create').map(({ headers }) => headers['idempotency-key'])).size, 1);
    const overheard = await visit.page.evaluate(() => globalThis.overheard ?? []);
    assert.ok(!overheard.some((text) => text.includes(values.clientSecret)), 'JSON of the page never saw the secret');
  });
}
