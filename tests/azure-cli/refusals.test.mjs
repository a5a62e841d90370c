// Each of these ends a script, which then has to say what to do; here is what the script gets to see.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startAzure } from './fixtures/azure.mjs';

let azure;
before(async () => {
  azure = await startAzure();
});
beforeEach(() => azure.sim('/knobs', {
  applicationSeconds: 0, principalSeconds: 0, onlyAdminsRegisterApps: false, secretPolicy: {},
}));
after(() => azure.stop());

test('not signed in', async () => {
  const cli = await azure.profile();
  assert.match(await cli.refused('account', 'show'), /Please run 'az login' to setup account\./);
  assert.deepEqual(await cli.json('account', 'list'), []);
});

test('may not register apps', async () => {
  const create = ['ad', 'app', 'create', '--display-name', 'Refused'];
  const denied = /Directory permission is needed for the current user to register the application/;
  const guest = await azure.signedIn(azure.values.userWithoutApps);
  assert.match(await guest.refused(...create), denied);
  const member = await azure.signedIn(azure.values.userWithoutRoles);
  await azure.sim('/knobs', { onlyAdminsRegisterApps: true });
  assert.match(await member.refused(...create), denied);
  const url = `${azure.graph}/v1.0/policies/authorizationPolicy`;
  const policy = await member.json('rest', '--url', url, '--resource', `${azure.graph}/`);
  assert.equal(policy.defaultUserRolePermissions.allowedToCreateApps, false);
});

test('may not assign roles, and can be told so before anything is made', async () => {
  const cli = await azure.signedIn(azure.values.userWithoutRoles);
  const args = ['--assignee-object-id', azure.values.principalId, '--assignee-principal-type', 'ServicePrincipal'];
  const said = await cli.refused('role', 'assignment', 'create', ...args, '--role', 'Reader', '--scope', azure.scope());
  assert.match(said, /\(AuthorizationFailed\)[^]*Microsoft\.Authorization\/roleAssignments\/write/);
  const url = `${azure.scope()}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const { value } = await cli.json('rest', '--method', 'get', '--url', url);
  assert.ok(value[0].notActions.includes('Microsoft.Authorization/*/Write'));
});

test('a policy refuses secrets', async () => {
  const cli = await azure.signedIn();
  const { appId } = await cli.json('ad', 'app', 'create', '--display-name', 'No secrets');
  const add = ['ad', 'app', 'credential', 'reset', '--id', appId, '--append'];
  await azure.sim('/knobs', { secretPolicy: { refuse: true } });
  assert.match(await cli.refused(...add), /Credential type not allowed as per assigned policy/);
  await azure.sim('/knobs', { secretPolicy: { maxDays: 180 } });
  assert.match(await cli.refused(...add, '--years', '1'), /Credential lifetime exceeds the max value allowed/);
});

test('what was just made has not spread: the script has to try again', async () => {
  const cli = await azure.signedIn();
  await azure.sim('/knobs', { applicationSeconds: 600, principalSeconds: 600 });
  const { appId } = await cli.json('ad', 'app', 'create', '--display-name', 'Spreading');
  assert.match(await cli.refused('ad', 'sp', 'create', '--id', appId), /does not reference a valid application object/);
  await azure.sim('/spread', {});
  const { id } = await cli.json('ad', 'sp', 'create', '--id', appId);
  const args = ['--assignee-object-id', id, '--assignee-principal-type', 'ServicePrincipal', '--role', 'Reader'];
  const assign = ['role', 'assignment', 'create', ...args, '--scope', azure.scope()];
  assert.match(await cli.refused(...assign), /\(PrincipalNotFound\)/);
  await azure.sim('/spread', {});
  assert.equal((await cli.json(...assign)).principalId, id);
});

test('create-for-rbac waits for what has not spread by itself', async () => {
  const cli = await azure.signedIn();
  await azure.sim('/knobs', { principalSeconds: 600 });
  const { length } = (await azure.sim('/requests')).requests;
  const command = cli.run('ad', 'sp', 'create-for-rbac', '--name', 'Rbac', '--role', 'Reader', '--scopes', azure.scope());
  const refusedOnce = async () =>
    (await azure.sim('/requests')).requests.slice(length).some((line) => /^PUT .*\/roleAssignments\//.test(line));
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  while (!(await refusedOnce())) await pause(100);
  // It is on the list from its first byte; the CLI tries again after five seconds.
  await pause(1_500);
  await azure.sim('/spread', {});
  const { code, stderr } = await command;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Retrying/);
});
