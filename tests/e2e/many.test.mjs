// Many subscriptions, a management group, the platform's own questions: with the real host and the simulated Azure.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { useConnections } from './fixtures/connected.mjs';
import { accountList, pasteInto } from './fixtures/pastes.mjs';
import { root } from './fixtures/places.mjs';

const EXTRAS = [
  { name: 'cost', label: 'Cost centre', type: 'text', help: 'As on your invoices.' },
  {
    name: 'region',
    label: 'Where should we start?',
    type: 'select',
    required: true,
    options: [{ value: 'eu', label: 'Europe' }, { value: 'us', label: 'America' }],
  },
  {
    name: 'teams',
    label: 'Team access',
    type: 'multi-select',
    help: 'Who sees what is connected.',
    options: [{ value: 't1', label: 'Platform' }, { value: 't2', label: 'Data' }, { value: 't3', label: 'Web' }],
  },
];

const scratch = await mkdtemp(join(tmpdir(), 'azure-connect-many-'));
after(() => rm(scratch, { recursive: true, force: true }));
const profile = JSON.parse(await readFile(join(root, 'www/profiles/demo.json'), 'utf8'));
Object.assign(profile, { scope: { subscriptions: 'many', managementGroup: true }, extras: EXTRAS });
const file = join(scratch, 'profile.json');
await writeFile(file, JSON.stringify(profile));

const setting = useConnections({ profile: file, deadlineSeconds: 3 });

/** An admin whose page has the same profile; `extras` with the questions, which the host then asks for too. */
async function admin(t, options = {}) {
  const one = await setting.admin(t, { profile, ...options });
  return one;
}

const group = (one) => one.widget.getByRole('radio', { name: /^A management group/ });
const answerAll = (one) => one.widget.getByRole('radio', { name: 'Europe' }).check();

/** To the fields of “I have the values”, all but the scope filled in. */
async function toValues(one) {
  await one.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await one.goOn('Enter your values');
  await one.fill('clientId', 'tenantId', 'clientSecret', 'expiresOn');
  await answerAll(one);
}

/** The field of a subscription, from 1. */
const subscription = (one, number) =>
  one.widget.getByLabel(number === 1 ? 'Subscription ID' : `Subscription ID ${number}`, { exact: true });

const path = (id) => `/subscriptions/${id}`;

test('two subscriptions are added one by one, reviewed, and connected', async (t) => {
  const one = await admin(t);
  const { subscriptionId, otherSubscriptionId } = one.values;
  await toValues(one);
  await subscription(one, 1).fill(subscriptionId);
  await one.press('Add another subscription');
  assert.ok(await subscription(one, 2).evaluate((field) => field === field.getRootNode().activeElement));
  await subscription(one, 2).fill(subscriptionId);
  await one.widget.getByText('That is the same as subscription 1 of this list').first().waitFor();
  await subscription(one, 2).fill(otherSubscriptionId);
  await one.visit.accessible();
  await one.goOn('Check and connect');
  for (const id of [subscriptionId, otherSubscriptionId]) await one.widget.getByText(id).first().waitFor();
  await one.visit.accessible();
  await one.connect();
  await one.visit.event('ac-connected');
  await one.widget.getByText('signed in to all your subscriptions').waitFor();
  const [connection] = await setting.connections();
  assert.deepEqual(connection.scopes.toSorted(), [subscriptionId, otherSubscriptionId].map(path).toSorted());
  assert.equal(await one.widget.locator('details.group[data-state="pass"]').count(), 2);
  await one.visit.accessible();
});

test('a list is pasted into the field, and one that is cut is told at its own place', async (t) => {
  const one = await admin(t);
  const { subscriptionId, otherSubscriptionId } = one.values;
  await toValues(one);
  await pasteInto(subscription(one, 1), `${subscriptionId}\n${otherSubscriptionId}\n${subscriptionId.slice(0, 30)}\n`);
  await subscription(one, 3).waitFor();
  assert.equal(await subscription(one, 1).inputValue(), subscriptionId);
  await one.press('Continue');
  const problem = one.widget.getByRole('group', { name: 'There is a problem' }).getByRole('button');
  assert.equal(await problem.count(), 1);
  await problem.click();
  assert.ok(await subscription(one, 3).evaluate((field) => field === field.getRootNode().activeElement));
  await one.visit.accessible();
  await one.press('Remove subscription 3');
  await one.goOn('Check and connect');
  await one.press('Change Subscription ID');
  assert.equal(await subscription(one, 2).inputValue(), otherSubscriptionId);
});

test('one of two lacks the role: the other is shown to work, and both do once it is mended', async (t) => {
  const one = await admin(t);
  const { subscriptionId, otherSubscriptionId } = one.values;
  await setting.backend.azure('/unassign', { scope: path(otherSubscriptionId) });
  await toValues(one);
  await subscription(one, 1).fill(`${subscriptionId}, ${otherSubscriptionId}`);
  await one.goOn('Check and connect');
  await one.connect();
  await one.heading('1 of 2 subscriptions works').waitFor();
  const of = (id) => one.widget.locator('details.group').filter({ hasText: id });
  await of(subscriptionId).getByText('Works', { exact: true }).waitFor();
  await of(otherSubscriptionId).getByText('Does not work yet').waitFor();
  assert.equal(await of(subscriptionId).getAttribute('open'), null);
  assert.equal(await of(otherSubscriptionId).getAttribute('open'), '');
  await one.visit.accessible();
  await setting.backend.azure('/assign', { scope: path(otherSubscriptionId) });
  await one.press('Check again');
  await one.visit.event('ac-connected');
  assert.equal((await setting.connections()).length, 1);
});

test('those that work are connected without the others', async (t) => {
  const one = await admin(t);
  const { subscriptionId, otherSubscriptionId } = one.values;
  await setting.backend.azure('/unassign', { scope: path(otherSubscriptionId) });
  await toValues(one);
  await subscription(one, 1).fill(`${subscriptionId}, ${otherSubscriptionId}`);
  await one.goOn('Check and connect');
  await one.connect();
  await one.press('Go on with the one that works');
  await one.visit.event('ac-connected');
  const [connection, ...others] = await setting.connections();
  assert.deepEqual([connection.scopes, others], [[path(subscriptionId)], []]);
});

test('a management group takes the place of subscriptions', async (t) => {
  const one = await admin(t);
  const { managementGroupId } = one.values;
  assert.ok(managementGroupId);
  await toValues(one);
  await group(one).check();
  const field = one.widget.getByLabel('Management group ID', { exact: true });
  await one.press('Continue');
  await one.widget.getByRole('button', { name: 'Enter the Management group ID.' }).click();
  await field.fill(one.values.clientSecret);
  assert.equal(await field.inputValue(), '');
  await field.fill(managementGroupId);
  await one.visit.accessible();
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
  const [connection] = await setting.connections();
  assert.deepEqual(connection.scopes, [`/providers/Microsoft.Management/managementGroups/${managementGroupId}`]);
});

test('the portal route speaks of the management group, and leads to its pages', async (t) => {
  const one = await admin(t);
  await one.walkPortal('Choose the subscription');
  await group(one).check();
  await one.heading('Choose the management group').waitFor();
  const link = one.widget.getByRole('link', { name: /^Open “Management groups”/ });
  assert.match(await link.getAttribute('href'), /Microsoft_Azure_ManagementGroups/);
  await one.widget.getByLabel('Management group ID', { exact: true }).fill('harbor');
  await answerAll(one);
  await one.goOn('Create the role');
  await one.widget.getByText('/providers/Microsoft.Management/managementGroups/harbor').first().waitFor();
  await one.goOn('Assign the role');
  await one.widget.getByText('on your management group and all that is below it').waitFor();
  await one.visit.accessible();
});

test('the portal route names each subscription on which the role is assigned', async (t) => {
  const one = await admin(t);
  const { subscriptionId, otherSubscriptionId } = one.values;
  await one.walkPortal('Choose the subscription');
  await subscription(one, 1).fill(`${subscriptionId} ${otherSubscriptionId}`);
  await answerAll(one);
  await one.goOn('Create the role');
  await one.goOn('Assign the role');
  const links = one.widget.getByRole('link', { name: /^Open its access control/ });
  const found = await links.evaluateAll((all) => all.map((link) => link.href));
  assert.equal(found.length, 2);
  assert.ok(found[1].includes(otherSubscriptionId));
  await one.visit.accessible();
});

test('several of many that az lists are chosen with the keyboard, and keep their names', async (t) => {
  const one = await admin(t);
  await toValues(one);
  await pasteInto(one.widget.getByLabel('Paste from Azure'), accountList(one.values, 300));
  await one.press('Choose subscriptions');
  const search = one.widget.getByLabel('Name or ID');
  await search.fill('harbor');
  await one.page.keyboard.press('ArrowDown');
  await one.page.keyboard.press('Space');
  await search.fill('production 4');
  await one.page.keyboard.press('ArrowDown');
  await one.page.keyboard.press('Space');
  await one.button('Use 2 subscriptions').waitFor();
  await one.visit.accessible();
  await one.page.keyboard.press('Enter');
  await one.widget.getByText('2 of 300 subscriptions are chosen').waitFor();
  assert.equal(await subscription(one, 2).inputValue(), one.values.subscriptionId);
  await one.widget.getByText('Harbor · ').waitFor();
});

test('the questions are asked, sent, and answered anew where they are refused', async (t) => {
  let refuse = true;
  const one = await admin(t, {
    before: (page) =>
      page.route('**/api/azure/connections', (route) => {
        if (route.request().method() !== 'POST' || !refuse) return route.continue();
        refuse = false;
        const errors = [{ pointer: '/extras/teams', code: 'not-yours', detail: 'You are not in team Web.' }];
        const body = { type: 'urn:test:fields', title: 'No', status: 422, errors };
        return route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify(body) });
      }),
  });
  await one.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await one.goOn('Enter your values');
  await one.fill('clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId');
  await one.press('Continue');
  await one.widget.getByRole('button', { name: 'Choose an answer to “Where should we start?”.' }).click();
  assert.ok(await one.widget.getByRole('radio', { name: 'Europe' }).evaluate((it) => it === it.getRootNode().activeElement));
  await one.visit.accessible();
  const cost = one.widget.getByLabel('Cost centre');
  await cost.fill(one.values.clientSecret);
  assert.equal(await cost.inputValue(), '');
  await cost.fill('4711');
  await one.widget.getByRole('radio', { name: 'America' }).check();
  await one.widget.getByRole('checkbox', { name: 'Web' }).check();
  await one.widget.getByRole('checkbox', { name: 'Platform' }).check();
  await one.goOn('Check and connect');
  await one.widget.getByText('Platform, Web').waitFor();
  await one.connect();
  await one.widget.getByText('You are not in team Web.').first().waitFor();
  await one.widget.getByRole('checkbox', { name: 'Web' }).uncheck();
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
  const [connection] = await setting.connections();
  assert.deepEqual(connection.extras, { cost: '4711', region: 'us', teams: ['t1'] });
});

test('a reload keeps subscriptions and answers', async (t) => {
  const one = await admin(t);
  const { subscriptionId, otherSubscriptionId } = one.values;
  await toValues(one);
  await subscription(one, 1).fill(`${subscriptionId} ${otherSubscriptionId}`);
  await one.widget.getByRole('checkbox', { name: 'Data' }).check();
  await one.page.reload();
  await one.heading('Enter your values').waitFor();
  assert.equal(await subscription(one, 2).inputValue(), otherSubscriptionId);
  assert.ok(await one.widget.getByRole('checkbox', { name: 'Data' }).isChecked());
  assert.ok(await one.widget.getByRole('radio', { name: 'Europe' }).isChecked());
});
