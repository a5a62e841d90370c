// From the answers to a connection, with the real host and the simulated Azure behind the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin, inDays, PORTAL_STEPS } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';

const setting = useConnections();

const names = (visit) => visit.events.map(({ type }) => type);

test('the portal route ends connected, and the host page hears each step of it', async (t) => {
  const one = await setting.admin(t);
  const { visit, values } = one;
  await one.walkPortal();
  await one.connect();
  const { id } = await visit.event('ac-connected');
  await one.heading('Azure is connected').waitFor();
  for (const check of ['Signs in as your app', 'Sees the subscription', 'Has every right of the role']) {
    await one.widget.getByRole('listitem').filter({ hasText: check }).filter({ hasText: 'Passed' }).waitFor();
  }

  const seen = names(visit);
  assert.equal(seen[0], 'ac-ready');
  const steps = visit.events.filter(({ type }) => type === 'ac-step').map(({ detail }) => detail);
  assert.deepEqual(steps.map(({ step }) => step), ['route', 'app', 'credential', 'subscription', 'role', 'assign', 'connect']);
  assert.deepEqual(steps.map(({ index }) => index), [1, 2, 3, 4, 5, 6, 7]);
  // The first step came with the route that is offered first.
  assert.ok(steps.slice(1).every(({ total }) => total === PORTAL_STEPS.length));
  const rest = seen.slice(seen.indexOf('ac-submit'));
  assert.deepEqual(rest.filter((name) => name !== 'ac-status'), ['ac-submit', 'ac-created', 'ac-connected']);
  assert.ok(rest.includes('ac-status'));
  assert.equal(rest.at(-1), 'ac-connected');

  const last = visit.events.filter(({ type }) => type === 'ac-status').at(-1).detail;
  assert.equal(last.status, 'connected');
  assert.ok(last.checks.length >= 4 && last.checks.every(({ state }) => state === 'pass'), JSON.stringify(last));
  assert.ok(!JSON.stringify(visit.events).includes(values.clientSecret));

  const [connection, ...others] = await setting.connections();
  assert.deepEqual(others, []);
  assert.equal(connection.id, id);
  assert.deepEqual(connection.scopes, [`/subscriptions/${values.subscriptionId}`]);
  assert.equal(connection.credential.hint, values.clientSecret.slice(0, 3));
  assert.equal(connection.credential.expiresOn, values.expiresOn);

  await one.press('Close');
  assert.deepEqual(await visit.event('ac-exit'), { reason: 'finished', step: 'connect' });
});

test('“I have the values” ends connected, with a name and a directory given by its domain', async (t) => {
  const one = await setting.admin(t);
  one.values.name = 'Production';
  const { tenantId, tenantDomain } = one.values;
  one.values.tenantId = tenantDomain ?? tenantId;
  await one.bringValues();
  await one.press('Change Connection name');
  await one.fill('name');
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
  const [connection] = await setting.connections();
  assert.equal(connection.name, 'Production');
  assert.equal(connection.tenantId, tenantId);
});

test('two clicks on “Connect subscription” make one connection', async (t) => {
  const one = await setting.admin(t);
  const sent = [];
  one.page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await one.bringValues();
  await one.button('Connect subscription').dblclick();
  await one.visit.event('ac-connected');
  assert.equal(sent.length, 1);
  assert.equal((await setting.connections()).length, 1);
});

test('a wrong secret is explained, mended at its field, and the same connection goes on', async (t) => {
  const one = await setting.admin(t);
  const { visit, values } = one;
  const right = values.clientSecret;
  values.clientSecret = 'Zz98Q~not-the-one-that-was-made.01234567';
  await one.walkPortal();
  await one.connect();
  await one.heading('Not connected yet').waitFor();
  assert.deepEqual(await visit.event('ac-failed'), { problem: 'AADSTS7000215', retriable: true });
  const { id } = await visit.event('ac-created');
  await one.widget.getByRole('listitem').getByText('Azure knows the app, but not this secret.').waitFor();
  await one.widget.getByRole('listitem').getByText(/Copy the Value column/).waitFor();
  await one.press('Go to “Create a secret”');
  await one.heading('Create a secret').waitFor();
  assert.equal(await one.field('clientSecret').getAttribute('aria-invalid'), 'true');
  assert.equal(await one.field('clientSecret').inputValue(), values.clientSecret, 'what was typed stays');
  assert.equal(await one.field('expiresOn').inputValue(), values.expiresOn);
  await one.field('clientSecret').fill(right);
  assert.equal(await one.field('clientSecret').getAttribute('aria-invalid'), 'false');
  await one.goOn('Check and connect');
  const replaced = one.page.waitForRequest((request) => request.method() === 'PUT');
  await one.connect();
  assert.ok((await replaced).url().endsWith(`/${id}`));
  assert.deepEqual(await visit.event('ac-connected'), { id });
  assert.equal((await setting.connections()).length, 1);
});

test('a role that Azure has not applied yet is waited for, and passes by itself', async (t) => {
  const one = await setting.admin(t);
  const { backend } = setting;
  const scope = `/subscriptions/${one.values.unassignedSubscriptionId}`;
  one.values.subscriptionId = one.values.unassignedSubscriptionId;
  await backend.knobs({ propagationSeconds: 3 });
  await one.bringValues();
  // Only now: on a busy machine the role would have spread while the fields are filled.
  await backend.azure('/assign', { scope });
  await one.connect();
  const waits = ({ checks }) => checks.some(({ state }) => state === 'waiting');
  await one.visit.event('ac-status', { accept: waits });
  await one.widget.getByText('Azure has not applied the role yet.').first().waitFor();
  await one.widget.getByText('Waiting for Azure').first().waitFor();
  await one.visit.event('ac-connected');
  assert.equal(names(one.visit).filter((name) => name === 'ac-failed').length, 0);
});

test('waiting can be paused: nothing is asked until it is resumed', async (t) => {
  const one = await setting.admin(t);
  const { backend } = setting;
  one.values.subscriptionId = one.values.unassignedSubscriptionId;
  const asked = [];
  one.page.on('request', (request) => /connections\/./.test(request.url()) && asked.push(request.url()));
  await one.bringValues();
  await one.connect();
  await one.widget.getByText('Waiting for Azure').first().waitFor();
  await one.widget.getByText(/ [1-9]\d* s so far/).waitFor();
  await one.press('Pause');
  await one.widget.getByText(/^Paused\./).waitFor();
  assert.equal(await one.widget.getByText(/ 0 s so far/).count(), 0, 'the clock does not start anew');
  const before = asked.length;
  await backend.azure('/assign', { scope: `/subscriptions/${one.values.subscriptionId}` });
  // The host goes on by itself; that it is done is seen there, and not on the page.
  await until(async () => (await setting.connections())[0].status === 'connected');
  assert.equal(asked.length, before);
  assert.equal(await one.heading('Azure is connected').count(), 0);
  await one.press('Resume');
  await one.visit.event('ac-connected');
});

test('an answer that is lost on its way leads to no second connection', async (t) => {
  const one = await setting.admin(t, { except: /ERR_CONNECTION_RESET|ERR_FAILED/ });
  let lost = 0;
  await one.page.route('**/api/azure/connections', async (route) => {
    if (route.request().method() === 'POST' && lost++ === 0) {
      await route.fetch(); // The host has it …
      return route.abort('connectionreset'); // … and the page never hears.
    }
    return route.continue();
  });
  await one.bringValues();
  await one.connect();
  await one.visit.event('ac-connected');
  assert.equal(lost, 2);
  assert.equal((await setting.connections()).length, 1);
});

test('what is connected already is opened, not doubled', async (t) => {
  const one = await setting.admin(t);
  await one.bringValues();
  await one.connect();
  const { id } = await one.visit.event('ac-connected');
  const visit = await setting.visit(t);
  const other = new Admin(visit, one.values);
  await other.bringValues();
  await other.connect();
  await other.heading('Already connected').waitFor();
  await other.press('Open the existing connection');
  await other.heading('Azure is connected').waitFor();
  assert.deepEqual((await setting.connections()).map((connection) => connection.id), [id]);
});

test('a reload keeps every answer but the secret', async (t) => {
  const one = await setting.admin(t);
  await one.walkPortal('Create the role');
  const stored = await one.page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.ok(stored.includes(one.values.clientId));
  assert.ok(!stored.includes(one.values.clientSecret.slice(0, 8)));
  const after = one.visit.events.length;
  await one.page.reload();
  await one.visit.event('ac-ready', { after });
  await one.heading('Create the role').waitFor();
  await one.widget.getByText('Your answers from before are back, all but the secret.').waitFor();
  await one.goOn('Assign the role');
  await one.goOn('Check and connect');
  await one.widget.getByText('Not kept: enter it again').waitFor();
  await one.press('Change Client secret value');
  assert.equal(await one.field('clientSecret').inputValue(), '');
  assert.equal(await one.field('expiresOn').inputValue(), one.values.expiresOn);
  await one.fill('clientSecret');
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
  const left = await one.page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('azure-connect')));
  assert.deepEqual(left, [], 'a draft that is done is gone');
});

test('a reload after a failure keeps its reason and its connection', async (t) => {
  const one = await setting.admin(t);
  const right = one.values.clientSecret;
  one.values.clientSecret = 'Zz98Q~not-the-one-that-was-made.01234567';
  await one.bringValues();
  await one.connect();
  await one.heading('Not connected yet').waitFor();
  await one.page.reload();
  await one.heading('Not connected yet').waitFor();
  await one.widget.getByRole('listitem').getByText('Azure knows the app, but not this secret.').waitFor();
  await one.press('Go to “Enter your values”');
  await one.page.reload();
  await one.heading('Enter your values').waitFor();
  await one.field('clientSecret').fill(right);
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
  assert.equal((await setting.connections()).length, 1);
});

test('a reload while the platform verifies goes on watching', async (t) => {
  const one = await setting.admin(t);
  one.values.subscriptionId = one.values.unassignedSubscriptionId;
  await one.bringValues();
  await one.connect();
  await one.widget.getByText('Waiting for Azure').first().waitFor();
  await one.page.reload();
  await one.widget.getByText('Waiting for Azure').first().waitFor();
  await setting.backend.azure('/assign', { scope: `/subscriptions/${one.values.subscriptionId}` });
  await one.visit.event('ac-connected');
  assert.equal((await setting.connections()).length, 1);
});

test('an expiry that is near is a remark beside the checks, not a failure', async (t) => {
  const one = await setting.admin(t);
  one.values.expiresOn = inDays(12);
  await one.bringValues();
  await one.connect();
  await one.widget.getByRole('heading', { name: /^(Azure is connected|Connected, with a remark)$/ }).waitFor();
});

async function until(holds, { timeout = 20_000 } = {}) {
  const end = Date.now() + timeout;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to that in time');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
