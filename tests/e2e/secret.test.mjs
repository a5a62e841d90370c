// Where the secret is, and where it is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { everything, typed } from './fixtures/holdings.mjs';
import { connection, Platform, problem, values } from './fixtures/platform.mjs';

const setting = useConnections();

test('the secret is in its field and in one request body, and nowhere else', async (t) => {
  const one = await setting.admin(t);
  const { page, values } = one;
  const secret = values.clientSecret;
  const requests = [];
  const said = [];
  page.on('request', (request) => requests.push(request));
  page.on('console', (message) => said.push(message.text()));
  await one.walkPortal('Check and connect', async () => {
    assert.ok(!(await everything(page)).includes(secret));
  });
  const holders = (await typed(page)).filter(([, value]) => value.includes(secret));
  assert.deepEqual(holders, [['clientSecret', secret]]);

  await one.connect();
  await one.visit.event('ac-connected');
  assert.ok(!(await everything(page)).includes(secret));
  assert.deepEqual((await typed(page)).filter(([, value]) => value.includes(secret)), [], 'the field is empty');

  const carriers = requests.filter((request) => (request.postData() ?? '').includes(secret));
  assert.equal(carriers.length, 1);
  const [carrier] = carriers;
  assert.equal(`${carrier.method()} ${carrier.url()}`, `POST ${setting.backend.endpoint}`);
  assert.equal(carrier.postData().split(secret).length, 2, 'once in it');
  for (const request of requests) {
    assert.ok(!request.url().includes(secret));
    assert.ok(!JSON.stringify(await request.allHeaders()).includes(secret));
  }
  assert.ok(!JSON.stringify(one.visit.events).includes(secret));
  assert.ok(!said.join('\n').includes(secret));
  assert.ok(!setting.backend.log().includes(secret), "nor in the host's log");
});

// A secret of an old shape, whose every character is written otherwise somewhere.
const NASTY = 'aB3+/=&"\\<é> %40?legacy'.replace(' ', '_');
const written = [
  NASTY,
  JSON.stringify(NASTY).slice(1, -1),
  encodeURIComponent(NASTY),
  new URLSearchParams({ a: NASTY }).toString().slice(2),
  NASTY.replace('é', '\\u00e9'),
];

for (const [what, script] of [
  ['a refused field', { create: problem(422, 'invalid', { title: quoted(), detail: quoted(), errors: [{ pointer: '/tenantId', code: 'x', detail: quoted() }] }) }],
  ['a problem', { create: problem(400, 'odd', { title: quoted(), detail: quoted() }) }],
  ['a failed check', { create: failed() }],
  ['a check that is polled', { create: { ...connection('verifying', [{ id: 'token', state: 'running' }]), status: 202 }, read: { ...failed(), status: 200 } }],
  ['a check and the name of it', { create: { ...connection('connected', [{ id: quoted(), state: 'warn', code: quoted(), detail: quoted() }], { name: quoted() }), status: 201 } }],
]) {
  test(`a secret that comes back in ${what} is not shown, and no event tells it`, async (t) => {
    const platform = new Platform(script);
    const visit = await setting.visit(t, { before: platform.attach });
    const admin = new Admin(visit, { ...values, clientSecret: NASTY });
    await admin.bringValues();
    const after = visit.events.length;
    await admin.connect();
    await Promise.race([visit.event('ac-failed', { after }), visit.event('ac-connected', { after })]);
    await admin.widget.getByRole('heading', { name: /There is a problem|did not accept|Not connected yet|Azure is connected/ }).first().waitFor();
    for (const details of await admin.widget.getByText('What Azure said').all()) await details.click();
    assert.ok(platform.of('create')[0].body.credential.clientSecret === NASTY);
    const text = [
      await everything(visit.page),
      await admin.widget.evaluate((element) => element.shadowRoot.textContent),
      JSON.stringify(visit.events),
      visit.events.map(({ detail }) => Object.values(detail ?? {}).join('\n')).join('\n'),
    ].join('\n');
    for (const form of written) assert.ok(!text.includes(form), `${form} shows`);
  });
}

function quoted() {
  return `it said ${written.join(' and ')}.`;
}

function failed() {
  const check = { id: 'token', state: 'fail', code: 'AADSTS7000215', detail: quoted(), traceId: quoted() };
  return { ...connection('failed', [check], { name: quoted() }), status: 201 };
}
