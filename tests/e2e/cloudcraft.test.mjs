// Cloudcraft: any number of accounts, team access, and answers that carry the secret back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cloudcraft } from '../../www/demo/platforms/cloudcraft.mjs';
import { abroad, useStage, values } from './fixtures/platforms/stage.mjs';

const stage = useStage('cloudcraft', (options) => new Cloudcraft(options));
const NEXT = 'xN58Q~the-next-one-made-up-0123456789abcd';

/** The documented body, byte for byte. */
function body({ name = 'Azure', secret = values.clientSecret, teams = 'null' } = {}) {
  const clientSecret = secret ? `"clientSecret":"${secret}",` : '';
  return `{"name":"${name}","applicationId":"${values.clientId}","directoryId":"${values.tenantId}","subscriptionId":"${values.subscriptionId}",${clientSecret}"readAccess":${teams},"writeAccess":null}`;
}

const changes = ({ sent }) => sent.filter(({ method }) => method !== 'GET').map(({ method, url, text }) => [method, url, text]);

/** To a connection called Production, on the route for those who have the values. */
async function connected(visit) {
  const { admin, widget } = visit;
  await widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  await admin.fill('clientId', 'tenantId', 'clientSecret', 'subscriptionId');
  await widget.getByLabel('Account name', { exact: true }).fill('Production');
  await admin.goOn('Check and connect');
  await admin.press('Save Account');
  return (await visit.event('ac-connected')).id;
}

async function opened(visit) {
  const id = await connected(visit);
  await visit.admin.press('Show connections');
  await visit.admin.heading('Azure accounts').waitFor();
  await visit.widget.getByRole('button', { name: /^Production/ }).click();
  await visit.admin.heading('Production').waitFor();
  return id;
}

test('from the first screen to a saved account, and the echoed secret is nowhere', async (t) => {
  const visit = await stage.visit(t);
  const { admin, widget } = visit;
  await widget.getByRole('radio', { name: /^Azure portal/ }).check();
  for (const [step, ...fields] of [
    ['Register the app', 'clientId', 'tenantId'],
    ['Create a secret', 'clientSecret'],
    ['Choose the subscription', 'subscriptionId'],
    ['Assign the role'],
    ['Check and connect'],
  ]) {
    await admin.goOn(step);
    if (step === 'Register the app') await widget.getByText('Leave “Redirect URI” empty.').waitFor();
    if (step === 'Create a secret') await widget.getByText('about 730 days').waitFor();
    // How many subscriptions one account covers.
    if (step === 'Choose the subscription') await widget.getByText('For another one, connect again: there is no limit.').waitFor();
    await admin.fill(...fields);
    if (step === 'Choose the subscription') await widget.getByLabel('Networking', { exact: true }).check();
  }
  await admin.press('Save Account');
  await visit.event('ac-connected');
  await admin.heading('The account is saved').waitFor();
  await visit.accessible();
  assert.deepEqual(changes(visit), [
    ['POST', '/api/cloudcraft/azure/account', body({ teams: '["b2e1d8cf-team-networking"]' })],
  ]);
  assert.equal(await abroad(visit, values.clientSecret), 0);
});

test('an account is renamed, its teams are changed, and the secret stays where it is', async (t) => {
  const visit = await stage.visit(t);
  const id = await opened(visit);
  const { admin, widget } = visit;
  await admin.press('Rename');
  await widget.getByLabel('Account name', { exact: true }).fill('Staging');
  await admin.press('Save');
  await admin.heading('Staging').waitFor();
  assert.deepEqual(changes(visit).at(-1), ['PUT', `/api/cloudcraft/azure/account/${id}`, body({ name: 'Staging', secret: '' })]);
  await admin.press('Change settings');
  await widget.getByLabel('Security', { exact: true }).check();
  await admin.press('Save');
  await admin.heading('Staging').waitFor();
  const teams = '["c3d2e9b0-team-security"]';
  assert.deepEqual(changes(visit).at(-1), ['PUT', `/api/cloudcraft/azure/account/${id}`, body({ name: 'Staging', secret: '', teams })]);
  assert.equal(await abroad(visit, values.clientSecret), 0, 'the answers had it');
});

test('a secret is replaced', async (t) => {
  const visit = await stage.visit(t);
  const id = await opened(visit);
  const { admin } = visit;
  await admin.press('Replace secret');
  await admin.field('clientSecret').fill(NEXT);
  await admin.press('Replace secret');
  await visit.event('ac-updated');
  assert.deepEqual(changes(visit).at(-1), ['PUT', `/api/cloudcraft/azure/account/${id}`, body({ name: 'Production', secret: NEXT })]);
  assert.equal(await abroad(visit, NEXT), 0);
});

test('an account is removed after asking', async (t) => {
  const visit = await stage.visit(t);
  const id = await opened(visit);
  const { admin } = visit;
  await admin.press('Remove connection');
  await admin.heading('Remove connection').waitFor();
  await admin.press('Remove connection');
  assert.deepEqual(await visit.event('ac-removed'), { id });
  assert.deepEqual(changes(visit).at(-1), ['DELETE', `/api/cloudcraft/azure/account/${id}`, '']);
});

for (const odd of ['html', 'no-content', 'broken']) {
  test(`an account whose saving is answered with ${odd} is looked for, and no second one is made`, async (t) => {
    const visit = await stage.visit(t);
    const { admin, platform, widget } = visit;
    platform.knobs.create = odd;
    await widget.getByRole('radio', { name: /^I have the values/ }).check();
    await admin.goOn('Enter your values');
    await admin.fill('clientId', 'tenantId', 'clientSecret', 'subscriptionId');
    await admin.goOn('Check and connect');
    await admin.press('Save Account');
    await visit.event('ac-failed', { timeout: 60_000 });
    assert.ok(platform.of('create').length >= 1);
    assert.equal(visit.events.some(({ type }) => type === 'ac-connected'), false);
    assert.equal(await abroad(visit, values.clientSecret), 0);
  });
}

test('an account that was saved although the answer broke off is found in the list', async (t) => {
  const visit = await stage.visit(t, { except: /ERR_CONTENT_LENGTH_MISMATCH/ });
  const { admin, platform, widget } = visit;
  platform.knobs.create = (request) => {
    platform.create(request.body ? request : { ...request, body: JSON.parse(request.text) });
    return 'abort';
  };
  await widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  await admin.fill('clientId', 'tenantId', 'clientSecret', 'subscriptionId');
  await admin.goOn('Check and connect');
  await admin.press('Save Account');
  await visit.event('ac-connected', { timeout: 60_000 });
  assert.equal(platform.of('create').length, 1);
  const { body: shown } = platform.list();
  assert.equal(JSON.parse(shown).accounts.length, 1);
});
