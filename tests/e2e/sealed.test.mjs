// Secrets that leave the browser sealed: opened here by another JOSE library, and by the real host.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { compactDecrypt, exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { Admin, inDays } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { connection, passed, Platform, problem, values } from './fixtures/platform.mjs';
import { root } from './fixtures/places.mjs';
import { useSetting } from './fixtures/setting.mjs';

const { publicKey, privateKey } = await generateKeyPair('RSA-OAEP-256', { modulusLength: 2048, extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: '2026-11' };
const scratch = await mkdtemp(join(tmpdir(), 'azure-connect-sealed-'));
after(() => rm(scratch, { recursive: true }));
const hostProfile = join(scratch, 'profile.json');
const demo = JSON.parse(await readFile(join(root, 'www/profiles/demo.json'), 'utf8'));
await writeFile(hostProfile, JSON.stringify(sealed({ audience: 'local' })(demo)));

const played = useSetting();
const real = useConnections({ profile: hostProfile, env: { AC_SEAL_KEY: await exportPKCS8(privateKey) } });

/** A profile whose secrets are sealed; the audience is left to its default if none is named. */
function sealed(more) {
  return (own) => ({ ...own, credential: { ...own.credential, seal: { jwk, ...more } } });
}

/** What a body holds sealed, opened: its header, and everything in it. */
async function opened({ credential }) {
  const { plaintext, protectedHeader } = await compactDecrypt(credential.jwe, privateKey);
  return { header: protectedHeader, claims: JSON.parse(new TextDecoder().decode(plaintext)), credential };
}

/** A visit of a platform that plays, at the answers. */
async function atTheEnd(t, script, { profile = sealed({ audience: 'acme' }), before, ...options } = {}) {
  const platform = new Platform(script);
  const texts = [];
  const visit = await played.visit(t, {
    profile,
    before: async (page) => {
      await platform.attach(page);
      page.on('request', (request) => request.postData() && texts.push(request.postData()));
      await before?.(page);
    },
    ...options,
  });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  return Object.assign(admin, { platform, texts });
}

test('another library opens it, a retry sends the same bytes, the next submission is sealed anew', async (t) => {
  const refused = problem(422, 'invalid', { detail: 'Not today.' });
  const created = { ...connection('connected', passed), status: 201 };
  const one = await atTheEnd(t, { create: ['abort', problem(503, 'busy'), refused, created] }, { except: /ERR_CONNECTION_RESET|status of 503/ });
  const began = Math.floor(Date.now() / 1000);
  await one.connect();
  await one.widget.getByText('answered: Not today.').waitFor();
  assert.equal(one.platform.of('create').length, 3);
  const [first, ...again] = one.platform.of('create');
  assert.deepEqual(one.texts, Array(3).fill(one.texts[0]), 'the same bytes');
  for (const { headers } of again) assert.equal(headers['idempotency-key'], first.headers['idempotency-key']);
  const { header, claims, credential } = await opened(first.body);
  assert.deepEqual(header, { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: '2026-11' });
  const { iat, ...rest } = claims;
  assert.deepEqual(rest, {
    credential: { kind: 'secret', clientSecret: values.clientSecret, expiresOn: one.values.expiresOn },
    tenantId: values.tenantId,
    clientId: values.clientId,
    aud: 'acme',
    jti: first.headers['idempotency-key'],
  });
  assert.ok(iat >= began && iat <= Date.now() / 1000, `${iat}`);
  assert.deepEqual({ ...credential, jwe: '' }, { kind: 'sealed', of: 'secret', expiresOn: one.values.expiresOn, jwe: '' });
  assert.equal(first.body.tenantId, values.tenantId);

  await one.press('Try again');
  await one.visit.event('ac-connected');
  const second = one.platform.of('create').at(-1);
  const next = await opened(second.body);
  assert.notEqual(next.claims.jti, claims.jti);
  assert.equal(next.claims.jti, second.headers['idempotency-key']);
  const parts = (jwe) => jwe.split('.').slice(1);
  parts(credential.jwe).forEach((part, at) => assert.notEqual(part, parts(next.credential.jwe)[at], `part ${at}`));
  for (const text of one.texts) assert.ok(!text.includes(values.clientSecret.slice(4)));
});

for (const [why, code, before, key] of [
  ['without WebCrypto', 'no-web-crypto', (page) => page.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined }))],
  [
    'without a secure context',
    'insecure-context',
    (page) =>
      page.addInitScript(() => {
        delete Crypto.prototype.subtle;
        Object.defineProperty(globalThis, 'isSecureContext', { get: () => false });
      }),
  ],
  ['with a key that is none', 'key-refused', undefined, { ...jwk, e: 'AA' }],
  [
    'when the browser fails',
    'failed',
    (page) => page.addInitScript(() => (SubtleCrypto.prototype.wrapKey = () => Promise.reject(null))),
  ],
  ['when the page answers in its place', 'failed', (page) => page.addInitScript(() => (SubtleCrypto.prototype.encrypt = () => 4_000_000_000))],
]) {
  test(`${why} nothing is sent, and a screen says so`, async (t) => {
    const profile = sealed({ audience: 'acme', ...(key && { jwk: key }) });
    const one = await atTheEnd(t, {}, { profile, before, except: new RegExp(`could not be sealed: ${code}$`) });
    await one.connect();
    await one.heading('The secret could not be encrypted').waitFor();
    assert.deepEqual(await one.visit.event('ac-failed'), { problem: 'not-sealed', retriable: false });
    await one.visit.accessible();
    assert.deepEqual(one.platform.of('create'), []);
    assert.ok(one.visit.troubles.some(({ text }) => text.includes(code)), 'the console says why');
    await one.press('Your answers');
    await one.heading('Check and connect').waitFor();
  });
}

test('what came too late is sealed anew at the next try', async (t) => {
  const late = { errors: [{ pointer: '/credential/jwe', code: 'seal-expired', detail: 'Too old.' }] };
  const created = { ...connection('connected', passed), status: 201 };
  const one = await atTheEnd(t, { create: [problem(422, 'invalid', late), created] });
  await one.connect();
  await one.heading('The encrypted secret came too late').waitFor();
  await one.press('Try again');
  await one.visit.event('ac-connected');
  const [first, second] = await Promise.all(one.platform.of('create').map(({ body }) => opened(body)));
  assert.notEqual(first.claims.jti, second.claims.jti);
});

test('a page that does not say whose account it is shows no wizard', async (t) => {
  const visit = await played.visit(t, { profile: sealed({}), ready: false, except: /credential\.seal\.audience/ });
  await visit.widget.getByText(/credential\.seal\.audience/).waitFor();
  assert.ok(visit.troubles.some(({ text }) => text.includes('param.accountId')));
});

test('the real host opens it: connected, corrected and replaced, and the secret is in no request and no log', async (t) => {
  const admin = await real.admin(t, { profile: sealed({ audience: 'local' }) });
  const bodies = [];
  admin.page.on('request', (request) => request.postData() && bodies.push(`${request.method()} ${request.postData()}`));
  const wrong = 'Zz98Q~thisIsNotTheSecretOfThatApplication1';
  const right = admin.values.clientSecret;
  admin.values.clientSecret = wrong;
  await admin.bringValues();
  await admin.connect();
  await admin.heading('Not connected yet').waitFor();
  await admin.widget.getByRole('button', { name: /^Go to/ }).first().click();
  await admin.field('clientSecret').fill(right);
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
  const [{ id, status }] = await real.connections();
  assert.equal(status, 'connected');

  await admin.press('Show connections');
  await admin.widget.getByRole('button', { name: /Connected/ }).first().click();
  await admin.press('Replace secret');
  await admin.heading('Replace secret').waitFor();
  const { clientSecret: next } = await real.backend.azure('/secret', {});
  await admin.field('clientSecret').fill(next);
  await admin.field('expiresOn').fill(inDays(300));
  await admin.press('Replace secret');
  assert.deepEqual(await admin.visit.event('ac-updated'), { id });
  const [after] = await real.connections();
  assert.deepEqual([after.credential.hint, after.credential.kind], [next.slice(0, 3), 'secret']);

  assert.deepEqual(bodies.map((body) => body.split(' ', 1)[0]), ['POST', 'PUT', 'PATCH']);
  const all = await Promise.all(bodies.map((body) => opened(JSON.parse(body.slice(body.indexOf(' '))))));
  assert.deepEqual(all.map(({ claims }) => claims.credential.clientSecret), [wrong, right, next]);
  assert.equal(new Set(all.map(({ claims }) => claims.jti)).size, 3, 'each with its own jti');
  for (const { claims } of all) {
    assert.deepEqual([claims.tenantId, claims.clientId, claims.aud], [admin.values.tenantId, admin.values.clientId, 'local']);
  }
  const said = [...bodies, JSON.stringify(real.backend.log())].join('\n');
  for (const secret of [wrong, right, next]) assert.ok(!said.includes(secret));
});

test('the samples of the documentation make a key, and open what is sealed for it', async (t) => {
  const page = await readFile(join(root, 'docs/sealing.md'), 'utf8');
  const sample = (mark) => new RegExp(`\\n\`\`\`\\w+ ${mark}\\n(.*?)\`\`\``, 's').exec(page)[1];
  const run = (program, args) => promisify(execFile)(program, args, { cwd: scratch });
  const { stdout } = await run('sh', ['-c', sample('make=key')]);
  const made = JSON.parse(stdout);
  const one = await atTheEnd(t, {}, { profile: sealed({ jwk: made, audience: 'acme' }) });
  await one.connect();
  await one.visit.event('ac-connected');
  const [{ body, headers }] = one.platform.of('create');
  const claims = [body, 'acme', headers['idempotency-key']];

  await writeFile(join(scratch, 'open.mjs'), sample('open=node').replace("'jose'", `'${import.meta.resolve('jose')}'`).replace("'seal.pem'", `'${scratch}/seal.pem'`));
  const { open } = await import(pathToFileURL(join(scratch, 'open.mjs')));
  assert.equal((await open(...claims)).clientSecret, values.clientSecret);
  for (const [at, other] of [[0, { ...body, tenantId: values.clientId }], [1, 'other'], [2, values.clientId]]) {
    await assert.rejects(open(...claims.map((value, index) => (index === at ? other : value))), /something else/);
  }

  const python = process.env.AC_TEST_PYTHON ?? 'python3';
  if (!(await run(python, ['-c', 'import joserfc']).catch(() => undefined))) return t.diagnostic('no joserfc: the sample in Python was not run');
  const call = `print(open_sealed(*json.loads(${JSON.stringify(JSON.stringify(claims))}))["clientSecret"])`;
  await writeFile(join(scratch, 'open.py'), `${sample('open=python')}\n${call}\n`);
  assert.equal((await run(python, ['open.py'])).stdout.trim(), values.clientSecret);
});
