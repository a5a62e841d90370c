// What the platform may answer in place of a connection, and what the admin sees then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { connection, passed, Platform, problem, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

/** An admin before “Connect subscription”, at a platform with these answers. */
async function ready(t, script, options = {}) {
  const platform = new Platform(script);
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  return { admin, platform, visit };
}

const created = { ...connection('connected', passed), status: 201 };
const key = (request) => request.headers['idempotency-key'];

test('a session that ended keeps all input and goes on under the same key', async (t) => {
  const { admin, platform, visit } = await ready(t, { create: [problem(401, 'signed-out'), created] });
  await admin.connect();
  await admin.heading('You have been signed out').waitFor();
  assert.deepEqual(await visit.event('ac-failed'), { problem: 'signed-out', retriable: true });
  await admin.press('I have signed in again');
  await visit.event('ac-connected');
  const [first, second] = platform.of('create');
  assert.equal(key(second), key(first));
  assert.deepEqual(second.body, first.body);
});

test('a session that ended loses nothing on the way back to the fields', async (t) => {
  const { admin } = await ready(t, { create: problem(401, 'signed-out') });
  await admin.connect();
  await admin.press('Your answers');
  await admin.press('Change Directory (tenant) ID');
  for (const name of ['tenantId', 'clientId', 'clientSecret', 'expiresOn', 'subscriptionId']) {
    assert.equal(await admin.field(name).inputValue(), admin.values[name], name);
  }
});

test('whoever may not connect gets a screen of its own, without a try again', async (t) => {
  const { admin, visit } = await ready(t, { create: problem(403, 'forbidden') });
  await admin.connect();
  await admin.heading('You may not connect subscriptions here').waitFor();
  assert.deepEqual(await visit.event('ac-failed'), { problem: 'forbidden', retriable: false });
  assert.equal(await admin.button('Try again').count(), 0);
});

test('a refused CSRF token is refreshed once, by asking the page for its headers again', async (t) => {
  const { admin, platform, visit } = await ready(t, { create: [problem(403, 'csrf'), created] });
  await admin.widget.evaluate((element) => {
    let number = 0;
    element.headers = async () => ({ 'X-CSRF-Token': `token-${++number}` });
  });
  await reopen(admin, visit);
  await admin.connect();
  await visit.event('ac-connected');
  const tokens = platform.of('create').map((request) => request.headers['x-csrf-token']);
  const [first, second] = tokens.map((token) => Number(token.replace('token-', '')));
  assert.equal(second, first + 1, 'asked anew for the second try');
  assert.equal(new Set(platform.of('create').map(key)).size, 1);
});

test('a CSRF token that is refused twice ends in the screen for sessions', async (t) => {
  const { admin, platform, visit } = await ready(t, { create: problem(403, 'csrf') });
  await admin.widget.evaluate((element) => {
    element.headers = () => ({ 'X-CSRF-Token': 'stale' });
  });
  await reopen(admin, visit);
  await admin.connect();
  await admin.heading('You have been signed out').waitFor();
  assert.equal(platform.of('create').length, 2);
});

/** Options are read at the start; the draft brings the answers back, the secret has to be typed. */
async function reopen(admin, visit) {
  const after = visit.events.length;
  await admin.widget.evaluate((element) => {
    const { parentNode: parent, nextSibling: next } = element;
    element.remove();
    setTimeout(() => parent.insertBefore(element, next));
  });
  await visit.event('ac-ready', { after });
  await admin.press('Change Client secret value');
  await admin.fill('clientSecret');
  await admin.goOn('Check and connect');
}

test('each refused value is said at its field, in the words of the platform', async (t) => {
  const errors = [
    { pointer: '/tenantId', code: 'not-ours', detail: 'This directory is connected by another team.' },
    { pointer: '/scopes/0', code: 'not-allowed', detail: 'This subscription is not on your plan.' },
    { pointer: '/credential/expiresOn', code: 'past' },
  ];
  const { admin, platform, visit } = await ready(t, { create: [problem(422, 'invalid', { errors }), created] });
  await admin.connect();
  await admin.heading('There is a problem').waitFor();
  assert.deepEqual(await visit.event('ac-failed'), { problem: 'fields', retriable: false });
  await described(admin, 'tenantId', /This directory is connected by another team\./);
  await described(admin, 'subscriptionId', /This subscription is not on your plan\./);
  await described(admin, 'expiresOn', /That date has passed/);
  assert.equal(await admin.field('clientId').getAttribute('aria-invalid'), 'false');
  assert.equal(await admin.field('clientSecret').inputValue(), values.clientSecret);
  // A field that is changed is no longer refused; the others do not block going on.
  await admin.field('tenantId').fill('0b8e2f47-5d19-4c6a-93e8-f27a1d6b40c5');
  assert.equal(await admin.field('tenantId').getAttribute('aria-invalid'), 'false');
  await admin.goOn('Check and connect');
  await admin.connect();
  await visit.event('ac-connected');
  const [first, second] = platform.of('create');
  assert.notEqual(key(second), key(first), 'another body is another submission');
});

/** The field says it is wrong, and its description says why. */
async function described(admin, name, words) {
  const field = admin.field(name);
  assert.equal(await field.getAttribute('aria-invalid'), 'true', name);
  const text = await field.evaluate((input) =>
    input
      .getAttribute('aria-describedby')
      .split(' ')
      .map((id) => input.getRootNode().getElementById(id).textContent)
      .join(' '),
  );
  assert.match(text, words);
}

test('a refusal that names no field has a screen with the words of the platform', async (t) => {
  const { admin } = await ready(t, { create: problem(400, 'plan', { detail: 'Your plan ended in May.' }) });
  await admin.connect();
  await admin.heading('Harbor Demo did not accept the request').waitFor();
  await admin.widget.getByText('Harbor Demo answered: Your plan ended in May.').waitFor();
});

test('a second connection of the same things is not made: the first is opened', async (t) => {
  const { admin, platform, visit } = await ready(t, {
    create: problem(409, 'already-connected', { connectionId: 'c-7' }),
    read: connection('connected', passed, { id: 'c-7' }),
  });
  await admin.connect();
  await admin.heading('Already connected').waitFor();
  assert.deepEqual(await visit.event('ac-failed'), { problem: 'already-connected', retriable: false });
  await admin.press('Open the existing connection');
  await admin.heading('Azure is connected').waitFor();
  assert.match(platform.of('read')[0].url, /\/c-7$/);
  assert.equal(platform.of('create').length, 1);
});

test('a request still in flight is waited for, under the same key', async (t) => {
  const busy = { ...problem(409, 'in-progress'), headers: { 'Retry-After': '1' } };
  const { admin, platform, visit } = await ready(t, { create: [busy, created] });
  await admin.connect();
  await admin.widget.getByText('No answer yet. Trying again').waitFor();
  await visit.event('ac-connected');
  assert.equal(new Set(platform.of('create').map(key)).size, 1);
});

for (const [what, answer] of [
  ['a login page', { status: 200, contentType: 'text/html', body: '<!doctype html><title>Sign in</title><form>' }],
  ['nothing', { status: 201, contentType: 'application/json', body: '' }],
  ['half an answer', { status: 201, contentType: 'application/json', body: '{"id":"c-1","status":"conn' }],
  ['another API', { status: 200, json: { ok: true } }],
  ['a redirect', { status: 302, headers: { Location: '/login' } }],
]) {
  test(`${what} in place of a connection is no connection, and trying again makes no second one`, async (t) => {
    const { admin, platform, visit } = await ready(t, { create: [answer, created] });
    await admin.connect();
    await admin.heading('Harbor Demo gave an unexpected answer').waitFor();
    assert.deepEqual(await visit.event('ac-failed'), { problem: 'broken', retriable: true });
    await admin.press('Try again');
    await visit.event('ac-connected');
    const [first, second] = platform.of('create');
    assert.equal(key(second), key(first));
  });
}

test('a platform that is down is asked again, and reached when it is back', async (t) => {
  const down = { status: 503, contentType: 'text/html', body: '<h1>Maintenance</h1>', headers: { 'Retry-After': '1' } };
  const { admin, platform, visit } = await ready(t, { create: [down, created] }, { except: /status of 503/ });
  await admin.connect();
  await visit.event('ac-connected');
  assert.equal(new Set(platform.of('create').map(key)).size, 1);
  assert.equal(visit.events.filter(({ type }) => type === 'ac-failed').length, 0);
});

test('a request can be stopped; going on keeps its key', async (t) => {
  const { admin, platform, visit } = await ready(t, { create: ['silence', created] });
  await admin.connect();
  await admin.press('Stop');
  await admin.heading('Stopped').waitFor();
  await admin.press('Try again');
  await visit.event('ac-connected');
  const [first, second] = platform.of('create');
  assert.equal(key(second), key(first));
});

test('the host page can hold a submission back', async (t) => {
  const { admin, platform, visit } = await ready(t);
  await admin.page.evaluate(() =>
    document.addEventListener('ac-submit', (event) => event.preventDefault(), { once: true }),
  );
  await admin.connect();
  await admin.heading('Not sent').waitFor();
  assert.equal(platform.of('create').length, 0);
  assert.deepEqual(await visit.event('ac-failed'), { problem: 'cancelled', retriable: true });
  await admin.press('Try again');
  await visit.event('ac-connected');
});

test('an endpoint of another origin gets nothing on the word of the profile alone', async (t) => {
  const { admin, visit } = await ready(t, {}, {
    profile: (own) => ({ ...own, endpoint: { ...own.endpoint, url: 'https://elsewhere.example/connections' } }),
    except: /the endpoint is refused/,
  });
  const asked = [];
  admin.page.on('request', (request) => asked.push(request.url()));
  await admin.connect();
  await admin.heading('This page is not set up correctly').waitFor();
  assert.deepEqual(await visit.event('ac-failed'), { problem: 'unsafe', retriable: false });
  assert.deepEqual(asked, []);
});

test('a connection that does not stand after all checks is replaced, not doubled', async (t) => {
  const failed = [{ id: 'token', state: 'fail', code: 'AADSTS7000215', detail: 'AADSTS7000215: Invalid client secret provided.' }];
  const { admin, platform, visit } = await ready(t, { create: { ...connection('failed', failed), status: 201 } });
  await admin.connect();
  await admin.heading('Not connected yet').waitFor();
  await admin.widget.getByRole('listitem').getByText('Azure knows the app, but not this secret.').waitFor();
  await admin.press('Check again');
  await visit.event('ac-connected');
  const changes = platform.requests.filter(({ method }) => method !== 'GET');
  assert.deepEqual(changes.map(({ operation }) => operation), ['create', 'replace']);
  assert.match(platform.of('replace')[0].url, /\/c-1$/);
});

test('what leaves at “Close” is gone, and what stays is said to be missing', async (t) => {
  const { admin, platform, visit } = await ready(t);
  await admin.press('Close');
  await admin.press('Leave');
  assert.deepEqual(await visit.event('ac-exit'), { reason: 'closed', step: 'connect' });
  await admin.page.getByRole('button', { name: 'Open it again' }).click();
  await admin.connect();
  await admin.heading('There is a problem').waitFor();
  assert.equal(await admin.field('clientSecret').inputValue(), '');
  await described(admin, 'clientSecret', /Enter the Client secret value/);
  await admin.fill('clientSecret');
  await admin.goOn('Check and connect');
  await admin.connect();
  await visit.event('ac-connected');
  assert.equal(platform.of('create').length, 1);
});

test('whoever leaves while the platform verifies finds it going on', async (t) => {
  let stands = false;
  const { admin, visit } = await ready(t, {
    create: { ...connection('verifying', [{ id: 'token', state: 'running' }]), status: 202 },
    read: () => (stands ? connection('connected', passed) : connection('verifying', [{ id: 'token', state: 'running' }])),
  });
  await admin.connect();
  await admin.heading('Connecting').waitFor();
  await admin.press('Close');
  await admin.press('Leave');
  await visit.event('ac-exit');
  stands = true;
  await admin.page.getByRole('button', { name: 'Open it again' }).click();
  await admin.heading('Azure is connected').waitFor();
});

test('a platform that stays away while it verifies is asked ever more slowly, and in the end on request only', async (t) => {
  let back = false;
  const platform = new Platform({
    create: { ...connection('verifying', [{ id: 'token', state: 'running' }]), status: 202 },
    read: () => (back ? connection('connected', passed) : 'abort'),
  });
  const visit = await setting.visit(t, {
    before: async (page) => {
      // A minute and a half of patience, in two seconds.
      await page.addInitScript(() => {
        const { setTimeout } = globalThis;
        globalThis.setTimeout = (run, ms, ...rest) => setTimeout(run, ms / 50, ...rest);
      });
      await platform.attach(page);
    },
    except: /ERR_CONNECTION_RESET/,
  });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.connect();
  await admin.widget.getByText('Harbor Demo cannot be reached just now. Trying again.').waitFor();
  await admin.widget.getByText(/^Paused\./).waitFor();
  assert.equal(platform.of('read').length, 8);
  back = true;
  await admin.press('Resume');
  await visit.event('ac-connected');
});
