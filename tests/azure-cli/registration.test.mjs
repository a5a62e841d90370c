import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rendering, startAzure } from './fixtures/azure.mjs';

let azure;
before(async () => {
  azure = await startAzure();
});
after(() => azure.stop());

const TAG = 'azure-connect:platform';

/** What a script does, command by command; nothing of it twice. Answers with what it found or made. */
async function register(cli, name) {
  const scope = azure.scope();
  const apps = await cli.json('ad', 'app', 'list', '--filter', `displayName eq '${name}' and tags/any(t:t eq '${TAG}')`);
  let [app] = apps;
  if (!app) {
    app = await cli.json('ad', 'app', 'create', '--display-name', name, '--sign-in-audience', 'AzureADMyOrg');
    const url = `${azure.graph}/v1.0/applications/${app.id}`;
    await cli.json('rest', '--method', 'patch', '--url', url, '--resource', `${azure.graph}/`, '--body', JSON.stringify({ tags: [TAG] }));
  }
  const found = await cli.json('ad', 'sp', 'list', '--filter', `appId eq '${app.appId}'`);
  const principal = found[0] ?? (await cli.json('ad', 'sp', 'create', '--id', app.appId));
  let secret;
  if ((await cli.json('ad', 'app', 'credential', 'list', '--id', app.appId)).length === 0) {
    const args = ['--append', '--display-name', 'Platform', '--years', '1'];
    secret = (await cli.json('ad', 'app', 'credential', 'reset', '--id', app.appId, ...args)).password;
  }
  let [role] = await cli.json('role', 'definition', 'list', '--name', `${name} role`, '--scope', scope);
  if (!role) {
    const properties = { roleName: `${name} role`, description: '', assignableScopes: [scope], permissions: [{ actions: ['Microsoft.Compute/*/read'] }] };
    const file = await azure.file('role.json', { properties });
    const flat = await azure.file('role.cli.json', await rendering(file, 'cli', [scope]));
    role = await cli.json('role', 'definition', 'create', '--role-definition', `@${flat}`);
  }
  const assigned = ['role', 'assignment', 'list', '--assignee-object-id', principal.id, '--scope', scope];
  const held = await cli.json(...assigned, '--fill-principal-name', 'false', '--fill-role-definition-name', 'false');
  if (!held.some((one) => one.roleDefinitionId === role.id)) {
    const args = ['--assignee-object-id', principal.id, '--assignee-principal-type', 'ServicePrincipal', '--role', role.id];
    await cli.json('role', 'assignment', 'create', ...args, '--scope', scope);
  }
  return { app, principal, role, secret };
}

test('app, principal, secret, role and assignment: then the app signs in; again changes nothing; tear-down leaves all as it was', async () => {
  const cli = await azure.signedIn();
  const untouched = await azure.sim('/state');
  const { app, role, secret } = await register(cli, 'Platform');

  const itself = await azure.profile();
  const login = ['login', '--service-principal', '-u', app.appId, `-p=${secret}`, '--tenant', azure.values.tenantId];
  assert.equal((await itself.json(...login))[0].id, azure.values.subscriptionId);
  const url = `${azure.scope()}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const { value } = await itself.json('rest', '--method', 'get', '--url', url);
  assert.deepEqual(value[0].actions, ['Microsoft.Compute/*/read']);

  const registered = await azure.sim('/state');
  const { length } = (await azure.sim('/requests')).requests;
  const again = await register(cli, 'Platform');
  assert.equal(again.secret, undefined);
  assert.equal(again.app.appId, app.appId);
  assert.deepEqual(await azure.sim('/state'), registered);
  const asked = (await azure.sim('/requests')).requests.slice(length);
  assert.deepEqual(asked.filter((line) => !line.startsWith('GET') && !line.includes('/oauth2/')), []);

  const [listed] = await cli.json('role', 'assignment', 'list', '--assignee', app.appId, '--scope', azure.scope());
  assert.equal(listed.roleDefinitionName, 'Platform role');
  assert.equal(listed.principalName, app.appId);
  await cli.json('role', 'assignment', 'delete', '--ids', listed.id);
  await cli.json('role', 'definition', 'delete', '--name', role.name, '--scope', azure.scope());
  await cli.json('ad', 'app', 'delete', '--id', app.appId);
  assert.deepEqual(await azure.sim('/state'), untouched);
});

test('a second secret is added beside the first, each is removed by its id', async () => {
  const cli = await azure.signedIn();
  const { appId } = await cli.json('ad', 'app', 'create', '--display-name', 'Two secrets');
  const add = ['ad', 'app', 'credential', 'reset', '--id', appId, '--append', '--display-name'];
  const first = (await cli.json(...add, 'first')).password;
  const second = (await cli.json(...add, 'second', '--end-date', '2099-01-31')).password;
  assert.notEqual(first, second);
  const list = ['ad', 'app', 'credential', 'list', '--id', appId];
  const both = await cli.json(...list);
  assert.deepEqual(both.map((one) => one.displayName), ['first', 'second']);
  assert.equal(both[1].endDateTime, '2099-01-31T00:00:00Z');
  assert.ok(both.every((one) => one.secretText === null));
  await cli.json('ad', 'app', 'credential', 'delete', '--id', appId, '--key-id', both[0].keyId);
  assert.deepEqual((await cli.json(...list)).map((one) => one.displayName), ['second']);
});

test('an app of the same name is found and patched: the trap that scripts have to avoid', async () => {
  const cli = await azure.signedIn();
  const create = ['ad', 'app', 'create', '--display-name', 'Same name'];
  const made = await cli.json(...create);
  const { stdout, stderr } = await cli.run(...create, '--web-redirect-uris', 'https://platform.example');
  assert.match(stderr, /Found an existing application instance/);
  assert.equal(JSON.parse(stdout).appId, made.appId);
  await cli.json(...['ad', 'app', 'create', '--display-name', 'Same name, longer']);
  assert.equal((await cli.json('ad', 'app', 'list', '--display-name', 'Same name')).length, 2, 'a prefix');
  assert.equal((await cli.json('ad', 'app', 'list', '--filter', "displayName eq 'Same name'")).length, 1);
});

test('a federated credential is made, listed and deleted', async () => {
  const cli = await azure.signedIn();
  const { appId } = await cli.json('ad', 'app', 'create', '--display-name', 'Federated');
  const of = (verb, ...args) => ['ad', 'app', 'federated-credential', verb, '--id', appId, ...args];
  const credential = { name: 'platform', issuer: 'https://platform.example', subject: 'account:7', audiences: ['api://AzureADTokenExchange'] };
  const make = of('create', '--parameters', JSON.stringify(credential));
  await cli.json(...make);
  assert.match(await cli.refused(...make), /already exists/);
  const [{ name, issuer, subject, audiences }] = await cli.json(...of('list'));
  assert.deepEqual({ name, issuer, subject, audiences }, credential);
  await cli.json(...of('delete', '--federated-credential-id', 'platform'));
  assert.deepEqual(await cli.json(...of('list')), []);
});
