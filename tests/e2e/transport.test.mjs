// What the page puts between the wizard and the platform: `transport` and `headers`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { Platform, values } from './fixtures/platform.mjs';

const setting = useConnections({ retrySeconds: 1 });

/** Gives the element a transport that hands everything on, and keeps what went through it. */
async function between(visit) {
  const after = visit.events.length;
  await visit.page.evaluate(() => {
    globalThis.sent = [];
    const fetch = globalThis.fetch;
    // What goes past the transport.
    globalThis.past = [];
    globalThis.fetch = (request, options) => {
      globalThis.past.push(request.url ?? String(request));
      return fetch(request, options);
    };
    const element = document.querySelector('azure-connect');
    element.headers = () => ({ 'X-Call': String(++globalThis.calls) });
    globalThis.calls = 0;
    element.transport = async ({ operation, method, url, headers, body }, { signal }) => {
      globalThis.sent.push({ operation, method, path: new URL(url, location).pathname, headers, signal: signal instanceof AbortSignal });
      return fetch(url, { method, headers, body, signal });
    };
  });
  await visit.ready({ after });
  return () => visit.page.evaluate(() => ({ sent: globalThis.sent, past: globalThis.past, calls: globalThis.calls }));
}

test('every operation goes through the transport, with headers asked for anew, and nothing past it', async (t) => {
  const admin = await setting.admin(t);
  const { visit, values, widget } = admin;
  const through = await between(visit);
  const { clientSecret } = values;
  values.clientSecret = 'Zz98Q~not-the-one-that-was-made.01234567';
  await admin.walkPortal('Create a secret');
  for (const [kind, operation] of [['Federated credential', 'federation'], ['Certificate', 'certificate'], ['Client secret', 'list']]) {
    await widget.getByRole('radio', { name: kind, exact: true }).check();
    await visit.page.waitForFunction((asked) => globalThis.sent.some(({ operation }) => operation === asked), operation);
  }
  await admin.fill('clientSecret', 'expiresOn');
  await admin.goOn('Choose the subscription');
  await admin.fill('subscriptionId');
  for (const step of ['Create the role', 'Assign the role', 'Check and connect']) await admin.goOn(step);
  await admin.connect();
  await admin.press('Go to “Create a secret”');
  await admin.field('clientSecret').fill(clientSecret);
  await admin.goOn('Check and connect');
  await admin.connect();
  await visit.event('ac-connected');
  await admin.press('Show connections');
  await widget.locator('[part=connections] button').first().click();
  const after = visit.events.length;
  await admin.press('Check again');
  await visit.event('ac-status', { after, accept: ({ status }) => status === 'connected' });
  await admin.button('Rename').click();
  await admin.field('name').fill('Renamed');
  await admin.press('Save');
  await visit.event('ac-updated');
  await admin.press('Remove connection');
  await admin.heading('Remove connection').waitFor();
  await admin.press('Remove connection');
  await visit.event('ac-removed');

  const { sent, past, calls } = await through();
  const methods = Object.fromEntries(sent.map(({ operation, method }) => [operation, method]));
  assert.deepEqual(methods, {
    list: 'GET',
    lookup: 'GET',
    federation: 'GET',
    certificate: 'GET',
    create: 'POST',
    read: 'GET',
    replace: 'PUT',
    verify: 'POST',
    update: 'PATCH',
    delete: 'DELETE',
  });
  assert.ok(sent.every(({ signal }) => signal));
  assert.deepEqual(past.filter((url) => url.includes('/api/')), []);
  const numbers = sent.map(({ headers }) => Number(headers['X-Call'] ?? headers['x-call']));
  assert.deepEqual(numbers, [...sent.keys()].map((index) => index + 1), 'once for each request');
  assert.equal(calls, sent.length);
});

/** Answers nothing to a submission, ever, and says when the wizard has given it up. */
const deaf = (visit) =>
  visit.page.evaluate(() => {
    globalThis.aborted = [];
    document.querySelector('azure-connect').transport = ({ operation }, { signal }) => {
      if (operation !== 'create') return Promise.resolve(Response.json(operation === 'list' ? { items: [] } : {}));
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          globalThis.aborted.push(operation);
          reject(signal.reason);
        });
      });
    };
  });

for (const [what, give] of [
  ['the admin stops it', (admin) => admin.press('Stop')],
  ['the element goes', (admin) => admin.widget.evaluate((element) => element.remove())],
  ['the page resets it', (admin) => admin.widget.evaluate((element) => element.reset())],
]) {
  test(`the signal of a request is aborted when ${what}`, async (t) => {
    const visit = await setting.visit(t, { before: new Platform().attach });
    const after = visit.events.length;
    await deaf(visit);
    await visit.ready({ after });
    const admin = new Admin(visit, values);
    await admin.bringValues();
    await admin.connect();
    await admin.button('Stop').waitFor();
    assert.deepEqual(await visit.page.evaluate(() => globalThis.aborted), []);
    await give(admin);
    await visit.page.waitForFunction(() => globalThis.aborted.length === 1);
  });
}

for (const [what, transport, answers] of [
  ['throws', '() => { throw new Error("not today"); }', false],
  ['rejects with a text', '() => Promise.reject("not today")', false],
  ['is not there any more', 'undefined', false],
  ['answers with no answer', '() => Promise.resolve({ surprise: true })', true],
]) {
  test(`a transport that ${what} is a platform that does ${answers ? 'not answer well' : 'not answer'}`, async (t) => {
    const platform = new Platform();
    const visit = await setting.visit(t, {
      async before(page) {
        await platform.attach(page);
        await page.addInitScript(`globalThis.broken = ${transport}`);
      },
    });
    const after = visit.events.length;
    await visit.page.evaluate(() => {
      document.querySelector('azure-connect').transport = async () => Response.json({ items: [] });
    });
    await visit.ready({ after });
    const admin = new Admin(visit, values);
    await admin.bringValues();
    await visit.page.evaluate(() => {
      document.querySelector('azure-connect').transport = globalThis.broken;
    });
    await admin.connect();
    if (answers) {
      await visit.event('ac-failed');
    } else {
      await admin.press('Stop');
      await admin.heading('Stopped').waitFor();
    }
    assert.ok(!visit.events.some(({ type }) => type === 'ac-error'));
    assert.deepEqual(platform.of('create'), [], 'it is not sent past the transport that the page had');
  });
}
