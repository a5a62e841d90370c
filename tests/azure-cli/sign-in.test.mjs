import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newIssuer } from './fixtures/assertion.mjs';
import { startAzure } from './fixtures/azure.mjs';

let azure;
before(async () => {
  azure = await startAzure();
});
after(() => azure.stop());

test('a user signs in by device code and sees the subscriptions of both directories', async () => {
  const cli = await azure.profile();
  const found = await cli.json('login', '--use-device-code');
  assert.equal(found.length, 4);
  const home = found.find((one) => one.isDefault);
  assert.equal(home.tenantDefaultDomain, azure.values.tenantDomain);
  const shown = await cli.json('account', 'show');
  assert.equal(shown.id, azure.values.subscriptionId);
  assert.equal(shown.tenantId, azure.values.tenantId);
  assert.deepEqual(shown.user, { name: azure.values.adminUser, type: 'user' });
  const listed = await cli.json('account', 'list');
  assert.ok(listed.some((one) => one.id === azure.values.foreignSubscriptionId));
  assert.ok(!listed.some((one) => one.id === azure.values.hiddenSubscriptionId));
  const me = await cli.json('ad', 'signed-in-user', 'show');
  assert.equal(me.userPrincipalName, azure.values.adminUser);
});

test('who is in the wrong directory sees the other subscription', async () => {
  const cli = await azure.signedIn('', azure.values.otherTenantId);
  const [only, ...others] = await cli.json('account', 'list');
  assert.equal(only.id, azure.values.foreignSubscriptionId);
  assert.deepEqual(others, []);
});

test('an application signs in with its secret, the tenant by its domain', async () => {
  const { clientId, clientSecret, tenantDomain, tenantId } = azure.values;
  const cli = await azure.profile();
  const found = await cli.json('login', '--service-principal', '-u', clientId, `-p=${clientSecret}`, '--tenant', tenantDomain);
  assert.equal(found.length, 2);
  assert.equal(found[0].tenantId, tenantId);
  assert.deepEqual(await cli.json('group', 'list'), []);
});

test('a wrong secret, an unknown application and an unknown directory are refused in their words', async () => {
  const { clientId, tenantId } = azure.values;
  const login = async (id, tenant) =>
    (await azure.profile()).refused('login', '--service-principal', '-u', id, '-p=wrong', '--tenant', tenant);
  assert.match(await login(clientId, tenantId), /AADSTS7000215/);
  assert.match(await login(tenantId, tenantId), /AADSTS700016/);
  assert.match(await login(clientId, 'nowhere.example'), /Failed to resolve tenant 'nowhere\.example'[^]*AADSTS90002/);
});

test('a federated client signs in by its issuer, and not by another subject or another key', async () => {
  const admin = await azure.signedIn();
  const issuer = newIssuer('https://platform.example');
  await azure.sim('/issuer', { issuer: 'https://platform.example', jwks: issuer.jwks });
  const { appId } = await admin.json('ad', 'app', 'create', '--display-name', 'Federated');
  await admin.json('ad', 'sp', 'create', '--id', appId);
  const credential = await azure.file('credential.json', {
    name: 'platform',
    issuer: 'https://platform.example',
    subject: 'account:7',
    audiences: ['api://AzureADTokenExchange'],
  });
  await admin.json('ad', 'app', 'federated-credential', 'create', '--id', appId, '--parameters', `@${credential}`);
  const scope = azure.scope();
  await azure.sim('/assign', { clientId: appId, scope, roleName: 'Reader' });

  const login = async (token) => {
    const file = await azure.file('token', token);
    const args = ['login', '--service-principal', '-u', appId, '--federated-token', `@${file}`];
    return (await azure.profile()).run(...args, '--tenant', azure.values.tenantId);
  };
  const { code, stdout, stderr } = await login(issuer.token('account:7'));
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout)[0].id, azure.values.subscriptionId);
  assert.match((await login(issuer.token('account:8'))).stderr, /AADSTS700213/);
  assert.match((await login(issuer.token('Account:7'))).stderr, /AADSTS7002138/);
  assert.match((await login(newIssuer('https://platform.example').token('account:7'))).stderr, /AADSTS700027/);
});

test('a secret that begins with a hyphen is one only with an equals sign, from a file or from a pipe', async () => {
  const admin = await azure.signedIn();
  await azure.sim('/knobs', { secretStart: '-l9' });
  const { appId } = await admin.json('ad', 'app', 'create', '--display-name', 'Hyphen');
  await admin.json('ad', 'sp', 'create', '--id', appId);
  const { password } = await admin.json('ad', 'app', 'credential', 'reset', '--id', appId, '--append');
  assert.match(password, /^-l98Q~/);
  const login = async (input, ...secret) => {
    const args = ['login', '--service-principal', '-u', appId, ...secret, '--tenant', azure.values.tenantId];
    return (await azure.profile()).fed(input, ...args, '--allow-no-subscriptions');
  };
  const bare = await login('', '-p', password);
  assert.equal(bare.code, 2);
  assert.match(bare.stderr, /expected one argument/);
  assert.equal((await login('', `-p=${password}`)).code, 0);
  // The CLI puts a file's text in its place before it reads its options: here, too, only the sign tells.
  const file = await azure.file('secret', `${password}\r\n`);
  assert.equal((await login('', '-p', `@${file}`)).code, 2);
  assert.equal((await login('', `-p=@${file}`)).code, 0);
  assert.equal((await login(`${password}\n`, '-p=@-')).code, 0);
});
