// Connections after they were made: seen, checked again, changed, removed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useConnections } from './fixtures/connected.mjs';

const setting = useConnections({ retrySeconds: 1 });

/** A connected one, called Production, and the list of connections. */
async function atTheList(t, options) {
  const admin = await setting.admin(t, options);
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

async function atTheConnection(t, options) {
  const admin = await atTheList(t, options);
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
  const admin = await atTheConnection(t);
  const [{ scopes }] = await setting.connections();
  await setting.backend.azure('/unassign', { scope: scopes[0] });
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
