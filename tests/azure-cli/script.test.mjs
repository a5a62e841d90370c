// The script that the wizard hands over, pasted into an interactive bash with the real Azure CLI.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { script as scriptFor, startAzure } from './fixtures/azure.mjs';
import { newIssuer } from './fixtures/assertion.mjs';
import { handBack, openTerminal } from './fixtures/terminal.mjs';

const KNOBS = { applicationSeconds: 0, principalSeconds: 0, onlyAdminsRegisterApps: false, secretPolicy: {} };
const ROLE = 'Pier Operator';
/** A platform that this directory has never heard of. */
const PROFILE = {
  platform: { name: 'Pier' },
  role: { custom: { name: ROLE, description: 'Looks at disks', actions: ['Microsoft.Compute/disks/read'] } },
  endpoint: { url: '/api' },
};

let azure;
let scope;
let profile;
before(async () => {
  azure = await startAzure();
  profile = await azure.file('profile.json', PROFILE);
});
beforeEach(async () => {
  await azure.sim('/reset', {});
  azure.values = await azure.sim('/values');
  await azure.sim('/knobs', KNOBS);
  scope = `/subscriptions/${azure.values.otherSubscriptionId}`;
});
after(() => azure.stop());

const script = (...args) => scriptFor(profile, ...args);
const yes = ['[y/n] ', 'y'];

/** An admin with the public cloud's name, who is in fact at the simulator. */
async function admin(user) {
  const cli = await azure.signedIn(user, azure.values.tenantId, 'AzureCloud');
  return { cli, terminal: await openTerminal(cli.environment) };
}

async function with_(user, work) {
  const { cli, terminal } = await admin(user);
  try {
    return await work(terminal, cli);
  } finally {
    await terminal.close();
  }
}

test('one paste connects, a second changes nothing, the tear-down leaves all as it was', async () => {
  await with_('', async (terminal) => {
    const untouched = await azure.sim('/state');
    const first = await terminal.run(await script('--scope', scope));
    const line = handBack(first);
    assert.equal(line.t, azure.values.tenantId);
    assert.match(line.k, /^.{3}\dQ~/);
    assert.match(line.e, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(line.s, [], 'the wizard knows this one');

    const itself = await azure.profile();
    const login = ['login', '--service-principal', '-u', line.c, `-p=${line.k}`, '--tenant', line.t];
    const subscriptions = await itself.json(...login);
    assert.deepEqual(subscriptions.map(({ id }) => id), [azure.values.otherSubscriptionId]);

    const connected = await azure.sim('/state');
    const { length } = (await azure.sim('/requests')).requests;
    const second = await terminal.run(await script('--scope', scope));
    assert.match(second, /nothing was changed/);
    assert.equal(handBack(second).k, undefined);
    assert.deepEqual(await azure.sim('/state'), connected);
    const asked = (await azure.sim('/requests')).requests.slice(length);
    assert.deepEqual(asked.filter((one) => !one.startsWith('GET') && !one.includes('/oauth2/')), []);

    const added = await terminal.run(await script('--scope', scope, '--new-secret'));
    assert.notEqual(handBack(added).k, line.k);
    assert.match(added, /remove the old one:[^]*az ad app credential delete --id/);
    await (await azure.profile()).json(...login);

    const dry = await terminal.run(await script('--teardown', '--client-id', line.c, '--scope', scope, '--dry-run'));
    assert.match(dry, /would remove the assignment/);
    const away = await terminal.run(await script('--teardown', '--client-id', line.c, '--scope', scope), [yes, yes]);
    assert.match(away, /deleted the app/);
    assert.deepEqual(await azure.sim('/state'), untouched);
  });
});

test('a second subscription extends the role after asking, and asks for nothing else', async () => {
  await with_('', async (terminal) => {
    const other = `/subscriptions/${azure.values.subscriptionId}`;
    handBack(await terminal.run(await script('--scope', scope)));
    const refused = await terminal.run(await script('--scope', other), [['[y/n] ', 'n']]);
    assert.match(refused, /You chose not to change the role/);
    const more = await terminal.run(await script('--scope', other), [yes]);
    assert.deepEqual(handBack(more).s, []);
    const role = (await azure.sim('/state')).roles.find(({ name }) => name === ROLE);
    assert.deepEqual([...role.assignableScopes].sort(), [scope, other].sort());
  });
});

test('with trust in tokens of the platform there is no secret at all', async () => {
  const issuer = newIssuer('https://id.example.com');
  await azure.sim('/issuer', { issuer: 'https://id.example.com', jwks: issuer.jwks });
  await with_('', async (terminal) => {
    const untouched = await azure.sim('/state');
    const trust = ['--issuer', 'https://id.example.com', '--subject', 'account:4d1c', '--audience', 'api://AzureADTokenExchange'];
    const shown = await terminal.run(await script('--scope', scope, ...trust));
    const line = handBack(shown);
    assert.deepEqual([line.k, line.e], [undefined, undefined]);
    const itself = await azure.profile();
    const login = ['login', '--service-principal', '-u', line.c, '--tenant', line.t];
    await itself.json(...login, '--federated-token', issuer.token('account:4d1c'));
    const connected = await azure.sim('/state');
    handBack(await terminal.run(await script('--scope', scope, ...trust)));
    assert.deepEqual(await azure.sim('/state'), connected);
    await terminal.run(await script('--teardown', '--client-id', line.c, '--scope', scope), [yes, yes]);
    assert.deepEqual(await azure.sim('/state'), untouched);
  });
});

/** A key pair of the platform's, and its certificate as the platform gives it out. */
async function newCertificate(cli) {
  // The Azure CLI makes one for any app; this app is gone again afterwards.
  const { appId } = await cli.json('ad', 'app', 'create', '--display-name', 'Workshop');
  const made = await cli.json('ad', 'app', 'credential', 'reset', '--id', appId, '--create-cert', '--years', '2');
  await cli.json('ad', 'app', 'delete', '--id', appId);
  const both = made.fileWithCertAndPrivateKey;
  const [pem] = (await readFile(both, 'utf8')).match(/-----BEGIN CERTIFICATE-----[^]*-----END CERTIFICATE-----\n/);
  const thumbprint = new X509Certificate(pem).fingerprint.replaceAll(':', '');
  return { both, thumbprint, args: ['--certificate', await azure.file(`${thumbprint}.pem`, pem), '--thumbprint', thumbprint] };
}

test('with a certificate of the platform there is no secret at all, and those of others stay', async () => {
  await with_('', async (terminal, cli) => {
    const untouched = await azure.sim('/state');
    const { both, thumbprint, args } = await newCertificate(cli);
    const line = handBack(await terminal.run(await script('--scope', scope, ...args)));
    assert.deepEqual([line.k, line.e], [undefined, undefined]);
    const itself = await azure.profile();
    const login = ['login', '--service-principal', '-u', line.c, '--tenant', line.t, '--certificate', both];
    const [subscription] = await itself.json(...login);
    assert.equal(subscription.id, azure.values.otherSubscriptionId);

    const certificates = async () => await cli.json('ad', 'app', 'credential', 'list', '--id', line.c, '--cert');
    const [ours] = await certificates();
    assert.equal(ours.customKeyIdentifier, thumbprint);
    // As long as the certificate itself, not the year that az takes when nobody says more.
    assert.ok(Date.parse(ours.endDateTime) > Date.now() + 700 * 24 * 3600 * 1000, ours.endDateTime);

    const connected = await azure.sim('/state');
    const { length } = (await azure.sim('/requests')).requests;
    const second = await terminal.run(await script('--scope', scope, ...args));
    assert.match(second, new RegExp(`already there: ${thumbprint}[^]*nothing was changed`));
    assert.deepEqual(await azure.sim('/state'), connected);
    const asked = (await azure.sim('/requests')).requests.slice(length);
    assert.deepEqual(asked.filter((one) => !one.startsWith('GET') && !one.includes('/oauth2/')), []);

    // Somebody else's come, ours goes: ours comes back, theirs stay.
    const reset = ['ad', 'app', 'credential', 'reset', '--id', line.c, '--append'];
    await cli.json(...reset, '--display-name', 'theirs');
    await cli.json(...reset, '--create-cert', '--display-name', 'theirs');
    await cli.json('ad', 'app', 'credential', 'delete', '--id', line.c, '--cert', '--key-id', ours.keyId);
    const dry = await terminal.run(await script('--scope', scope, ...args, '--dry-run'));
    assert.match(dry, new RegExp(`would add the certificate ${thumbprint}`));
    assert.equal((await certificates()).length, 1);
    handBack(await terminal.run(await script('--scope', scope, ...args)));
    assert.deepEqual((await certificates()).map(({ displayName }) => displayName).sort(), ['Pier', 'theirs']);
    assert.equal((await cli.json('ad', 'app', 'credential', 'list', '--id', line.c)).length, 1);
    await (await azure.profile()).json(...login);

    await terminal.run(await script('--teardown', '--client-id', line.c, '--scope', scope, ...args), [yes, yes]);
    assert.deepEqual(await azure.sim('/state'), untouched);
  });
});

test('not signed in', async () => {
  const cli = await azure.profile('AzureCloud');
  const terminal = await openTerminal(cli.environment);
  const shown = await terminal.run(await script('--scope', scope));
  assert.match(shown, /You are not signed in\.[^]*az login[^]*Nothing was changed\./);
  await terminal.close();
});

test('the wrong directory', () => with_('', async (terminal) => {
  const elsewhere = '3f8e2c1d-7a6b-4c5d-9e0f-1a2b3c4d5e6f';
  const shown = await terminal.run(await script('--scope', scope, '--tenant', elsewhere));
  assert.match(shown, new RegExp(`another directory[^]*az login --tenant ${elsewhere}`));
}));

test('a subscription that nobody can see', () => with_('', async (terminal) => {
  const shown = await terminal.run(await script('--scope', '/subscriptions/3f8e2c1d-7a6b-4c5d-9e0f-1a2b3c4d5e6f'));
  assert.match(shown, /You cannot see the subscription[^]*az login --tenant/);
}));

test('may not register apps', () => with_(azure.values.userWithoutApps, async (terminal) => {
  const untouched = await azure.sim('/state');
  const shown = await terminal.run(await script('--scope', scope));
  assert.match(shown, /You may not register apps in this directory\.[^]*Application Developer/);
  assert.deepEqual(await azure.sim('/state'), untouched);
}));

test('may not assign roles, said before anything is made', () => with_(azure.values.userWithoutRoles, async (terminal) => {
  const untouched = await azure.sim('/state');
  const shown = await terminal.run(await script('--scope', scope));
  assert.match(shown, /You may not assign roles on[^]*Nothing was changed\./);
  assert.deepEqual(await azure.sim('/state'), untouched);
}));

test('a policy that refuses secrets', () => with_('', async (terminal) => {
  await azure.sim('/knobs', { secretPolicy: { refuse: true } });
  const shown = await terminal.run(await script('--scope', scope));
  assert.match(shown, /Your directory does not allow client secrets\.[^]*To take it back:[^]*az ad app delete --id/);
}));

test('a policy that wants secrets to be short', () => with_('', async (terminal) => {
  await azure.sim('/knobs', { secretPolicy: { maxDays: 90 } });
  const shown = await terminal.run(await script('--scope', scope), [['(0 stops) ', '60']]);
  const days = (Date.parse(handBack(shown).e) - Date.now()) / 86_400_000;
  assert.ok(days > 57 && days < 62, `${days} days`);
}));

test('a role of that name where the admin cannot look', () => with_('', async (terminal) => {
  await azure.sim('/role', { name: ROLE });
  const shown = await terminal.run(await script('--scope', scope));
  assert.match(shown, /is there already, at a scope that you cannot see/);
}));

test('what was just made has not spread: it waits and goes on', () => with_('', async (terminal) => {
  await azure.sim('/knobs', { applicationSeconds: 3, principalSeconds: 3 });
  const shown = await terminal.run(await script('--scope', scope));
  assert.match(shown, /waiting until/);
  assert.ok(handBack(shown).k);
}));
