import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { rendering, startAzure } from './fixtures/azure.mjs';

let azure;
let cli;
before(async () => {
  azure = await startAzure();
  cli = await azure.signedIn();
});
after(() => azure.stop());

/** A role with all that a rendering may trip on. */
const permission = {
  actions: ['Microsoft.Compute/*/read', 'Microsoft.Compute/virtualMachines/*'],
  notActions: ['Microsoft.Compute/virtualMachines/delete'],
  dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
  notDataActions: [],
};
const description = 'Reads disks, "all" of them: 100 % \\ ünïcode $HOME `id`';

async function ours(name, form, scopes, change = {}) {
  const properties = {
    roleName: name,
    description,
    assignableScopes: [azure.scope()],
    permissions: [{ ...permission, ...change }],
  };
  const path = await azure.file('role.json', { properties });
  return azure.file(`role.${form}`, await rendering(path, form, scopes));
}

const create = (file) => ['role', 'definition', 'create', '--role-definition', `@${file}`];

function assertIsOurs(role, name, scopes) {
  assert.equal(role.roleName, name);
  assert.equal(role.roleType, 'CustomRole');
  assert.equal(role.description, description);
  assert.deepEqual(role.assignableScopes, scopes);
  const [{ actions, notActions, dataActions, notDataActions }] = role.permissions;
  assert.deepEqual({ actions, notActions, dataActions, notDataActions }, permission);
}

test('our rendering for the CLI is created and listed back as the same role', async () => {
  const scopes = [azure.scope(), azure.scope('otherSubscriptionId')];
  const name = 'Platform’s own role (1)';
  const made = await cli.json(...create(await ours(name, 'cli', scopes)));
  assertIsOurs(made, name, scopes);
  const [listed, ...others] = await cli.json('role', 'definition', 'list', '--name', name, '--scope', scopes[1], '--custom-role-only', 'true');
  assert.deepEqual(others, []);
  assertIsOurs(listed, name, scopes);
});

test('what az lists is read back as the same role and rendered for it again', async () => {
  const scopes = [azure.scope()];
  await cli.json(...create(await ours('Round trip', 'cli', scopes)));
  const listed = await cli.json('role', 'definition', 'list', '--name', 'Round trip', '--scope', scopes[0]);
  const again = JSON.parse(await rendering(await azure.file('listed.json', listed), 'cli', scopes));
  assert.equal(again.Name, 'Round trip');
  assert.deepEqual(again.Actions, permission.actions);
  assert.deepEqual(again.NotActions, permission.notActions);
  assert.deepEqual(again.DataActions, permission.dataActions);
});

test('the same file goes in without an @, and after it was saved on Windows', async () => {
  const file = await ours('Bare path', 'cli', [azure.scope()]);
  assert.equal((await cli.json('role', 'definition', 'create', '--role-definition', file)).roleName, 'Bare path');
  const text = (await readFile(await ours('Windows', 'cli', [azure.scope()]), 'utf8')).replaceAll('\n', '\r\n');
  const path = await azure.file('windows.json', `\ufeff${text}`);
  assert.equal((await cli.json(...create(path))).roleName, 'Windows');
});

test('the portal’s form is not the CLI’s: this is why there is more than one', async () => {
  const file = await ours('Portal', 'portal', [azure.scope()]);
  assert.match(await cli.refused(...create(file)), /please provide role name/);
  const empty = await cli.json(...create(await ours('Sixteen', 'powershell16', [azure.scope()])));
  assert.deepEqual(empty.permissions[0].actions ?? [], [], 'taken, and worth nothing');
});

test('our rendering for REST goes in by az rest', async () => {
  const file = await ours('By hand', 'rest', [azure.scope()]);
  const url = `${azure.scope()}/providers/Microsoft.Authorization/roleDefinitions/0f3ad1c4-5b62-4f7e-9d18-2c6b7a90e5d3?api-version=2022-04-01`;
  const made = await cli.json('rest', '--method', 'put', '--url', url, '--body', `@${file}`);
  assertIsOurs({ ...made.properties, roleType: made.properties.type }, 'By hand', [azure.scope()]);
});

test('two wildcards, the root and a placeholder are refused', async () => {
  const flat = { IsCustom: true, Description: '', NotActions: [], AssignableScopes: [azure.scope()], Actions: ['*/read'] };
  const refused = async (change) => cli.refused(...create(await azure.file('bad.json', { Name: 'Bad', ...flat, ...change })));
  assert.match(
    await refused({ Actions: ['Microsoft.Compute/*/disks/*'] }),
    /\(InvalidActionOrNotAction\) 'Microsoft\.Compute\/\*\/disks\/\*' contains multiple wildcards\. Only one is allowed\./,
  );
  assert.match(await refused({ Actions: ['microsoft.directory/users/read'] }), /\(InvalidActionOrNotAction\)/);
  assert.match(await refused({ AssignableScopes: ['/'] }), /\(InvalidAssignableScopes\)/);
  assert.match(await refused({ AssignableScopes: ['/subscriptions/{subscriptionId}'] }), /\(InvalidSubscriptionId\)/);
});

test('a role is extended by one more scope and keeps its id', async () => {
  const made = await cli.json(...create(await ours('Extended', 'cli', [azure.scope()])));
  const scopes = [azure.scope(), azure.scope('unassignedSubscriptionId')];
  const file = await ours('Extended', 'cli', scopes);
  const updated = await cli.json('role', 'definition', 'update', '--role-definition', `@${file}`);
  assert.equal(updated.id, made.id);
  assertIsOurs(updated, 'Extended', scopes);
});

test('a second role of a name is refused, also where the first is not in sight', async () => {
  await azure.sim('/role', { name: 'Elsewhere' });
  const file = await ours('elsewhere', 'cli', [azure.scope()]);
  assert.match(await cli.refused(...create(file)), /\(RoleDefinitionWithSameNameExists\) A custom role with the same name already exists in this directory/);
});
