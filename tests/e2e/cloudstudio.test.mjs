// CloudStudio takes four keys by hand: the wizard ends with them, and sends nothing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { abroad, useStage, values } from './fixtures/platforms/stage.mjs';

const stage = useStage('cloudstudio');

const KEYS = [
  ['AZURE_TENANT_ID', values.tenantId],
  ['AZURE_CLIENT_ID', values.clientId],
  ['AZURE_CLIENT_SECRET', values.clientSecret],
  ['AZURE_SUBSCRIPTION_ID', values.subscriptionId],
];
const FILE = KEYS.map(([name, value]) => `${name}=${value}\n`).join('');

/** Through the portal's steps, to the answers. */
async function toAnswers({ admin }, look = async () => {}) {
  await admin.widget.getByRole('radio', { name: /^Azure portal/ }).check();
  const steps = [
    ['Register the app', 'clientId', 'tenantId'],
    ['Create a secret', 'clientSecret', 'expiresOn'],
    ['Choose the subscription', 'subscriptionId'],
    ['Assign the role'],
    ['Check and take the keys'],
  ];
  for (const [step, ...fields] of steps) {
    await admin.goOn(step);
    await look(step);
    await admin.fill(...fields);
  }
}

async function toKeys(visit) {
  await toAnswers(visit);
  await visit.admin.press('Show the keys');
  await visit.admin.heading('Your keys for CloudStudio').waitFor();
}

const secretAbroad = (visit) => abroad(visit, values.clientSecret);

test('leads from the first screen to the four keys, and nothing is sent', async (t) => {
  const visit = await stage.visit(t);
  const { admin, widget, page } = visit;
  await widget.getByText('If you work with az login where CloudStudio runs').waitFor();
  const requests = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  await toAnswers(visit, async (step) => {
    if (step === 'Register the app') await widget.getByText('lets other directories use the app too').waitFor();
    if (step === 'Assign the role') await widget.getByText('Without a role the keys open nothing').waitFor();
  });
  await widget.getByText('The secret is not sent.').waitFor();
  await admin.press('Show the keys');
  await admin.heading('Your keys for CloudStudio').waitFor();
  for (const [name, value] of KEYS) {
    await widget.getByText(name, { exact: true }).first().waitFor();
    if (name !== 'AZURE_CLIENT_SECRET') await widget.getByText(value, { exact: true }).waitFor();
  }
  await visit.accessible();
  assert.equal(await secretAbroad(visit), 0);
  assert.deepEqual(requests.filter((request) => !request.endsWith('.wasm')), []);
  assert.deepEqual(visit.sent, []);
});

test('copies each key and all of them, and then says what to do', async (t) => {
  const visit = await stage.visit(t);
  const { admin, widget } = visit;
  await toKeys(visit);
  for (const [name, value] of KEYS.filter(([name]) => name !== 'AZURE_CLIENT_SECRET')) {
    await admin.press(`Copy ${name}`);
    await widget.getByText(`Copied ${name}`).waitFor();
    assert.equal(await visit.clipboard(), value);
  }
  // Without the secret, nobody has the keys yet.
  await admin.heading('Your keys for CloudStudio').waitFor();
  await admin.press('Copy AZURE_CLIENT_SECRET');
  await admin.heading('You have the keys').waitFor();
  assert.equal(await visit.clipboard(), values.clientSecret);
  await admin.press('Copy all keys');
  await widget.getByText('Copied all keys').waitFor();
  assert.equal(await visit.clipboard(), FILE);
  for (const words of ['choose “add secret”', 'the names are still to be confirmed', 'Set the new secret to the environment']) {
    await widget.getByText(words).waitFor();
  }
  await admin.press('Clear the clipboard');
  await widget.getByText('The clipboard is empty.').waitFor();
  assert.equal(await visit.clipboard(), '');
  assert.equal(await secretAbroad(visit), 0);
  await visit.accessible();
  await admin.press('Close');
  const { reason, step } = await visit.event('ac-exit');
  assert.deepEqual({ reason, step }, { reason: 'finished', step: 'connect' });
  const names = new Set(visit.events.map(({ type }) => type));
  for (const never of ['ac-submit', 'ac-created', 'ac-status', 'ac-connected', 'ac-failed']) assert.ok(!names.has(never), never);
});

test('offers them as a file', async (t) => {
  const visit = await stage.visit(t);
  await toKeys(visit);
  const [download] = await Promise.all([visit.page.waitForEvent('download'), visit.admin.press('Download .env')]);
  assert.equal(download.suggestedFilename(), 'azure.env');
  assert.equal(await readFile(await download.path(), 'utf8'), FILE);
  await visit.admin.heading('You have the keys').waitFor();
});

test('shows the secret only while it is asked to', async (t) => {
  const visit = await stage.visit(t);
  const { admin, widget } = visit;
  await toKeys(visit);
  assert.equal(await secretAbroad(visit), 0);
  await admin.press('Show secret');
  await widget.getByText(values.clientSecret, { exact: true }).waitFor();
  await admin.press('Hide secret');
  await widget.getByText(values.clientSecret, { exact: true }).waitFor({ state: 'detached' });
  assert.equal(await secretAbroad(visit), 0);
  // On the way back it is not there either, and the keys are shown anew.
  await admin.press('Show secret');
  await admin.press('Your answers');
  await admin.heading('Check and take the keys').waitFor();
  assert.equal(await secretAbroad(visit), 0);
  await admin.press('Show the keys');
  await admin.heading('Your keys for CloudStudio').waitFor();
  assert.equal(await secretAbroad(visit), 0);
});

test('asks before the keys are left behind', async (t) => {
  const visit = await stage.visit(t);
  const { admin } = visit;
  await toKeys(visit);
  await admin.press('Close');
  await admin.heading('Leave without the keys?').waitFor();
  await admin.press('Leave');
  assert.equal((await visit.event('ac-exit')).reason, 'closed');
  await admin.heading('Check and take the keys').waitFor();
  assert.equal(await secretAbroad(visit), 0);
});
