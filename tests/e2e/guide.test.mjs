// What the wizard says about Azure: links to the right page, values to copy, steps that fit the profile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin, PORTAL_STEPS } from './fixtures/admin.mjs';
import { Platform, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

async function opened(t, options) {
  const visit = await setting.visit(t, { ...options, before: new Platform().attach });
  return new Admin(visit, values);
}

/** Where the steps' links into the portal lead, by the headings of the steps. */
async function links(admin, to) {
  const found = {};
  await admin.walkPortal(to, async (step) => {
    const link = admin.widget.getByRole('link', { name: /opens in a new tab/ }).filter({ hasNotText: 'Help from' });
    if (!(await link.count())) return;
    found[step] = await link.getAttribute('href');
    assert.equal(await link.getAttribute('target'), '_blank');
    assert.match(await link.getAttribute('rel'), /noopener/);
    assert.match(await link.textContent(), /opens in a new tab/);
  });
  return found;
}

test('each step links to its page, pinned to what is known by then', async (t) => {
  const found = await links(await opened(t));
  const { tenantId, clientId, subscriptionId } = values;
  assert.deepEqual(Object.keys(found), PORTAL_STEPS.slice(1, -1));
  for (const link of Object.values(found)) assert.match(link, /^https:\/\/portal\.azure\.com\//);
  assert.ok(!found['Register the app'].includes(tenantId));
  for (const step of PORTAL_STEPS.slice(2, -1)) assert.ok(found[step].includes(tenantId), `${step}: ${found[step]}`);
  assert.match(found['Create a secret'], new RegExp(`Credentials.*${clientId}|${clientId}.*Credentials`));
  assert.ok(found['Create the role'].includes(subscriptionId));
  assert.ok(found['Assign the role'].includes(subscriptionId));
});

test('in another cloud, the links lead to the portal of that cloud', async (t) => {
  const admin = await opened(t);
  await admin.widget.getByLabel('Cloud', { exact: true }).selectOption('AzureUSGovernment');
  const found = await links(admin, 'Create a secret');
  assert.deepEqual(Object.keys(found), ['Register the app', 'Create a secret']);
  for (const link of Object.values(found)) assert.match(link, /^https:\/\/portal\.azure\.us\//);
});

test('a profile with one route and one cloud begins with the first thing to do', async (t) => {
  const admin = await opened(t, { profile: (own) => ({ ...own, routes: ['portal'], clouds: ['AzureCloud'] }) });
  await admin.heading('Register the app').waitFor();
  assert.deepEqual(await admin.visit.event('ac-step'), { step: 'app', index: 1, total: 6 });
  assert.equal(await admin.button('Back').count(), 0);
});

test('a profile without a role has no steps for one', async (t) => {
  const admin = await opened(t, { profile: ({ role, ...own }) => own });
  await admin.walkPortal('Create a secret');
  await admin.fill('clientSecret', 'expiresOn');
  await admin.goOn('Choose the subscription');
  await admin.fill('subscriptionId');
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
});

test('a built-in role is only assigned', async (t) => {
  const builtIn = { id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', name: 'Reader' };
  const admin = await opened(t, { profile: (own) => ({ ...own, role: { builtIn } }) });
  await admin.walkPortal('Choose the subscription');
  await admin.fill('subscriptionId');
  await admin.goOn('Assign the role');
  await admin.widget.getByText('Reader').first().waitFor();
  await admin.goOn('Check and connect');
});

test('an expiry that the platform does not ask for is not asked for', async (t) => {
  const admin = await opened(t, { profile: (own) => ({ ...own, credential: { ...own.credential, expiry: 'hidden' } }) });
  await admin.walkPortal('Create a secret');
  assert.equal(await admin.field('expiresOn').count(), 0);
  await admin.fill('clientSecret');
  await admin.goOn('Choose the subscription');
});

test('words of the platform take the place of ours', async (t) => {
  const admin = await opened(t, { profile: (own) => ({ ...own, text: { 'action.connect': 'Hook up my Azure' } }) });
  await admin.bringValues();
  await admin.press('Hook up my Azure');
  await admin.visit.event('ac-connected');
});

test('every answer can be changed on the last step, and leads back there', async (t) => {
  const admin = await opened(t);
  await admin.walkPortal();
  for (const [label, step] of [
    ['Application (client) ID', 'Register the app'],
    ['Client secret value', 'Create a secret'],
    ['Secret expires on', 'Create a secret'],
    ['Subscription ID', 'Choose the subscription'],
  ]) {
    await admin.press(`Change ${label}`);
    await admin.heading(step).waitFor();
    const focused = await admin.widget.evaluate((element) => element.shadowRoot.activeElement?.labels?.[0]?.textContent);
    assert.equal(focused, label);
    await admin.goOn('Check and connect');
  }
  await admin.widget.getByText('Provided', { exact: true }).waitFor();
});

test('the wizard leaves the history of the page alone', async (t) => {
  const admin = await opened(t);
  const before = await admin.page.evaluate(() => history.length);
  await admin.walkPortal();
  assert.equal(await admin.page.evaluate(() => history.length), before);
  assert.equal(new URL(admin.page.url()).hash, '');
});

test('a draft belongs to its key, and “draft” can be off', async (t) => {
  const admin = await opened(t);
  await admin.bringValues();
  await admin.page.evaluate(() => {
    for (const [name, value] of [['draft-key', 'another account'], ['draft', 'off']]) {
      const element = document.createElement('azure-connect');
      element.setAttribute('profile', 'profiles/demo.json');
      element.setAttribute(name, value);
      document.querySelector('main').append(element);
    }
  });
  for (const index of [1, 2]) {
    await admin.page.locator('azure-connect').nth(index).getByRole('heading', { name: 'Choose how to connect' }).waitFor();
  }
});
