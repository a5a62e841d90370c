// The whole way: the script out of the wizard in Chromium, into a shell with the real Azure CLI, the line back
// into the same page, connected.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Admin } from '../e2e/fixtures/admin.mjs';
import { startBackend } from '../e2e/fixtures/backend.mjs';
import { launch, openPage } from '../e2e/fixtures/browser.mjs';
import { pasteInto } from '../e2e/fixtures/pastes.mjs';
import { startAzure } from './fixtures/azure.mjs';
import { handBack, openTerminal } from './fixtures/terminal.mjs';

let azure;
let backend;
let browser;
before(async () => {
  azure = await startAzure();
  const simulator = azure.simulator;
  // The test stops it: the host must not.
  backend = await startBackend({ azure: { said: simulator.said, stop: async () => {} } });
  browser = await launch({ whole: true });
  const jwks = await (await fetch(`${backend.url}/.well-known/jwks.json`)).json();
  await azure.sim('/issuer', { issuer: backend.url, jwks });
});
after(async () => {
  await browser?.close();
  await backend?.stop();
  await azure?.stop();
});

/** On the step with the script, as an admin with an empty page. */
async function atScript(t) {
  // The app is the same in every test: what one has connected would be in the way of the next.
  const { items } = await (await fetch(backend.endpoint)).json();
  for (const { id } of items) await fetch(`${backend.endpoint}/${id}`, { method: 'DELETE' });
  const visit = await openPage(browser, backend.url);
  t.after(async () => {
    await visit.close();
    visit.untroubled();
  });
  await visit.ready();
  const admin = new Admin(visit, azure.values);
  await admin.widget.getByRole('radio', { name: /^Cloud Shell/ }).check();
  await admin.goOn('Run the script');
  return admin;
}

/** Runs what the page shows in a shell of a signed-in admin; the number picks the subscription. */
async function runScript(admin, answers) {
  const cli = await azure.signedIn('', azure.values.tenantId, 'AzureCloud');
  const terminal = await openTerminal(cli.environment);
  try {
    return await terminal.run(await admin.widget.locator('pre.script').textContent(), answers);
  } finally {
    await terminal.close();
  }
}

async function connects(admin, line) {
  const box = admin.widget.getByLabel('Paste from Azure', { exact: true });
  await pasteInto(box, line);
  await admin.widget.locator('.pasted').getByText(/values? filled in/).waitFor();
  assert.equal(await box.inputValue(), '');
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
}

/** The number before a subscription in the script's list. */
const second = [['Number: ', '2']];

test('with a secret', async (t) => {
  const admin = await atScript(t);
  const shown = await runScript(admin, second);
  const { line, k } = handBack(shown);
  assert.ok(k);
  await connects(admin, line);
  const { items } = await (await fetch(backend.endpoint)).json();
  assert.deepEqual(items.at(-1).credential.kind, 'secret');
  assert.ok(items.at(-1).checks.every(({ state }) => ['pass', 'skipped'].includes(state)), JSON.stringify(items.at(-1).checks));
});

test('with a federated credential, and no secret anywhere', async (t) => {
  const admin = await atScript(t);
  await admin.widget.getByRole('radio', { name: /^Federated credential/ }).check();
  await admin.widget.locator('pre.script', { hasText: 'trust_body' }).waitFor();
  const shown = await runScript(admin, [['Number: ', '1']]);
  const { line, k, c } = handBack(shown);
  assert.equal(k, undefined);
  await connects(admin, line);
  const { items } = await (await fetch(backend.endpoint)).json();
  assert.equal(items.at(-1).credential.kind, 'federated');
  assert.equal(items.at(-1).clientId, c);
});

test('with a certificate of the host, and no secret anywhere', async (t) => {
  const admin = await atScript(t);
  await admin.widget.getByRole('radio', { name: 'Certificate', exact: true }).check();
  await admin.widget.locator('pre.script', { hasText: 'thumbprint=' }).waitFor();
  const { thumbprint } = await (await fetch(`${backend.endpoint}/certificate`)).json();
  const shown = await runScript(admin, [['Number: ', '1']]);
  assert.match(shown, new RegExp(`added the certificate ${thumbprint}`));
  const { line, k, c } = handBack(shown);
  assert.equal(k, undefined);
  await connects(admin, line);
  const { items } = await (await fetch(backend.endpoint)).json();
  assert.equal(items.at(-1).credential.kind, 'certificate');
  assert.equal(items.at(-1).clientId, c);
});
