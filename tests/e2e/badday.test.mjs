// Bad days: each ends in a screen that says what happened, what to do, and has a way on.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { connection, passed, Platform, problem, values } from './fixtures/platform.mjs';

const setting = useConnections({ deadlineSeconds: 60 });

/** A host that is away is an error in the console, once for each request. */
const AWAY = /ERR_CONNECTION_(REFUSED|RESET)|ERR_FAILED|ERR_EMPTY_RESPONSE|ERR_SOCKET/;

/** An admin before “Connect subscription”, at a platform that plays. */
async function ready(t, script, options = {}) {
  const platform = new Platform(script);
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  return { admin, platform, visit };
}

/** What the block shows, and that the button copies just that. */
async function supportDetails(admin) {
  const { visit, widget } = admin;
  await widget.getByText('Support details', { exact: true }).click();
  const shown = await widget.getByRole('region', { name: 'Support details' }).textContent();
  await admin.press('Copy support details');
  await widget.getByText('Copied support details').waitFor();
  assert.equal(await visit.clipboard(), shown);
  assert.ok(!shown.includes(admin.values.clientSecret));
  return shown;
}

const keysOf = (page) => {
  const keys = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/connections')) keys.push(request.headers()['idempotency-key']);
  });
  return keys;
};

for (const [when, arrives] of [['before it has the request', false], ['after it has kept the connection', true]]) {
  test(`a host killed ${when} ends in one connection, under the same key`, async (t) => {
    const one = await setting.admin(t, { except: AWAY });
    const { backend } = setting;
    const keys = keysOf(one.page);
    let first = true;
    await one.page.route('**/api/azure/connections', async (route) => {
      if (route.request().method() !== 'POST' || !first) return route.continue();
      first = false;
      if (arrives) await route.fetch();
      await backend.crash();
      return route.abort('connectionreset');
    });
    await one.bringValues();
    await one.connect();
    await one.widget.getByText('No answer yet. Trying again, nothing is sent twice.').waitFor();
    await backend.rise();
    await one.visit.event('ac-connected');
    assert.ok(keys.length >= 2);
    assert.equal(new Set(keys).size, 1);
    assert.equal((await setting.connections()).length, 1);
  });
}

test('a host killed while it verifies: the screen says so, has the details, and goes on when it is back', async (t) => {
  const one = await setting.admin(t, { except: AWAY });
  const { backend } = setting;
  one.values.subscriptionId = one.values.unassignedSubscriptionId;
  await one.bringValues();
  await one.connect();
  await one.widget.getByText('Waiting for Azure').first().waitFor();
  await backend.crash();
  await one.widget.getByText('Harbor Demo cannot be reached just now. Trying again.').waitFor();
  const details = await supportDetails(one);
  assert.match(details, /^status: verifying$/m);
  assert.match(details, /^request: GET http\S+\/connections\/\S+\n {2}time: 20\S+Z\n {2}failure: unreachable$/m);
  await one.visit.accessible();
  await backend.rise();
  await backend.azure('/assign', { scope: `/subscriptions/${one.values.subscriptionId}` });
  await one.visit.event('ac-connected', { timeout: 40_000 });
  assert.equal((await setting.connections()).length, 1);
});

test('Azure that asks to slow down is nobody\'s turn, and passes', async (t) => {
  const one = await setting.admin(t);
  await setting.backend.knobs({ throttle: { next: 3, retryAfterSeconds: 2, service: 'arm' } });
  await one.bringValues();
  await one.connect();
  const check = one.widget.getByRole('listitem').filter({ hasText: 'Azure asked Harbor Demo to slow down.' }).first();
  await check.getByText("Nobody's turn: wait").waitFor();
  assert.equal(await check.getByText(/has not applied the role/).count(), 0);
  await one.visit.event('ac-connected');
});

test('a host that asks to slow down has a screen with the details and a way on', async (t) => {
  const busy = { ...problem(429, 'too-many', { detail: 'Sixty a minute.', traceId: 'trace-7' }) };
  const { admin, visit } = await ready(t, { create: [busy, { ...connection('connected', passed), status: 201 }] });
  await admin.connect();
  await admin.heading('Harbor Demo is busy').waitFor();
  const details = await supportDetails(admin);
  assert.match(details, /^tenantId: 5d0a7b36/m);
  assert.match(details, /^request: POST \S+\/connections\n {2}time: \S+\n {2}failure: too-many\n {2}status: 429\n {2}type: urn:test:too-many\n/m);
  assert.match(details, /^ {2}detail: Sixty a minute\.\n {2}traceId: trace-7$/m);
  const [file] = await Promise.all([admin.page.waitForEvent('download'), admin.press('Download support details')]);
  assert.equal(file.suggestedFilename(), 'azure-connect-support.txt');
  assert.equal(await readFile(await file.path(), 'utf8'), details);
  await visit.accessible();
  await admin.press('Try again');
  await visit.event('ac-connected');
});

test('a subscription that moved to another directory is said to have, with the step that mends it', async (t) => {
  const one = await setting.admin(t);
  await one.bringValues();
  await setting.backend.azure('/transfer', {});
  await one.connect();
  await one.heading('Not connected yet').waitFor();
  const check = one.widget.getByRole('listitem').filter({ hasText: 'The subscription belongs to another directory than the app.' }).first();
  await check.getByText('Your turn', { exact: true }).waitFor();
  await check.getByRole('button', { name: /^Go to/ }).waitFor();
  assert.match(await supportDetails(one), /^check: tenant fail\n(?: {2}.*\n)* {2}code: tenant-mismatch$/m);
});

test('a code that nobody knows is shown as it came, and nobody is blamed', async (t) => {
  const odd = { id: 'token', state: 'fail', code: 'AADSTS4242424', detail: 'Something new happened.', traceId: 'trace-9' };
  const bare = { id: 'permissions', state: 'fail' };
  const { admin, visit } = await ready(t, { create: { ...connection('failed', [odd, bare]), status: 201 } });
  await admin.connect();
  await admin.heading('Not connected yet').waitFor();
  await admin.widget.getByText('The answer was AADSTS4242424. We have no explanation for it.').waitFor();
  await admin.widget.getByText('Harbor Demo gave no reason.').waitFor();
  assert.equal(await admin.widget.locator('.turn:visible').count(), 0);
  const details = await supportDetails(admin);
  assert.match(details, /^check: token fail\n {2}code: AADSTS4242424\n {2}traceId: trace-9\n(?: {2}settled.*\n)? {2}detail: Something new happened\.$/m);
  await visit.accessible();
});

test('a secret that a check repeats is in no details', async (t) => {
  const said = { id: 'token', state: 'fail', code: 'AADSTS7000215', detail: `Refused: ${values.clientSecret.replace('L', 'M')}` };
  const { admin } = await ready(t, { create: { ...connection('failed', [said]), status: 201 } });
  await admin.connect();
  assert.match(await supportDetails(admin), /^ {2}detail: Refused: \*\*\*$/m);
});

test('a host that can only create and read: nothing else is offered, and nothing else is asked', async (t) => {
  const failed = connection('failed', [{ id: 'token', state: 'fail', code: 'AADSTS7000215' }]);
  const minimal = (profile) => ({ ...profile, endpoint: { ...profile.endpoint, operations: ['create', 'read'] } });
  const script = { create: [{ ...failed, status: 201 }, { ...connection('verifying', []), status: 201 }] };
  const { admin, platform, visit } = await ready(t, script, { profile: minimal });
  await admin.connect();
  await admin.heading('Not connected yet').waitFor();
  await admin.press('Check again');
  await visit.event('ac-connected');
  await admin.heading('Azure is connected').waitFor();
  for (const name of ['Remove connection', 'Replace secret', 'Check again', 'Rename']) {
    assert.equal(await admin.button(name).count(), 0, name);
  }
  // One look at the list is the demo page's own: it asks whether there is a host.
  assert.deepEqual(platform.requests.map(({ operation }) => operation), ['list', 'create', 'create', 'read']);
});

test('a status and a state of a later version are said to be unknown, and the page goes on', async (t) => {
  const later = connection('hibernating', [{ id: 'token', state: 'pass' }, { id: 'quota', state: 'paused', detail: 'Later.' }]);
  const { admin, visit } = await ready(t, {
    create: { ...later, status: 201 },
    read: [later, connection('connected', passed)],
  });
  await admin.connect();
  await admin.widget.getByText('Harbor Demo gives the connection a status that this page does not know.').waitFor();
  const check = admin.widget.getByRole('listitem').filter({ hasText: 'Check “quota”' });
  await check.getByText('Not known here').waitFor();
  assert.match(await supportDetails(admin), /^check: quota unknown\n(?: {2}settled.*\n)? {2}detail: Later\.$/m);
  await admin.press('Check again');
  await visit.event('ac-connected');
});

/** A connection that waits for Azure, as it is `seconds` after it was made. */
const waiting = (seconds = 0) =>
  connection('verifying', [{ id: 'token', state: 'pass' }, { id: 'permissions', state: 'waiting', code: 'permissions-empty', retryAfterSeconds: 50, deadlineSeconds: 540 - seconds }], {
    createdAt: new Date(Date.now() - seconds * 1000).toISOString(),
    updatedAt: new Date().toISOString(),
  });

test('a tab that slept asks at once what is overdue, and only then', async (t) => {
  let done = false;
  const read = () => (done ? connection('connected', passed) : waiting());
  const platform = new Platform({ create: () => ({ ...waiting(), status: 201 }), read });
  const visit = await setting.visit(t, { before: platform.attach });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.connect();
  await admin.widget.getByText(/Next look in 4\d s/).waitFor();
  const wake = (on, type) => admin.page.evaluate(([on, type]) => globalThis[on].dispatchEvent(new Event(type)), [on, type]);
  for (const [on, type] of [['document', 'visibilitychange'], ['window', 'pageshow'], ['window', 'online']]) await wake(on, type);
  assert.equal(platform.of('read').length, 0, 'nothing was overdue');
  done = true;
  // The lid was closed for two minutes: the clock went on, the timers did not.
  await admin.page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 120_000;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await visit.event('ac-connected', { timeout: 5_000 });
  assert.equal(platform.of('read').length, 1);
});

test('a reload goes on with the same clock', async (t) => {
  const seconds = 200;
  const platform = new Platform({ create: { ...waiting(seconds), status: 201 }, read: () => waiting(seconds) });
  const visit = await setting.visit(t, { before: platform.attach });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.connect();
  await admin.widget.getByText(/ \d s so far/).waitFor();
  await admin.page.reload();
  await admin.widget.getByText(/ 3 min 2\d s so far/).waitFor();
  await admin.widget.getByText(/It goes on for 5 min 3\d s at most\./).waitFor();
});

test('screen readers hear of news and of minutes, not of seconds', async (t) => {
  const platform = new Platform({ create: { ...waiting(), status: 201 }, read: () => waiting() });
  const visit = await setting.visit(t, { before: platform.attach });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.page.evaluate(() => {
    const root = document.querySelector('azure-connect').shadowRoot;
    globalThis.heard = [];
    const note = () => {
      const said = [...root.querySelectorAll('[role="status"], [aria-live]')].map((node) => node.textContent).join('|');
      if (globalThis.heard.at(-1) !== said) globalThis.heard.push(said);
    };
    new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true });
  });
  await admin.connect();
  await admin.widget.getByText(/ 4 s so far/).waitFor();
  const heard = await admin.page.evaluate(() => globalThis.heard.filter((said) => /passed/.test(said)));
  assert.equal(heard.length, 1, JSON.stringify(heard));
  assert.match(heard[0], /1 of 2 checks passed\. Waiting for Azure/);
  await admin.page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 61_000;
  });
  await admin.widget.getByText(/ 1 min \d+ s so far/).waitFor();
  const later = await admin.page.evaluate(() => globalThis.heard.filter((said) => /passed/.test(said)));
  assert.equal(later.length, 2, JSON.stringify(later));
  assert.match(later[1], /1 minute so far/);
});

test('what listens to the page stops when the element goes', async (t) => {
  const visit = await setting.visit(t, {
    before: (page) =>
      page.addInitScript(() => {
        globalThis.ears = 0;
        for (const [name, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
          const own = EventTarget.prototype[name];
          EventTarget.prototype[name] = function (type, ...rest) {
            if (['visibilitychange', 'pageshow', 'online'].includes(type)) globalThis.ears += step;
            return own.call(this, type, ...rest);
          };
        }
      }),
  });
  // It begins to listen when the rest of the wasm has arrived.
  await visit.page.waitForFunction(() => globalThis.ears === 3);
  await visit.widget.evaluate((element) => element.remove());
  await visit.page.waitForFunction(() => globalThis.ears === 0);
});
