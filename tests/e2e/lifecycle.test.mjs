// Connections after they were made: seen, checked again, changed, removed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inDays } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';

const setting = useConnections({ retrySeconds: 1 });
/** A host that stops waiting for Azure soon. */
const hasty = useConnections({ retrySeconds: 1, deadlineSeconds: 3 });

/** A connected one, called Production, and the list of connections. */
async function atTheList(t, options, from = setting) {
  const admin = await from.admin(t, options);
  await admin.bringValues();
  await admin.press('Back');
  await admin.field('name').fill('Production');
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
  await admin.press('Show connections');
  await admin.heading('Azure connections').waitFor();
  return admin;
}

async function atTheConnection(t, options, from = setting) {
  const admin = await atTheList(t, options, from);
  await admin.widget.getByRole('button', { name: /^Production/ }).click();
  await admin.heading('Production').waitFor();
  return admin;
}

test('the list leads to a connection, and back to the wizard with nothing lost', async (t) => {
  const admin = await atTheList(t);
  await admin.visit.accessible();
  await admin.widget.getByRole('button', { name: /^Production.*Connected/ }).click();
  await admin.heading('Production').waitFor();
  await admin.visit.accessible();
  await admin.press('All connections');
  await admin.heading('Azure connections').waitFor();
  await admin.press('Connect another subscription');
  await admin.heading('Choose how to connect').waitFor();
  await admin.widget.getByText('has one connection to Azure already').waitFor();
});

test('a reload shows the way to the connections on the first screen', async (t) => {
  const admin = await atTheList(t);
  await admin.page.reload();
  await admin.press('Show connections');
  await admin.heading('Azure connections').waitFor();
});

test('checks run again, and say what is wrong by now', async (t) => {
  const admin = await atTheConnection(t, {}, hasty);
  const [{ scopes }] = await hasty.connections();
  await hasty.backend.azure('/unassign', { scope: scopes[0] });
  await admin.press('Check again');
  await admin.widget.getByText('Needs attention').first().waitFor();
  await admin.visit.accessible();
});

test('a connection is removed after asking, and the page hears of it', async (t) => {
  const admin = await atTheConnection(t);
  const [{ id }] = await setting.connections();
  await admin.press('Remove connection');
  await admin.heading('Remove connection').waitFor();
  assert.equal((await setting.connections()).length, 1, 'nothing happens before it is confirmed');
  await admin.press('Cancel');
  await admin.press('Remove connection');
  await admin.press('Remove connection');
  await admin.heading('The connection is removed').waitFor();
  assert.deepEqual(await admin.visit.event('ac-removed'), { id });
  assert.deepEqual(await setting.connections(), []);
  await admin.visit.accessible();
});

test('the attribute opens one connection, whatever the wizard was at', async (t) => {
  const admin = await atTheConnection(t);
  const [{ id }] = await setting.connections();
  await admin.page.evaluate((id) => {
    const old = document.querySelector('azure-connect');
    const element = document.createElement('azure-connect');
    element.setAttribute('profile', old.getAttribute('profile'));
    element.setAttribute('connection', id);
    old.replaceWith(element);
  }, id);
  await admin.heading('Production').waitFor();
});

test('a connection that is gone says so', async (t) => {
  const admin = await atTheList(t);
  const [{ id }] = await setting.connections();
  await fetch(`${setting.backend.endpoint}/${id}`, { method: 'DELETE' });
  await admin.widget.getByRole('button', { name: /^Production/ }).click();
  await admin.heading('This connection is gone').waitFor();
  await admin.visit.accessible();
});

/** A second secret of the app, made in Azure beside the first. */
async function anotherSecret() {
  const { clientSecret } = await setting.backend.azure('/secret', {});
  return clientSecret;
}

test('a new secret is tried before the old one goes, and the old one is named', async (t) => {
  const admin = await atTheConnection(t);
  const [before] = await setting.connections();
  await admin.press('Replace secret');
  await admin.heading('Replace secret').waitFor();
  await admin.visit.accessible();
  // A wrong one first: Azure's word stands at the field, and the old one stays in use.
  await admin.field('clientSecret').fill('Zz98Q~thisIsNotTheSecretOfThatApplication1');
  await admin.field('expiresOn').fill(inDays(300));
  await admin.press('Replace secret');
  await admin.widget.getByText('Azure knows the app, but not this secret.').first().waitFor();
  assert.equal((await setting.connections())[0].credential.hint, before.credential.hint);
  assert.equal((await setting.connections())[0].status, 'connected');
  assert.equal(await admin.field('expiresOn').inputValue(), inDays(300));
  await admin.visit.accessible();
  const secret = await anotherSecret();
  await admin.field('clientSecret').fill(secret);
  await admin.press('Replace secret');
  await admin.widget.getByText(`begins with ${before.credential.hint}, still works in Azure`).waitFor();
  assert.deepEqual(await admin.visit.event('ac-updated'), { id: before.id });
  const [after] = await setting.connections();
  assert.equal(after.credential.hint, secret.slice(0, 3));
  assert.equal(after.credential.expiresOn, inDays(300));
  await admin.visit.accessible();
});

test('two tabs replace the same secret: one does, the other sees how it stands', async (t) => {
  const admin = await atTheConnection(t);
  const [{ id }] = await setting.connections();
  await admin.press('Rename');
  await admin.field('name').fill('Mine');
  const answer = await fetch(`${setting.backend.endpoint}/${id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/merge-patch+json' },
    body: JSON.stringify({ name: 'Theirs' }),
  });
  assert.equal(answer.status, 200, await answer.text());
  await admin.press('Save');
  await admin.widget.getByText('Somebody else changed it.').waitFor();
  assert.equal((await setting.connections())[0].name, 'Theirs', 'nothing was overwritten');
  assert.equal(await admin.field('name').inputValue(), 'Mine', 'what was typed is still there');
  await admin.visit.accessible();
  await admin.press('Save');
  await admin.heading('Mine').waitFor();
});

test('a connection moves to a federated credential in place', async (t) => {
  const admin = await atTheConnection(t);
  const [{ id }] = await setting.connections();
  await admin.press('Move to a federated credential');
  await admin.widget.getByLabel('Subject', { exact: true }).waitFor();
  await admin.press('Use the federated credential');
  await admin.widget.getByText('Nothing changed: Harbor Demo still signs in as before.').waitFor();
  await admin.visit.accessible();
  assert.equal((await setting.connections())[0].credential.kind, 'secret', 'the old way stays until the new one works');
  const read = (label) => admin.widget.getByLabel(label, { exact: true }).filter({ hasText: /./ }).textContent();
  const [issuer, subject, audience] = await Promise.all(['Issuer', 'Subject', 'Audience'].map(read));
  // Entra reads the host's keys where the issuer says; the simulator has to be told.
  const jwks = await (await fetch(`${setting.backend.url}/.well-known/jwks.json`)).json();
  await setting.backend.azure('/issuer', { issuer, jwks });
  await setting.backend.azure('/trust', { clientId: admin.values.clientId, issuer, subject, audience });
  await admin.press('Use the federated credential');
  await admin.widget.getByText('The new credential works.').waitFor();
  const [after] = await setting.connections();
  assert.deepEqual([after.id, after.credential.kind], [id, 'federated']);
  await admin.visit.accessible();
});

test('the day on which the secret expires goes into a calendar', async (t) => {
  const admin = await atTheConnection(t);
  const download = admin.page.waitForEvent('download');
  await admin.press('Download a calendar reminder');
  const file = await (await download).createReadStream();
  let text = '';
  for await (const piece of file) text += piece;
  assert.match(text, /^BEGIN:VCALENDAR\r\n/);
  assert.ok(text.includes(`DTSTART;VALUE=DATE:${inDays(170).replaceAll('-', '')}\r\n`), text);
});

test('everything on the connection is reached by keyboard, on a narrow page', async (t) => {
  const admin = await atTheConnection(t, { viewport: { width: 320, height: 700 } });
  const scroll = () => admin.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(await scroll(), 0);
  const names = ['Replace secret', 'Move to a federated credential', 'Update the role', 'Rename', 'Remove connection'];
  for (const name of names) {
    await admin.button(name).focus();
    await admin.page.keyboard.press('Enter');
    await admin.heading(name).waitFor();
    assert.equal(await scroll(), 0, name);
    await admin.visit.accessible();
    await admin.button('Cancel').focus();
    await admin.page.keyboard.press('Enter');
    await admin.heading('Production').waitFor();
  }
});
