// The role file that an admin downloads is one that Azure takes, and that is enough.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { root } from './fixtures/places.mjs';
import { connection, Platform, values as scripted } from './fixtures/platform.mjs';

const setting = useConnections();

/** A token of the admin's, for the simulated Azure Resource Manager. */
async function arm(values) {
  const { simulator } = setting.backend;
  const answer = await fetch(`${simulator}/login/${values.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: values.adminClientId,
      client_secret: values.adminClientSecret,
      scope: 'https://management.azure.com/.default',
    }),
  });
  const { access_token: token } = await answer.json();
  assert.ok(token, 'the admin signs in');
  return async (method, path, version, body) => {
    const response = await fetch(`${simulator}/arm${path}?api-version=${version}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: body && (typeof body === 'string' ? body : JSON.stringify(body)),
    });
    return { status: response.status, body: await response.json() };
  };
}

const AUTHORIZATION = 'providers/Microsoft.Authorization';

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
  const azure = await arm(values);
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
  const azure = await arm(values);
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
  await admin.widget.getByText('Microsoft.Compute/disks/write').waitFor();
  const [download] = await Promise.all([visit.page.waitForEvent('download'), admin.press('Download role JSON')]);
  const role = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(role.properties.assignableScopes, [scope]);
  await visit.accessible();
});
