// A connection without a secret: the app trusts the platform's own tokens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin, PORTAL_STEPS } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { Platform, problem, trust, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const real = useConnections({ deadlineSeconds: 4 });
const played = useSetting();
const FEDERATED = 'Create a federated credential';
const federatedFirst = (own) => ({ ...own, credential: { ...own.credential, kinds: ['federated', 'secret'] } });

/** The simulator gets to know the host's keys, as Entra reads them. */
async function introduce({ backend }) {
  const jwks = await (await fetch(`${backend.url}/.well-known/jwks.json`)).json();
  await backend.azure('/issuer', { issuer: backend.url, jwks });
}

/** On the portal route to the step of the credential, and there the kind without a secret. */
async function toFederated(one) {
  await one.walkPortal('Create a secret');
  await one.widget.getByRole('radio', { name: 'Federated credential', exact: true }).check();
  await one.heading(FEDERATED).waitFor();
}

/** From there to the answers. */
async function onToAnswers(one) {
  await one.goOn('Choose the subscription');
  await one.fill('subscriptionId');
  for (const step of PORTAL_STEPS.slice(4)) await one.goOn(step);
}

/** What the page says has to be entered in Azure, copied button by button. */
async function copied(one) {
  const triple = {};
  for (const name of ['issuer', 'subject', 'audience']) {
    const label = name[0].toUpperCase() + name.slice(1);
    // The field is there while the platform is being asked.
    const shown = await one.widget.getByLabel(label, { exact: true }).filter({ hasText: /./ }).textContent();
    await one.press(`Copy ${name}`);
    await one.widget.getByText(`Copied ${name}`).waitFor();
    triple[name] = await one.visit.clipboard();
    assert.equal(triple[name], shown);
  }
  return triple;
}

/** A visit of a platform that plays. */
async function visited(t, { federation = { json: trust }, ...options } = {}) {
  const platform = new Platform({ federation });
  const visit = await played.visit(t, { ...options, before: platform.attach });
  return Object.assign(new Admin(visit, values), { platform });
}

test('the portal route ends connected, and no secret is on its way', async (t) => {
  const one = await real.admin(t);
  await introduce(real);
  await toFederated(one);
  assert.equal(await one.field('clientSecret').isVisible(), false);
  assert.equal(await one.field('expiresOn').count(), 0);
  const triple = await copied(one);
  assert.equal(triple.issuer, real.backend.url);
  assert.equal(triple.audience, 'api://AzureADTokenExchange');
  // What the admin does in the portal with what was copied.
  await real.backend.azure('/trust', { clientId: one.values.clientId, ...triple });
  await onToAnswers(one);
  await one.widget.getByRole('definition').filter({ hasText: /^Federated credential$/ }).waitFor();
  const sent = one.page.waitForRequest((request) => request.method() === 'POST');
  await one.connect();
  const body = (await sent).postData();
  assert.deepEqual(JSON.parse(body).credential, { kind: 'federated' });
  assert.ok(!body.includes(one.values.clientSecret));
  await one.visit.event('ac-connected');
  await one.heading('Azure is connected').waitFor();
  await one.widget.getByText('There is no secret to keep or to replace.').waitFor();
  const last = one.visit.events.filter(({ type }) => type === 'ac-status').at(-1).detail;
  assert.ok(last.checks.every(({ state }) => ['pass', 'skipped'].includes(state)), JSON.stringify(last));
  const [made] = await real.connections();
  assert.deepEqual(made.credential, { kind: 'federated' });
});

test('a wrong subject is waited for, then explained with the step to go to, and mended there', async (t) => {
  const one = await real.admin(t);
  await introduce(real);
  await toFederated(one);
  const triple = await copied(one);
  await real.backend.azure('/trust', { ...triple, subject: triple.subject.toUpperCase() });
  await onToAnswers(one);
  await one.connect();
  await one.visit.event('ac-status', { accept: ({ checks }) => checks[0].state === 'waiting' || checks[1].state === 'waiting' });
  await one.widget.getByText(/does not let .* in yet/).first().waitFor();
  const look = one.widget.getByRole('link', { name: /^Look at it in the portal/ });
  assert.match(await look.getAttribute('href'), new RegExp(`Credentials/appId/${one.values.clientId}`));
  assert.equal(await one.widget.getByText('Azure has not applied the role yet.').count(), 0);
  assert.equal((await one.visit.event('ac-failed')).problem, 'AADSTS7002138');
  await one.widget.getByText('The subject is right but for upper and lower case.').waitFor();
  await one.press(`Go to “${FEDERATED}”`);
  await one.heading(FEDERATED).waitFor();
  await real.backend.azure('/trust', triple);
  for (const step of PORTAL_STEPS.slice(3)) await one.goOn(step);
  await one.connect();
  await one.visit.event('ac-connected');
  assert.equal((await real.connections()).length, 1, 'the same connection, not a second one');
});

test('“I have the values” asks for three of them and shows what the app has to trust', async (t) => {
  const one = await real.admin(t, { profile: federatedFirst });
  await introduce(real);
  await one.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await one.goOn('Enter your values');
  await real.backend.azure('/trust', await copied(one));
  await one.fill('clientId', 'tenantId', 'subscriptionId');
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
});

test('a secret that was typed is still there after a look at the other kind, and is not sent', async (t) => {
  const one = await visited(t);
  await one.walkPortal('Create a secret');
  await one.fill('clientSecret', 'expiresOn');
  const kind = (name) => one.widget.getByRole('radio', { name, exact: true });
  await kind('Federated credential').check();
  await one.heading(FEDERATED).waitFor();
  await kind('Client secret').check();
  await one.heading('Create a secret').waitFor();
  assert.equal(await one.field('clientSecret').inputValue(), values.clientSecret);
  await kind('Federated credential').check();
  await onToAnswers(one);
  const sent = one.page.waitForRequest((request) => request.method() === 'POST');
  await one.connect();
  const body = (await sent).postData();
  assert.ok(!body.includes(values.clientSecret) && !body.includes('expiresOn'), body);
});

test('the kind survives a reload, and can be changed from the answers', async (t) => {
  const one = await visited(t);
  await toFederated(one);
  await one.page.reload();
  await one.visit.event('ac-ready', { after: one.visit.events.length });
  await one.heading(FEDERATED).waitFor();
  await one.widget.getByText(trust.subject).waitFor();
  await onToAnswers(one);
  await one.press('Change Credential');
  await one.widget.getByRole('radio', { name: 'Client secret', exact: true }).check();
  await one.press('Continue');
  await one.widget.getByRole('group', { name: 'There is a problem' }).waitFor();
  await one.fill('clientSecret', 'expiresOn');
  await one.goOn('Check and connect');
  await one.widget.getByRole('definition').filter({ hasText: /^Client secret$/ }).waitFor();
});

test('the platform is asked once for each cloud, and not while a secret is chosen', async (t) => {
  const government = { ...trust, audience: `${trust.audience}USGov` };
  const one = await visited(t, { federation: [{ json: trust }, { json: government }] });
  const asked = () => one.platform.of('federation').map(({ url }) => new URL(url).search);
  await one.walkPortal('Create a secret');
  assert.deepEqual(asked(), []);
  await one.widget.getByRole('radio', { name: 'Federated credential', exact: true }).check();
  await one.widget.getByText(trust.audience, { exact: true }).waitFor();
  await one.press('Back');
  await one.goOn(FEDERATED);
  assert.deepEqual(asked(), ['?cloud=AzureCloud']);
  await one.press('Choose how to connect');
  await one.widget.getByLabel('Cloud', { exact: true }).selectOption('AzureUSGovernment');
  await one.goOn('Register the app');
  await one.goOn(FEDERATED);
  await one.widget.getByText(government.audience, { exact: true }).waitFor();
  assert.deepEqual(asked(), ['?cloud=AzureCloud', '?cloud=AzureUSGovernment']);
});

test('without an answer the page says so, and asks again when told to', async (t) => {
  const one = await visited(t, {
    federation: [problem(404, 'no-such-operation'), { json: trust }],
    profile: federatedFirst,
  });
  await one.walkPortal('Register the app');
  await one.fill('clientId', 'tenantId');
  await one.goOn(FEDERATED);
  await one.widget.getByText(/did not answer/).waitFor();
  assert.equal(await one.widget.getByLabel('Issuer', { exact: true }).isVisible(), false);
  await one.press('Try again');
  await one.widget.getByText(trust.issuer).waitFor();
  assert.equal(await one.widget.getByText(/did not answer/).isVisible(), false);
});

test('the choice is made and the values are copied by keyboard alone', async (t) => {
  const one = await visited(t);
  await one.walkPortal('Create a secret');
  await one.widget.getByRole('radio', { name: 'Client secret', exact: true }).focus();
  await one.page.keyboard.press('ArrowDown');
  await one.heading(FEDERATED).waitFor();
  await one.widget.getByText(trust.subject).waitFor();
  await one.button('Copy subject').focus();
  await one.page.keyboard.press('Enter');
  await one.widget.getByText('Copied subject').waitFor();
  assert.equal(await one.visit.clipboard(), trust.subject);
});
