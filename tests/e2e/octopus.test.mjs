// Octopus Deploy: saved, then tested by a task that is asked until it ends. A secret, or OIDC.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Octopus } from '../../www/demo/platforms/octopus.mjs';
import { abroad, shipped, useStage, values } from './fixtures/platforms/stage.mjs';

/** Asked more often than in real life. */
const octopus = await shipped('octopus');
Object.assign(octopus.endpoint.requests.test.poll, { every: 1, giveUp: 10 });
const stage = useStage(octopus, (options) => new Octopus(options));
const ACCOUNTS = '/api/octopus/api/Spaces-1/accounts';
const TASKS = '/api/octopus/api/tasks';
const NEXT = 'xN58Q~the-next-one-made-up-0123456789abcd';

/** The documented body, byte for byte. */
function body({ name = 'Azure', password = `{"HasValue":true,"NewValue":"${values.clientSecret}"}`, cloud = '', login = '', management = '', environments = '[]' } = {}) {
  return `{"AccountType":"AzureServicePrincipal","Name":"${name}","Description":"","SubscriptionNumber":"${values.subscriptionId}","TenantId":"${values.tenantId}","ClientId":"${values.clientId}","Password":${password},"AzureEnvironment":"${cloud}","ActiveDirectoryEndpointBaseUri":"${login}","ResourceManagementEndpointBaseUri":"${management}","TenantedDeploymentParticipation":"Untenanted","TenantTags":[],"TenantIds":[],"EnvironmentIds":${environments}}`;
}

function tested(id) {
  return `{"Name":"TestAccount","Description":"Test Azure account","SpaceId":"Spaces-1","Arguments":{"AccountId":"${id}"}}`;
}

const changes = ({ sent }) => sent.filter(({ method }) => method !== 'GET').map(({ method, url, text }) => [method, url, text]);

/** To the answers, on the route for those who have the values. */
async function toAnswers(visit, { name } = {}) {
  const { admin, widget } = visit;
  await widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  await admin.fill('clientId', 'tenantId', 'clientSecret', 'subscriptionId');
  if (name) await widget.getByLabel('Account name', { exact: true }).fill(name);
}

async function connected(visit, options) {
  await toAnswers(visit, options);
  await visit.admin.goOn('Check and connect');
  await visit.admin.press('Save and Test');
  return (await visit.event('ac-connected', { timeout: 60_000 })).id;
}

async function opened(visit) {
  const id = await connected(visit, { name: 'Production' });
  await visit.admin.press('Show connections');
  await visit.widget.getByRole('button', { name: /^Production/ }).click();
  await visit.admin.heading('Production').waitFor();
  return id;
}

test('from the first screen to an account that was saved and tested', async (t) => {
  const visit = await stage.visit(t);
  const { admin, widget, platform } = visit;
  await widget.getByText('subscription, tenant, application and its password').waitFor();
  await widget.getByRole('radio', { name: /^Azure portal/ }).check();
  for (const [step, ...fields] of [
    ['Register the app', 'clientId', 'tenantId'],
    ['Create a secret', 'clientSecret'],
    ['Choose the subscription', 'subscriptionId'],
    ['Assign the role'],
    ['Check and connect'],
  ]) {
    await admin.goOn(step);
    await admin.fill(...fields);
    if (step === 'Choose the subscription') await widget.getByLabel('Production', { exact: true }).check();
  }
  await admin.press('Save and Test');
  await visit.event('ac-connected', { timeout: 60_000 });
  await visit.accessible();
  assert.deepEqual(changes(visit), [
    ['POST', ACCOUNTS, body({ environments: '["Environments-3"]' })],
    ['POST', TASKS, tested('Accounts-1')],
  ]);
  assert.ok(platform.of('look').length >= 3, 'the task was asked until it ended');
  assert.equal(await abroad(visit, values.clientSecret), 0);
});

test('another cloud brings its endpoints along', async (t) => {
  const visit = await stage.visit(t);
  await visit.widget.getByLabel('Cloud', { exact: true }).selectOption({ label: 'Azure US Government' });
  await connected(visit);
  const gov = { cloud: 'AzureUSGovernment', login: 'https://login.microsoftonline.us/', management: 'https://management.usgovcloudapi.net/' };
  assert.deepEqual(changes(visit)[0], ['POST', ACCOUNTS, body(gov)]);
});

test('OIDC needs no secret: issuer and subject come from the page, and no password is sent', async (t) => {
  const visit = await stage.visit(t);
  const { admin, widget } = visit;
  await toAnswers(visit);
  await widget.getByRole('radio', { name: /^Federated credential/ }).check();
  await widget.getByText('https://octopus.example.com', { exact: true }).waitFor();
  await widget.getByText('space:default', { exact: true }).waitFor();
  await admin.goOn('Check and connect');
  await admin.press('Save and Test');
  await visit.event('ac-connected', { timeout: 60_000 });
  const [[, , text]] = changes(visit);
  const sent = JSON.parse(text);
  assert.equal(sent.AccountType, 'AzureOidc');
  assert.equal(sent.Audience, 'api://AzureADTokenExchange');
  assert.equal('Password' in sent, false);
  assert.equal(text.includes(values.clientSecret), false);
});

test('an account whose test fails is there all the same, and the next try replaces it', async (t) => {
  const visit = await stage.visit(t, { known: { ...values, clientSecret: NEXT } });
  const { admin, widget, platform } = visit;
  platform.looks = 1;
  await toAnswers(visit);
  await admin.goOn('Check and connect');
  await admin.press('Save and Test');
  await visit.event('ac-failed', { timeout: 60_000 });
  await widget.getByText('Azure knows the app, but not this secret.').filter({ visible: true }).first().waitFor();
  await visit.accessible();
  await admin.press('Your answers');
  await widget.getByRole('button', { name: 'Change Client secret value' }).click();
  await admin.field('clientSecret').fill(NEXT);
  await admin.goOn('Check and connect');
  await admin.press('Save and Test');
  await visit.event('ac-connected', { timeout: 60_000 });
  assert.deepEqual(
    changes(visit).map(([method, url]) => [method, url]),
    [
      ['POST', ACCOUNTS],
      ['POST', TASKS],
      ['PUT', `${ACCOUNTS}/Accounts-1`],
      ['POST', TASKS],
    ],
  );
  assert.deepEqual(changes(visit)[2][2], body({ password: `{"HasValue":true,"NewValue":"${NEXT}"}` }));
});

test('a test that never ends is given up, said, and can be run again', async (t) => {
  const visit = await stage.visit(t);
  const { admin, platform } = visit;
  platform.looks = Infinity;
  await toAnswers(visit);
  await admin.goOn('Check and connect');
  await admin.press('Save and Test');
  await visit.event('ac-failed', { timeout: 60_000 });
  await visit.accessible();
  assert.equal(visit.events.some(({ type }) => type === 'ac-connected'), false);
  platform.looks = 0;
  await admin.press('Check again');
  await visit.event('ac-connected', { timeout: 60_000 });
  assert.equal(platform.of('create').length, 1, 'no second account');
});

test('an account is renamed, rotated and removed', async (t) => {
  const visit = await stage.visit(t);
  const id = await opened(visit);
  const { admin, widget } = visit;
  await admin.press('Rename');
  await widget.getByLabel('Account name', { exact: true }).fill('Staging');
  await admin.press('Save');
  await admin.heading('Staging').waitFor();
  const last = () => changes(visit).filter(([, url]) => url !== TASKS).at(-1);
  assert.deepEqual(last(), ['PUT', `${ACCOUNTS}/${id}`, body({ name: 'Staging', password: '{"HasValue":true}' })]);
  await admin.press('Replace secret');
  await admin.field('clientSecret').fill(NEXT);
  await admin.press('Replace secret');
  await visit.event('ac-updated', { after: visit.events.findIndex(({ type }) => type === 'ac-updated') + 1 });
  assert.deepEqual(last(), ['PUT', `${ACCOUNTS}/${id}`, body({ name: 'Staging', password: `{"HasValue":true,"NewValue":"${NEXT}"}` })]);
  assert.equal(await abroad(visit, NEXT), 0);
  await admin.widget.getByRole('button', { name: 'Remove connection', exact: true }).first().click();
  await admin.heading('Remove connection').waitFor();
  await admin.press('Remove connection');
  assert.deepEqual(await visit.event('ac-removed'), { id });
  assert.deepEqual(last(), ['DELETE', `${ACCOUNTS}/${id}`, '']);
});

for (const odd of ['html', 'empty']) {
  test(`a saving that is answered with ${odd} tests nothing and makes no second account`, async (t) => {
    const visit = await stage.visit(t);
    visit.platform.knobs.create = odd;
    await toAnswers(visit);
    await visit.admin.goOn('Check and connect');
    await visit.admin.press('Save and Test');
    await visit.event('ac-failed', { timeout: 60_000 });
    assert.equal(visit.platform.of('test').length, 0);
    assert.equal(visit.events.some(({ type }) => type === 'ac-connected'), false);
  });
}
