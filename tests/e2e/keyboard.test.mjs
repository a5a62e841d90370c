// With the keyboard alone: every route to its end. The Tab key on the screens one by one is in access.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin, LABELS, PORTAL_STEPS } from './fixtures/admin.mjs';
import { Hands } from './fixtures/hands.mjs';
import { accountList } from './fixtures/pastes.mjs';
import { certificate, connection, foundAlike, passed, Platform, problem, trust, values } from './fixtures/platform.mjs';
import { handBack } from './fixtures/screens/routes.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

/** Somebody with a keyboard, at a platform that plays. */
async function sat(t, script, options) {
  const platform = new Platform({ lookup: foundAlike, ...script });
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  const admin = Object.assign(new Admin(visit, values), { platform });
  await admin.heading('Choose how to connect').waitFor();
  const hands = await new Hands(admin).ready();
  return { admin, hands, page: visit.page, visit, keyboard: visit.page.keyboard };
}

/** From the chosen route to another one: arrows move the choice. */
async function chosen({ hands, keyboard }, from, to, key) {
  await hands.to(from);
  for (let presses = 0; !(await hands.name()).startsWith(to); presses++) {
    assert.ok(presses < 6, `${key} does not lead to ${to}`);
    await keyboard.press(key);
  }
}

/** “Connect subscription”, to the end. */
async function connected({ admin, hands, visit }) {
  await hands.press('Connect subscription', 'Space');
  await visit.event('ac-connected');
  await hands.has('Azure is connected');
  await hands.press('Close');
  assert.equal((await visit.event('ac-exit')).reason, 'finished');
  await hands.done();
  return admin;
}

test('the portal route, with a secret', async (t) => {
  const one = await sat(t);
  const { admin, hands, keyboard } = one;
  await chosen(one, 'Cloud Shell', 'Azure portal', 'ArrowDown');
  await admin.heading('Choose how to connect').waitFor(); // Choosing moves nobody.
  const asked = {
    'Register the app': ['clientId', 'tenantId'],
    'Create a secret': ['clientSecret', 'expiresOn'],
    'Choose the subscription': ['subscriptionId'],
  };
  for (const [index, step] of PORTAL_STEPS.slice(0, -1).entries()) {
    for (const name of asked[step] ?? []) await hands.type(LABELS[name], admin.values[name]);
    if (step === 'Create a secret') {
      await hands.to('Show secret', 'Shift+Tab');
      await keyboard.press('Space');
      await hands.has('Hide secret');
      await keyboard.press('Space');
    }
    if (step === 'Create the role') {
      await hands.press('Copy role JSON', 'Space');
      await admin.widget.getByRole('status').getByText('Copied role JSON').waitFor();
      await hands.press('What the role allows', 'Enter');
      await hands.type('Filter operations', 'disks write');
      await admin.widget.getByText(/^\d+ of 85 operations$/).waitFor();
    }
    await hands.goOn(PORTAL_STEPS[index + 1]);
  }
  await connected(one);
});

test('the portal route, with a federated credential and with a certificate', async (t) => {
  const one = await sat(t);
  const { admin, hands, keyboard } = one;
  await chosen(one, 'Cloud Shell', 'Azure portal', 'ArrowDown');
  await hands.goOn('Register the app');
  for (const name of ['clientId', 'tenantId']) await hands.type(LABELS[name], admin.values[name]);
  await hands.goOn('Create a secret');
  await chosen(one, 'Client secret', 'Federated credential', 'ArrowDown');
  await admin.widget.getByText(trust.subject).waitFor();
  await hands.press('Copy subject');
  await admin.widget.getByRole('status').getByText('Copied subject').waitFor();
  await hands.to('Federated credential', 'Shift+Tab');
  await keyboard.press('ArrowDown');
  await admin.widget.getByText(certificate.thumbprint).waitFor();
  await hands.press('Copy thumbprint');
  await admin.widget.getByRole('status').getByText('Copied thumbprint').waitFor();
  await hands.goOn('Choose the subscription');
  await hands.type(LABELS.subscriptionId, admin.values.subscriptionId);
  for (const step of PORTAL_STEPS.slice(4)) await hands.goOn(step);
  await connected(one);
});

test('a script, and its line back', async (t) => {
  const one = await sat(t);
  const { admin, hands } = one;
  await hands.to('Cloud Shell');
  await hands.goOn('Run the script');
  await hands.press('Copy script');
  await admin.widget.getByRole('status').getByText('Copied script').waitFor();
  await hands.paste('Paste from Azure', handBack(admin.values));
  await admin.widget.locator('.pasted').getByText('5 values filled in').waitFor();
  await hands.goOn('Check and connect');
  await connected(one);
});

test('the values, one of many subscriptions, and the questions of the platform', async (t) => {
  const extras = [{ name: 'region', label: 'Region', type: 'select', required: true, options: [{ value: 'eu', label: 'Europe' }, { value: 'us', label: 'America' }] }];
  const one = await sat(t, {}, { profile: (own) => ({ ...own, extras }) });
  const { admin, hands, keyboard } = one;
  await chosen(one, 'Cloud Shell', 'I have the values', 'ArrowUp');
  await hands.goOn('Enter your values');
  await hands.goOn('There is a problem');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await hands.has(LABELS.clientId);
  for (const name of ['clientId', 'tenantId', 'clientSecret', 'expiresOn']) await hands.type(LABELS[name], admin.values[name]);
  await hands.to('Europe');
  await keyboard.press('Space');
  await hands.to('Paste from Azure', 'Shift+Tab');
  await hands.paste('Paste from Azure', accountList(values, 300));
  await hands.press('Choose a subscription');
  await keyboard.press('Escape');
  await hands.has('Choose a subscription');
  await keyboard.press('Enter');
  await keyboard.type('harbor');
  await keyboard.press('Enter');
  await admin.widget.locator('#pasted').waitFor();
  assert.equal(await admin.field('subscriptionId').inputValue(), values.subscriptionId);
  await hands.goOn('Check and connect');
  await hands.press('Change Secret expires on');
  await admin.heading('Enter your values').waitFor();
  await hands.goOn('Check and connect');
  await connected(one);
});

test('a refusal is told, and the way on is a key', async (t) => {
  const one = await sat(t, { create: [problem(401, 'signed-out'), 'silence', { ...connection('connected', passed), status: 201 }] });
  const { admin, hands } = one;
  await chosen(one, 'Cloud Shell', 'I have the values', 'ArrowUp');
  await hands.goOn('Enter your values');
  for (const name of ['clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId']) await hands.type(LABELS[name], admin.values[name]);
  await hands.goOn('Check and connect');
  await hands.press('Close');
  await hands.has('Keep going');
  await one.keyboard.press('Escape');
  await hands.has('Close');
  await hands.goOn('You have been signed out', 'Connect subscription');
  await hands.press('I have signed in again');
  await hands.press('Stop');
  await hands.has('Stopped');
  await hands.press('Try again');
  await hands.has('Azure is connected');
  await hands.done();
});

test('a connection is renamed, gets another secret and is removed', async (t) => {
  const made = { ...connection('connected', passed, { name: 'Production' }).json };
  const update = ({ body }) => ({ json: { ...made, ...(body.name && { name: body.name }) } });
  const one = await sat(t, { list: { json: { items: [made] } }, read: { json: made }, update, delete: { status: 204 } });
  const { admin, hands, keyboard, visit } = one;
  await hands.goOn('Azure connections', 'Show connections');
  await hands.goOn('Production', 'Production');
  await hands.press('Rename');
  await admin.heading('Rename').waitFor();
  await hands.type(LABELS.name, 'Ours');
  await hands.press('Save');
  await visit.event('ac-updated');
  await admin.heading('Ours').waitFor();
  await hands.press('Replace secret');
  await admin.heading('Replace secret').waitFor();
  await hands.type(LABELS.clientSecret, values.clientSecret);
  await hands.type(LABELS.expiresOn, admin.values.expiresOn);
  await hands.press('Replace secret');
  await admin.widget.getByText('The new credential works.').waitFor();
  await hands.press('Remove connection');
  await admin.heading('Remove connection').waitFor();
  await hands.to('Cancel');
  await keyboard.press('Enter');
  await hands.press('Remove connection');
  await admin.heading('Remove connection').waitFor();
  await hands.press('Remove connection');
  await admin.heading('The connection is removed').waitFor();
  await visit.event('ac-removed');
  await hands.done();
});
