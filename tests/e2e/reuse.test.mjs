// A directory that was connected before: its app and its role are used again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { arm, AUTHORIZATION } from './fixtures/arm.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { connection, passed, Platform, strangers, values as scripted } from './fixtures/platform.mjs';

const setting = useConnections();

/** The served profile, at an endpoint that lists. */
const listing = (profile) => ({
  ...profile,
  endpoint: { ...profile.endpoint, operations: [...new Set([...profile.endpoint.operations, 'list'])] },
});

const OFFER = /^Use this app/;

function link(admin, name) {
  return admin.widget.getByRole('link', { name }).getAttribute('href');
}

test('a second subscription is connected with the app and the role that are there', async (t) => {
  const { backend } = setting;
  const first = await setting.admin(t, { profile: listing });
  const { values } = first;
  first.values.name = 'Production';
  await first.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await first.goOn('Enter your values');
  assert.equal(await first.widget.getByRole('button', { name: OFFER }).count(), 0, 'nothing is known yet');
  await first.fill('clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId', 'name');
  await first.goOn('Check and connect');
  await first.connect();
  await first.visit.event('ac-connected');

  const visit = await setting.visit(t, { profile: listing });
  const admin = new Admin(visit, { ...values, expiresOn: first.values.expiresOn });
  await admin.widget.getByRole('radio', { name: /^Azure portal/ }).check();
  await admin.goOn('Register the app');
  await admin.widget.getByText('“Production”', { exact: true }).waitFor();
  await visit.accessible();
  assert.match(await link(admin, /^Open “Register an application”/), /CreateApplicationBlade/);
  await admin.press(`Use this app, ${values.clientId}`);
  await admin.heading('You use an app that is connected already').waitFor();
  assert.equal(await admin.field('clientId').inputValue(), values.clientId);
  assert.equal(await admin.field('tenantId').inputValue(), values.tenantId);
  const app = `#@${values.tenantId}/view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/${values.clientId}`;
  assert.ok((await link(admin, /^Open the app that is there/)).endsWith(app));
  await visit.accessible();

  await admin.goOn('Create a secret');
  await admin.widget.getByText(/^Leave the other secrets alone/).waitFor();
  // What the admin does in Azure meanwhile: one more secret, and the old one stays.
  admin.values.clientSecret = (await backend.azure('/secret', {})).clientSecret;
  await admin.fill('clientSecret', 'expiresOn');
  await admin.goOn('Choose the subscription');
  await admin.fill('subscriptionId');
  await admin.widget.getByText(/connected with this app already, as “Production”/).waitFor();
  await visit.accessible();
  admin.values.subscriptionId = values.unassignedSubscriptionId;
  await admin.fill('subscriptionId');
  await admin.widget.getByText(/connected with this app already/).waitFor({ state: 'hidden' });

  await admin.goOn('Create the role');
  const scopes = [values.subscriptionId, values.unassignedSubscriptionId].map((id) => `/subscriptions/${id}`);
  const text = await admin.widget.getByRole('region', { name: 'role JSON' }).textContent();
  const role = JSON.parse(text);
  assert.deepEqual(role.properties.assignableScopes, scopes);
  const home = `#@${values.tenantId}/resource${scopes[0]}/users`;
  assert.ok((await link(admin, /^Open “Access control/)).endsWith(home), 'the new subscription does not list the role yet');
  await visit.accessible();

  // What the portal does with it: the role that is there, changed.
  const azure = await arm(backend, values);
  const { body } = await azure('GET', `${scopes[0]}/${AUTHORIZATION}/roleDefinitions`, '2022-04-01');
  const existing = body.value.find(({ properties }) => properties.roleName === role.properties.roleName);
  const path = `${scopes[0]}/${AUTHORIZATION}/roleDefinitions/${existing.name}`;
  const put = await azure('PUT', path, '2022-04-01', text);
  assert.equal(put.status, 201, JSON.stringify(put.body));
  const assigned = await azure('PUT', `${scopes[1]}/${AUTHORIZATION}/roleAssignments/${randomUUID()}`, '2022-04-01', {
    properties: { roleDefinitionId: path, principalId: values.principalId, principalType: 'ServicePrincipal' },
  });
  assert.equal(assigned.status, 201, JSON.stringify(assigned.body));

  await admin.goOn('Assign the role');
  const own = `#@${values.tenantId}/resource${scopes[1]}/users`;
  assert.ok((await link(admin, /^Open “Access control/)).endsWith(own));
  await admin.goOn('Check and connect');
  await admin.connect();
  await visit.event('ac-connected');
  const connections = await setting.connections();
  assert.deepEqual(connections.map(({ status }) => status), ['connected', 'connected']);
  assert.deepEqual(connections.map((one) => one.scopes).flat(), scopes);
});

/** How often the widget asked for the list. The page around it does so too, for its own use. */
function asked(platform) {
  return platform.of('list').filter(({ headers }) => headers.accept.includes('problem+json')).length;
}

/** A connection of a list, with ids of its own. */
function listed(more) {
  const { json } = connection('connected', passed);
  return { ...json, id: `c-${randomUUID()}`, ...more };
}

test('several apps are a choice, and a new app can be registered all the same', async (t) => {
  const other = strangers();
  const items = [
    listed({ name: 'Production' }),
    listed({ name: 'Staging', scopes: [`/subscriptions/${randomUUID()}`] }),
    listed({ tenantId: other.tenantId, clientId: other.clientId }),
    listed({ clientId: other.subscriptionId, status: 'failed' }),
  ];
  // A page at a time.
  const list = ({ url }) => ({
    json: url.endsWith('?after=1') ? { items: items.slice(1) } : { items: items.slice(0, 1), next: '?after=1' },
  });
  const platform = new Platform({ list });
  const visit = await setting.visit(t, { before: platform.attach, profile: listing });
  const admin = new Admin(visit, scripted);
  await admin.widget.getByRole('radio', { name: /^Azure portal/ }).check();
  await admin.goOn('Register the app');
  const offers = admin.widget.getByRole('button', { name: OFFER });
  await offers.nth(1).waitFor();
  assert.equal(await offers.count(), 2, 'what never worked is no offer');
  await admin.widget.getByText('“Production”, “Staging”', { exact: true }).waitFor();
  await admin.press(`Use this app, ${other.clientId}`);
  assert.equal(await admin.field('tenantId').inputValue(), other.tenantId);
  assert.equal(await offers.count(), 0);
  const focused = () => visit.page.evaluate(() => document.querySelector('azure-connect').shadowRoot.activeElement?.id);
  assert.equal(await focused(), 'clientId');
  await admin.press('Register a new app instead');
  assert.equal(await admin.field('clientId').inputValue(), '');
  assert.equal(await offers.count(), 2);
  await admin.widget.getByRole('link', { name: /^Open “Register an application”/ }).waitFor();
  assert.equal(asked(platform), 2, 'once, both pages');

  // By keyboard, on the other route, and after a reload.
  await admin.press('Back');
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  await admin.button(`Use this app, ${scripted.clientId}`).focus();
  await visit.page.keyboard.press('Enter');
  await admin.button('Use another app instead').waitFor();
  await visit.page.reload();
  await visit.ready({ after: visit.events.length });
  await admin.button('Use another app instead').waitFor();
  assert.equal(await admin.field('clientId').inputValue(), scripted.clientId);
});

for (const [name, answer] of [
  ['refused', { status: 500, body: 'no' }],
  ['broken', { json: { nothing: true } }],
  ['lost', 'abort'],
  ['empty', { json: { items: [] } }],
]) {
  test(`a list that is ${name} changes nothing`, async (t) => {
    const platform = new Platform({ list: answer });
    const except = /Failed to load resource/;
    const visit = await setting.visit(t, { before: platform.attach, profile: listing, except });
    const admin = new Admin(visit, scripted);
    await admin.walkPortal('Create the role');
    assert.equal(await admin.widget.getByRole('button', { name: OFFER }).count(), 0);
    const role = JSON.parse(await admin.widget.getByRole('region', { name: 'role JSON' }).textContent());
    assert.deepEqual(role.properties.assignableScopes, [`/subscriptions/${scripted.subscriptionId}`]);
  });
}

test('who does not list is not asked', async (t) => {
  const platform = new Platform();
  const without = (profile) => ({ ...profile, endpoint: { ...profile.endpoint, operations: ['create', 'read'] } });
  const visit = await setting.visit(t, { before: platform.attach, profile: without });
  const admin = new Admin(visit, scripted);
  await admin.walkPortal('Choose the subscription');
  assert.equal(asked(platform), 0);
});
