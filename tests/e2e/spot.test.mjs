// Spot: validated before it is saved, one credential for each Spot account, an envelope around every answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Spot } from '../../www/demo/platforms/spot.mjs';
import { abroad, quoted, useStage, values } from './fixtures/platforms/stage.mjs';

const make = (options) => new Spot(options);
const stage = useStage('spot', make);
const classic = useStage('spot-classic', make);

const SAVE = '/azure/setup/credentials?accountId=act-1a2b3c4d';
const VALIDATE = '/azure/setup/credentials/validation?accountId=act-1a2b3c4d';
const NEXT = { clientSecret: 'xN58Q~the-next-one-made-up-0123456789abcd', expiresOn: '2028-01-15' };

/** The documented body, byte for byte. */
function body({ clientSecret = values.clientSecret, expiresOn = values.expiresOn } = {}) {
  return `{"clientId":"${values.clientId}","clientSecret":"${clientSecret}","tenantId":"${values.tenantId}","subscriptionId":"${values.subscriptionId}","expirationDate":"${expiresOn}T23:59:00.000Z"}`;
}

/** What was sent that changes something: method, what stands behind the endpoint, body. */
function changes({ sent, profile }) {
  const below = (url) => url.slice(profile.endpoint.url.length);
  return sent.filter(({ method }) => method !== 'GET').map(({ method, url, text }) => [method, below(url), text]);
}

async function connected(visit) {
  const { admin } = visit;
  await admin.bringValues();
  await admin.press(visit.profile.text['action.connect'] ?? 'Connect subscription');
  await visit.event('ac-connected');
  return admin;
}

for (const [name, from] of [['Spot', stage], ['Spot Console', classic]]) {
  test(`${name}: from the first screen to connected, with the documented requests`, async (t) => {
    const visit = await from.visit(t);
    const { admin, widget } = visit;
    await widget.getByRole('radio', { name: /^Azure portal/ }).check();
    const secret = name === 'Spot' ? 'Create a secret' : 'Create a key';
    for (const [step, ...fields] of [
      ['Register the app', 'clientId', 'tenantId'],
      [secret, 'clientSecret', 'expiresOn'],
      ['Choose the subscription', 'subscriptionId'],
      ['Create the role'],
      ['Assign the role'],
      ['Check and connect'],
    ]) {
      await admin.goOn(step);
      if (step === 'Register the app') await widget.getByText('https://spot.io').waitFor();
      // What the old pages leave out.
      if (step === 'Assign the role') await widget.getByText('Choose “Review + assign”, and once more').waitFor();
      if (name === 'Spot Console' && step === secret) await widget.getByText('today as the start date, and an end date').waitFor();
      if (name === 'Spot Console' && step === 'Create the role') await widget.getByText('The policy', { exact: true }).waitFor();
      await admin.fill(...fields);
    }
    await admin.press(visit.profile.text['action.connect'] ?? 'Connect subscription');
    assert.deepEqual(await visit.event('ac-connected'), { id: 'act-1a2b3c4d' });
    await visit.accessible();
    assert.deepEqual(changes(visit), [
      ['POST', VALIDATE, body()],
      ['POST', SAVE, body()],
    ]);
    for (const { headers, text } of visit.sent.filter(({ text }) => text)) {
      assert.match(headers['content-type'], /^application\/json/);
      assert.equal(Number(headers['content-length']), Buffer.byteLength(text));
    }
    assert.equal(await abroad(visit, values.clientSecret), 0);
  });
}

test('a secret is replaced with its new day, and nothing else can be changed', async (t) => {
  const visit = await stage.visit(t);
  const admin = await connected(visit);
  await admin.press('Show connections');
  await admin.widget.getByRole('button', { name: /Connected/ }).click();
  await admin.button('Replace secret').waitFor();
  for (const not of ['Rename', 'Remove connection']) assert.equal(await admin.button(not).isVisible(), false, not);
  await admin.press('Replace secret');
  await admin.field('clientSecret').fill(NEXT.clientSecret);
  await admin.field('expiresOn').fill(NEXT.expiresOn);
  await admin.press('Replace secret');
  await visit.event('ac-updated');
  assert.deepEqual(changes(visit).at(-1), ['POST', SAVE, body(NEXT)]);
  assert.equal(await abroad(visit, NEXT.clientSecret), 0);
});

test('what Spot does not validate is not saved, and its words are shown', async (t) => {
  const visit = await stage.visit(t, { known: { ...values, clientSecret: 'another' } });
  const { admin } = visit;
  await admin.bringValues();
  await admin.press('Connect Account');
  await admin.widget.getByText('AADSTS7000215').first().waitFor();
  await visit.event('ac-failed');
  assert.deepEqual(changes(visit).map(([, path]) => path), [VALIDATE]);
});

test('a 200 whose envelope carries an error is none', async (t) => {
  const visit = await stage.visit(t);
  const { admin, platform } = visit;
  platform.knobs.save = () => platform.errorInside('This account is managed by somebody else.');
  await admin.bringValues();
  await admin.press('Connect Account');
  await admin.widget.getByText('This account is managed by somebody else.').first().waitFor();
  assert.equal(visit.events.some(({ type }) => type === 'ac-connected'), false);
});

for (const odd of ['html', 'empty', 'no-content', 'broken', 'html-502']) {
  test(`a validation that answers ${odd} saves nothing`, async (t) => {
    const visit = await stage.visit(t, { except: /status of 502/ });
    visit.platform.knobs.validate = odd;
    await visit.admin.bringValues();
    await visit.admin.press('Connect Account');
    const { problem } = await visit.event('ac-failed', { timeout: 60_000 });
    assert.ok(problem, 'it has a name');
    assert.equal(visit.platform.of('save').length, 0);
    assert.equal(visit.events.some(({ type }) => type === 'ac-connected'), false);
    await visit.accessible();
  });
}

test('without the account of the page nothing is sent', async (t) => {
  const visit = await stage.visit(t, { params: {}, ready: false, except: /azure-connect|console error/ });
  await visit.event('ac-error').catch(() => undefined);
  assert.deepEqual(changes(visit), []);
  assert.equal(quoted(visit, values.clientSecret), false);
});
