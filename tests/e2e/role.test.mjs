// The role file that an admin downloads is one that Azure takes, and that is enough.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { arm, AUTHORIZATION } from './fixtures/arm.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { root } from './fixtures/places.mjs';
import { connection, Platform, values as scripted } from './fixtures/platform.mjs';

// Measures time, as people have it: in the whole browser.
const setting = useConnections({ whole: true });

test('the downloaded role, put as it is, makes a fresh subscription connect', async (t) => {
  const one = await setting.admin(t);
  const { values } = one;
  values.subscriptionId = values.unassignedSubscriptionId;
  const scope = `/subscriptions/${values.subscriptionId}`;
  await one.walkPortal('Create the role');

  const download = one.page.waitForEvent('download');
  await one.press('Download role JSON');
  const text = await readFile(await (await download).path(), 'utf8');
  assert.match((await download).suggestedFilename(), /\.json$/);
  await one.widget.getByRole('status').getByText(/^Downloaded /).waitFor();
  await one.press('Copy role JSON');
  await one.widget.getByRole('status').getByText('Copied role JSON').waitFor();
  assert.equal(await one.visit.clipboard(), text);
  assert.equal(await one.widget.getByRole('region', { name: 'Role JSON' }).textContent(), text);

  // Azure's documented shape for “Start from JSON”, member by member.
  const profile = JSON.parse(await readFile(join(root, 'www/profiles/demo.json'), 'utf8'));
  const { custom } = profile.role;
  assert.equal(custom.actions.length, 85);
  const role = JSON.parse(text);
  assert.deepEqual(Object.keys(role), ['properties']);
  assert.deepEqual(role.properties, {
    roleName: custom.name,
    description: custom.description,
    assignableScopes: [scope],
    permissions: [{ actions: custom.actions, notActions: [], dataActions: [], notDataActions: [] }],
  });

  // What the portal would do with it. The role of that name is there already, so it has to go first.
  const azure = await arm(setting.backend, values);
  const roles = await azure('GET', `/subscriptions/${one.values.otherSubscriptionId}/${AUTHORIZATION}/roleDefinitions`, '2022-04-01');
  for (const { name, properties } of roles.body.value.filter(({ properties }) => properties.roleName === custom.name)) {
    for (const where of properties.assignableScopes) {
      await setting.backend.azure('/unassign', { scope: where });
    }
    const gone = await azure('DELETE', `/subscriptions/${one.values.otherSubscriptionId}/${AUTHORIZATION}/roleDefinitions/${name}`, '2022-04-01');
    assert.equal(gone.status, 200, JSON.stringify(gone.body));
  }
  const id = randomUUID();
  const put = await azure('PUT', `${scope}/${AUTHORIZATION}/roleDefinitions/${id}`, '2022-04-01', text);
  assert.equal(put.status, 201, JSON.stringify(put.body));
  const assigned = await azure('PUT', `${scope}/${AUTHORIZATION}/roleAssignments/${randomUUID()}`, '2022-04-01', {
    properties: {
      roleDefinitionId: `${scope}/${AUTHORIZATION}/roleDefinitions/${id}`,
      principalId: values.principalId,
      principalType: 'ServicePrincipal',
    },
  });
  assert.equal(assigned.status, 201, JSON.stringify(assigned.body));

  await one.goOn('Assign the role');
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
  const [{ checks }] = await setting.connections();
  assert.equal(checks.find(({ id }) => id === 'permissions').state, 'pass');
});

test('a role that lacks one action is told, naming the action and the step that mends it', async (t) => {
  const one = await setting.admin(t);
  const { values } = one;
  values.subscriptionId = values.unassignedSubscriptionId;
  const scope = `/subscriptions/${values.subscriptionId}`;
  await one.walkPortal('Create the role');
  const role = JSON.parse(await one.widget.getByRole('region', { name: 'Role JSON' }).textContent());
  const [left, ...rest] = role.properties.permissions[0].actions;
  role.properties.permissions[0].actions = rest;
  role.properties.roleName = 'Nearly the role';
  const azure = await arm(setting.backend, values);
  const id = randomUUID();
  assert.equal((await azure('PUT', `${scope}/${AUTHORIZATION}/roleDefinitions/${id}`, '2022-04-01', role)).status, 201);
  await setting.backend.azure('/assign', { scope, roleName: 'Nearly the role' });
  await one.goOn('Assign the role');
  await one.goOn('Check and connect');
  await one.connect();
  await one.heading('Not connected yet').waitFor();
  await one.widget.getByRole('listitem').getByText(left, { exact: true }).waitFor();
  await one.press('Go to “Create the role”');
  await one.heading('Create the role').waitFor();
});

test('a role that lacks rights offers its file again, also on the route without a role step', async (t) => {
  const scope = `/subscriptions/${scripted.subscriptionId}`;
  const missing = ['Microsoft.Compute/disks/write'];
  const checks = [{ id: 'permissions', scope, state: 'fail', code: 'permissions-missing', missing }];
  const platform = new Platform({ create: [{ ...connection('failed', checks), status: 201 }] });
  const visit = await setting.visit(t, { before: platform.attach });
  const admin = new Admin(visit, scripted);
  await admin.bringValues();
  await admin.connect();
  await admin.widget.getByText('Microsoft.Compute/disks/write', { exact: true }).waitFor();
  const [download] = await Promise.all([visit.page.waitForEvent('download'), admin.press('Download role JSON')]);
  const role = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(role.properties.assignableScopes, [scope]);
  await visit.accessible();
});

const TOOLS = [
  ['portal', 'role JSON', 'azure-role.json'],
  ['cli', 'Azure CLI file', 'azure-role.cli.json'],
  ['powershell16', 'Azure PowerShell file', 'azure-role.powershell16.json'],
  ['powershell15', 'Azure PowerShell file', 'azure-role.powershell15.json'],
  ['rest', 'REST body', 'azure-role.rest.json'],
  ['arm', 'ARM template', 'azure-role.template.json'],
  ['bicep', 'Bicep file', 'azure-role.bicep'],
  ['terraform', 'Terraform file', 'azure-role.tf'],
];

/** To the step of the role, with values that no Azure is asked about. */
async function atTheRole(t, options = {}) {
  const platform = new Platform();
  const visit = await setting.visit(t, { before: platform.attach, ...options });
  const admin = new Admin(visit, scripted);
  await admin.walkPortal('Create the role');
  return admin;
}

function shown(admin, what = 'role JSON') {
  return admin.widget.getByRole('region', { name: what }).textContent();
}

async function show(admin, text) {
  const field = admin.widget.getByLabel('The role as it is now');
  if (!(await field.isVisible())) await admin.widget.getByText('The role is in my directory already').click();
  await field.fill(text);
  await admin.press('Compare');
}

test('each form is shown, copied and downloaded, and what can be read back is the same role', async (t) => {
  const admin = await atTheRole(t);
  const forms = admin.widget.getByLabel('The file is for');
  assert.deepEqual(
    await forms.locator('option').evaluateAll((options) => options.map(({ value }) => value)),
    TOOLS.map(([form]) => form),
  );
  const { custom } = JSON.parse(await readFile(join(root, 'www/profiles/demo.json'), 'utf8')).role;
  const texts = [];
  for (const [form, what, file] of TOOLS) {
    await forms.selectOption(form);
    const text = await shown(admin, what);
    const [download] = await Promise.all([admin.page.waitForEvent('download'), admin.press(`Download ${what}`)]);
    assert.equal(download.suggestedFilename(), file);
    assert.equal(await readFile(await download.path(), 'utf8'), text);
    await admin.press(`Copy ${what}`);
    await admin.widget.getByRole('status').getByText(`Copied ${what}`).waitFor();
    assert.equal(await admin.visit.clipboard(), text);
    if (form !== 'portal') {
      await admin.widget.getByText('Use it as the line below its buttons says.').waitFor();
      assert.ok((await shown(admin, 'Command')).includes(form === 'terraform' ? 'terraform apply' : file), form);
    }
    for (const part of [custom.name, `/subscriptions/${scripted.subscriptionId}`, ...custom.actions]) {
      assert.ok(text.includes(part), `${form}: ${part}`);
    }
    texts.push(text);
  }
  // Azure CLI and PowerShell up to 15 read the same flat file.
  assert.equal(texts[1], texts[3]);
  assert.equal(new Set(texts).size, texts.length - 1);
  await admin.visit.accessible();
  await forms.selectOption('portal');
  for (const [at, [form]] of TOOLS.entries()) {
    if (!['bicep', 'terraform'].includes(form)) {
      await show(admin, texts[at]);
      await admin.widget.getByText('No operation is missing.').waitFor();
      await admin.widget.getByText('Nothing has to be changed: go on and assign it.').waitFor();
      await admin.press('Clear the role');
    }
  }
});

test('a role in the shape of the CLI, with a comma too many, is repaired and extended', async (t) => {
  const admin = await atTheRole(t);
  const { properties } = JSON.parse(await shown(admin));
  const [missing, ...actions] = properties.permissions[0].actions;
  const elsewhere = `/subscriptions/${randomUUID()}`;
  const theirs = {
    Name: properties.roleName,
    IsCustom: true,
    Description: 'Our own words',
    Actions: [...actions, 'Microsoft.Web/sites/read'],
    NotActions: [],
    AssignableScopes: [elsewhere],
  };
  const text = JSON.stringify(theirs, null, 2).replace(`"${elsewhere}"`, `"${elsewhere}",`);
  await show(admin, text);
  const field = admin.widget.getByLabel('The role as it is now');
  const line = text.split('\n').findIndex((line) => line.includes(elsewhere)) + 1;
  const wrong = admin.widget.getByText(new RegExp(`^Line ${line}, character ${7 + elsewhere.length}: .*It can be repaired`, 's'));
  await wrong.waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.equal(await field.inputValue(), text, 'nothing typed is lost');
  assert.equal(await admin.page.evaluate(() => document.querySelector('azure-connect').shadowRoot.activeElement.id), 'role-text');
  await admin.visit.accessible();

  await admin.press('Use the repaired form');
  await admin.widget.getByText('1 operation is missing.').waitFor();
  await admin.widget.getByText('It can be assigned in 1 scope, which is not your subscription.').waitFor();
  await admin.widget.getByRole('listitem').getByText(missing, { exact: true }).first().waitFor();
  assert.deepEqual(JSON.parse(await field.inputValue()), theirs);
  const portal = JSON.parse(await shown(admin)).properties;
  assert.equal(portal.description, 'Our own words');
  assert.deepEqual(portal.assignableScopes, [elsewhere, `/subscriptions/${scripted.subscriptionId}`]);
  assert.deepEqual(portal.permissions[0].actions, [...actions, 'Microsoft.Web/sites/read', missing]);
  const href = await admin.widget.getByRole('link', { name: /^Open “Access control/ }).getAttribute('href');
  assert.ok(href.endsWith(`/resource${elsewhere}/users`), href);
  await admin.visit.accessible();

  // The updated file, shown, leaves nothing to do. Neither going on nor going back loses it.
  await show(admin, await shown(admin));
  await admin.widget.getByText('Nothing has to be done here: the role has all that is needed. Go on.').waitFor();
  await admin.goOn('Assign the role');
  await admin.press('Back');
  await admin.heading('Create the role').waitFor();
  assert.equal(JSON.parse(await field.inputValue()).properties.description, 'Our own words');
  const kept = await admin.page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.ok(!kept.includes('Our own words'), 'not persisted');
});

test('a role comes from a file, in UTF-16 too, and what is no role is told', async (t) => {
  const admin = await atTheRole(t);
  await admin.widget.getByText('The role is in my directory already').click();
  const upload = admin.widget.getByLabel('Or choose its file');
  const text = await shown(admin);
  const file = (buffer) => ({ name: 'role.json', mimeType: 'application/json', buffer });
  await upload.setInputFiles(file(Buffer.from(`\ufeff${text}`, 'utf16le')));
  await admin.widget.getByText('Nothing has to be changed: go on and assign it.').waitFor();
  assert.equal(await admin.widget.getByLabel('The role as it is now').inputValue(), text);
  for (const [buffer, words] of [
    [Buffer.from('{"a": 1}'), /^That is no role: /],
    [Buffer.from('<b onclick="alert(1)">no</b>'), /^Line 1, character 1: /],
    [Buffer.alloc(5_000_001, ' '), /^That is more than 5 MB/],
    [Buffer.from(JSON.stringify([{ Name: 'A', Actions: ['*'] }, { Name: 'B', Actions: ['*'] }])), /^There are 2 roles in that text/],
    [Buffer.from(`{"x": "${scripted.clientSecret}"}`), /^There is a secret value in that text/],
  ]) {
    await upload.setInputFiles(file(buffer));
    await admin.widget.getByText(words).waitFor();
  }
  assert.equal(await admin.widget.getByLabel('The role as it is now').inputValue(), '', 'a secret is kept nowhere');
  await admin.widget.getByLabel('The role as it is now').fill(`secret: ${scripted.clientSecret}`);
  await admin.widget.getByText(/^There is a secret value in that text/).waitFor();
  assert.equal(await admin.widget.getByLabel('The role as it is now').inputValue(), '');
  assert.equal(JSON.parse(await shown(admin)).properties.description.length > 0, true, 'the file is the platform\'s again');
  await admin.visit.accessible();
});

test('what the role allows is counted, explained and filtered', async (t) => {
  const admin = await atTheRole(t);
  await admin.widget.getByText('What the role allows', { exact: true }).click();
  await admin.widget.getByText('85 operations: 46 read, 39 change things').waitFor();
  const rows = admin.widget.getByRole('region', { name: 'What the role allows' }).getByRole('listitem');
  assert.equal(await rows.count(), 50);
  await admin.press('Show 35 more');
  assert.equal(await rows.count(), 85);
  await admin.widget.getByLabel('Filter operations').fill('DISKS write');
  await admin.widget.getByText(/^\d+ of 85 operations$/).waitFor();
  await rows.getByText('Microsoft.Compute/disks/write', { exact: true }).waitFor();
  for (const text of await rows.allTextContents()) assert.match(text.toLowerCase(), /disks|write/);
  await admin.visit.accessible();
  await admin.widget.getByLabel('Filter operations').fill('no such thing');
  await admin.widget.getByText('No operation matches. Nothing else is in the role.').waitFor();
});

test('a role that Azure will refuse is told, to the integrator what is odd in it', async (t) => {
  const odd = (profile) => ({
    ...profile,
    role: { custom: { name: 'Role of {customer}', actions: ['Microsoft.Compute/disks/read', 'microsoft.compute/disks/READ'] } },
  });
  const admin = await atTheRole(t, { profile: odd, except: /azure-connect: (error|warning): role\.custom\./ });
  await admin.widget.getByText(/^Azure will refuse this role as Harbor Demo wrote it/).waitFor();
  const warnings = admin.visit.troubles.map(({ text }) => text);
  assert.deepEqual(warnings, [
    'azure-connect: error: role.custom.name: placeholder',
    'azure-connect: warning: role.custom.actions[1]: duplicate',
  ]);
  await admin.visit.accessible();
});

/** A function that presses a key in the filter, and answers how many ms that takes until it is painted, at a quarter of the speed. */
async function typist(admin) {
  const { page } = admin;
  await admin.widget.getByText('What the role allows', { exact: true }).click();
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(() => {
    const filter = document.querySelector('azure-connect').shadowRoot.getElementById('role-filter');
    globalThis.acTimes = [];
    filter.addEventListener('keydown', () => {
      const began = performance.now();
      // The frame after the one that the key leads to: its paint is over then.
      requestAnimationFrame(() => requestAnimationFrame(() => globalThis.acTimes.push(performance.now() - began)));
    });
  });
  return async (key) => {
    await page.bringToFront();
    await admin.widget.getByLabel('Filter operations').focus();
    const before = await page.evaluate(() => globalThis.acTimes.length);
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForFunction((before) => globalThis.acTimes.length > before, before);
    return page.evaluate(() => globalThis.acTimes.at(-1));
  };
}

/** What three in four take longer than: what else the machine does only adds. */
const typical = (times) => times.sort((one, other) => one - other)[times.length >> 2];

test('the filter is as quick with 5,000 operations as with one', async (t) => {
  const withActions = (actions) => (profile) => ({ ...profile, role: { custom: { ...profile.role.custom, actions } } });
  const many = Array.from({ length: 5000 }, (_, at) => `Microsoft.Test${at % 40}/resources${at}/${at % 3 ? 'read' : 'write'}`);
  const one = await typist(await atTheRole(t, { profile: withActions(many.slice(0, 1)) }));
  const all = await typist(await atTheRole(t, { profile: withActions(many) }));
  const times = { one: [], all: [] };
  // In turns: what else the machine does is then no difference between them.
  for (const key of 'resource read 12345 resource') {
    times.one.push(await one(key));
    times.all.push(await all(key));
  }
  const [few, lots] = [typical(times.one), typical(times.all)];
  t.diagnostic(`keystroke to paint: ${few.toFixed(1)} ms with one operation, ${lots.toFixed(1)} ms with 5,000`);
  assert.ok(lots <= 1.5 * few, `${few} ms, ${lots} ms`);
});
