// A connection without a secret: the app knows the platform by a certificate.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Admin, PORTAL_STEPS } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { Platform, certificate, problem, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const real = useConnections({ deadlineSeconds: 4 });
const played = useSetting();
const UPLOAD = 'Upload a certificate';
const certificateFirst = (own) => ({ ...own, credential: { ...own.credential, kinds: ['certificate', 'secret'] } });
const kind = (one, name) => one.widget.getByRole('radio', { name, exact: true });
const thumbprintOf = (pem) => new X509Certificate(pem).fingerprint.replaceAll(':', '');
const shownThumbprint = (one) => one.widget.getByLabel('Thumbprint', { exact: true });

/** On the portal route to the step of the credential, and there to the certificate. */
async function toCertificate(one) {
  await one.walkPortal('Create a secret');
  await kind(one, 'Certificate').check();
  await one.heading(UPLOAD).waitFor();
}

/** From there to the answers. */
async function onToAnswers(one) {
  await one.goOn('Choose the subscription');
  await one.fill('subscriptionId');
  for (const step of PORTAL_STEPS.slice(4)) await one.goOn(step);
}

/** The file that the page offers: `{ name, pem }`. */
async function downloaded(one) {
  const [download] = await Promise.all([one.page.waitForEvent('download'), one.press('Download certificate')]);
  return { name: download.suggestedFilename(), pem: await readFile(await download.path(), 'utf8') };
}

/** What the admin does in the portal with the file. */
async function upload(one, pem) {
  return real.backend.azure('/certificate', { clientId: one.values.clientId, pem });
}

/** A visit of a platform that plays. */
async function visited(t, { script = {}, ...options } = {}) {
  const platform = new Platform(script);
  const visit = await played.visit(t, { ...options, before: platform.attach });
  return Object.assign(new Admin(visit, values), { platform });
}

test('the portal route ends connected, and no secret is on its way', async (t) => {
  const one = await real.admin(t);
  await toCertificate(one);
  assert.equal(await one.field('clientSecret').isVisible(), false);
  assert.equal(await one.field('expiresOn').count(), 0);
  const { name, pem } = await downloaded(one);
  assert.equal(name, 'azure-connect-harbor-demo.cer');
  assert.ok(!pem.includes('PRIVATE'));
  await one.press('Copy thumbprint');
  await one.widget.getByText('Copied thumbprint').waitFor();
  assert.equal(await one.visit.clipboard(), thumbprintOf(pem));
  assert.equal(await shownThumbprint(one).textContent(), thumbprintOf(pem));
  const year = String(new Date(new X509Certificate(pem).validTo).getUTCFullYear());
  await one.widget.getByText(new RegExp(`works until .*${year}`)).waitFor();
  // The thumbprint in Azure's list is the one on the page.
  assert.equal((await upload(one, pem)).thumbprint, thumbprintOf(pem));
  await onToAnswers(one);
  await one.widget.getByRole('definition').filter({ hasText: /^Certificate$/ }).waitFor();
  const sent = one.page.waitForRequest((request) => request.method() === 'POST');
  await one.connect();
  const body = (await sent).postData();
  assert.deepEqual(JSON.parse(body).credential, { kind: 'certificate', thumbprint: thumbprintOf(pem) });
  assert.ok(!body.includes(one.values.clientSecret));
  await one.visit.event('ac-connected');
  await one.heading('Azure is connected').waitFor();
  await one.widget.getByText('There is no secret to keep.').waitFor();
  const last = one.visit.events.filter(({ type }) => type === 'ac-status').at(-1).detail;
  assert.ok(last.checks.every(({ state }) => ['pass', 'skipped'].includes(state)), JSON.stringify(last));
  const [made] = await real.connections();
  assert.equal(made.credential.kind, 'certificate');
});

test('one that was not uploaded is waited for, then explained with the step to go to, and mended there', async (t) => {
  const one = await real.admin(t);
  await toCertificate(one);
  const { pem } = await downloaded(one);
  await onToAnswers(one);
  await one.connect();
  const waits = ({ checks }) => checks.some(({ id, state }) => id === 'token' && state === 'waiting');
  await one.visit.event('ac-status', { accept: waits });
  assert.equal((await one.visit.event('ac-failed')).problem, 'AADSTS700027');
  await one.widget.getByText(/The app does not have the certificate/).waitFor();
  const look = one.widget.getByRole('link', { name: /^Look at it in the portal/ });
  assert.match(await look.getAttribute('href'), new RegExp(`Credentials/appId/${one.values.clientId}`));
  await one.widget.locator('.why').getByText(/Certificates & secrets › Certificates/).first().waitFor();
  await one.press(`Go to “${UPLOAD}”`);
  await one.heading(UPLOAD).waitFor();
  await upload(one, pem);
  for (const step of PORTAL_STEPS.slice(3)) await one.goOn(step);
  await one.connect();
  await one.visit.event('ac-connected');
  assert.equal((await real.connections()).length, 1, 'the same connection, not a second one');
});

test('“I have the values” asks for three of them and shows what the app has to know', async (t) => {
  const one = await real.admin(t, { profile: certificateFirst });
  await one.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await one.goOn('Enter your values');
  await one.widget.getByText('What the app has to know').waitFor();
  await upload(one, (await downloaded(one)).pem);
  await one.fill('clientId', 'tenantId', 'subscriptionId');
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
});

test('the kind survives a reload, and can be changed from the answers', async (t) => {
  const one = await visited(t);
  await toCertificate(one);
  await one.page.reload();
  await one.visit.event('ac-ready', { after: one.visit.events.length });
  await one.heading(UPLOAD).waitFor();
  await one.widget.getByText(certificate.thumbprint).waitFor();
  await onToAnswers(one);
  await one.press('Change Credential');
  await kind(one, 'Client secret').check();
  await one.press('Continue');
  await one.widget.getByRole('group', { name: 'There is a problem' }).waitFor();
});

test('the platform is asked once, and not while a secret is chosen', async (t) => {
  const one = await visited(t);
  const asked = () => one.platform.of('certificate').length;
  await one.walkPortal('Create a secret');
  assert.equal(asked(), 0);
  await kind(one, 'Certificate').check();
  await one.widget.getByText(certificate.thumbprint).waitFor();
  await kind(one, 'Client secret').check();
  await kind(one, 'Certificate').check();
  await one.press('Back');
  await one.goOn(UPLOAD);
  assert.equal(asked(), 1);
});

test('without an answer the page says so, sends nothing, and asks again when told to', async (t) => {
  const key = `${certificate.pem}-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n`;
  const one = await visited(t, {
    script: { certificate: [problem(404, 'no-such-operation'), { json: { ...certificate, pem: key } }, { json: certificate }] },
    profile: certificateFirst,
  });
  await one.walkPortal('Register the app');
  await one.fill('clientId', 'tenantId');
  await one.goOn(UPLOAD);
  await one.widget.getByText(/did not answer with a certificate/).waitFor();
  assert.equal(await one.button('Download certificate').isVisible(), false);
  await onToAnswers(one);
  // Connecting asks again in place of sending half a credential; what comes has a private key in it.
  await one.connect();
  await one.heading(UPLOAD).waitFor();
  await one.widget.getByText(/did not answer with a certificate/).waitFor();
  assert.equal(one.platform.of('create').length, 0);
  await one.press('Try again');
  await one.widget.getByText(certificate.thumbprint).waitFor();
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
});

test('a certificate that the platform has replaced meanwhile is shown in place of the old one', async (t) => {
  const newer = { ...certificate, thumbprint: certificate.thumbprint.replaceAll('1', '2') };
  const errors = [{ pointer: '/credential/thumbprint', code: 'other-certificate', detail: 'Another one.' }];
  const script = { certificate: [{ json: certificate }, { json: newer }], create: problem(422, 'refused', { errors }) };
  const one = await visited(t, { script });
  await toCertificate(one);
  await one.widget.getByText(certificate.thumbprint).waitFor();
  await onToAnswers(one);
  await one.connect();
  await one.heading(UPLOAD).waitFor();
  await one.widget.getByText('Harbor Demo has another certificate by now.', { exact: false }).waitFor();
  await one.widget.getByText(newer.thumbprint).waitFor();
});

test('the script has it, and no secret crosses the clipboard', async (t) => {
  const one = await visited(t, { profile: certificateFirst });
  await one.widget.getByRole('radio', { name: /^Cloud Shell/ }).check();
  await one.goOn('Run the script');
  const script = one.widget.locator('pre.script');
  await script.getByText(certificate.thumbprint).first().waitFor();
  assert.match(await script.textContent(), /--append --cert/);
  assert.match(await one.widget.locator('.plan').textContent(), /adds the certificate of Harbor Demo to it.*there is no secret/);
  assert.equal(await one.widget.getByLabel('Add a new secret', { exact: true }).isVisible(), false);
});

test('it fits a narrow screen, and keyboard alone is enough', async (t) => {
  const one = await visited(t, { viewport: { width: 360, height: 740 } });
  await one.walkPortal('Create a secret');
  await kind(one, 'Client secret').focus();
  await one.page.keyboard.press('ArrowDown');
  await one.page.keyboard.press('ArrowDown');
  await one.heading(UPLOAD).waitFor();
  await one.widget.getByText(certificate.thumbprint).waitFor();
  const [inside, outside] = await one.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(inside <= outside, `${inside} > ${outside}`);
  await one.button('Copy thumbprint').focus();
  await one.page.keyboard.press('Enter');
  await one.widget.getByText('Copied thumbprint').waitFor();
  assert.equal(await one.visit.clipboard(), certificate.thumbprint);
  await one.button('Download certificate').focus();
  const [download] = await Promise.all([one.page.waitForEvent('download'), one.page.keyboard.press('Enter')]);
  assert.equal(await readFile(await download.path(), 'utf8'), certificate.pem);
});

test('a connection with a secret moves to the certificate, which is tried before anything changes', async (t) => {
  const one = await real.admin(t);
  await one.bringValues();
  await one.connect();
  await one.visit.event('ac-connected');
  await one.press('Show connections');
  await one.widget.getByRole('button', { name: /Connected/ }).first().click();
  await one.press('Move to a certificate');
  await one.heading('Move to a certificate').waitFor();
  const { pem } = await downloaded(one);
  await one.visit.accessible();
  await one.press('Use the certificate');
  // Nobody has uploaded it yet, so Azure turns the platform away and the secret stays in use.
  await one.widget.getByText(/The app does not have the certificate/).first().waitFor();
  assert.equal((await real.connections())[0].credential.kind, 'secret');
  assert.equal((await real.connections())[0].status, 'connected');
  await upload(one, pem);
  await one.press('Use the certificate');
  await one.visit.event('ac-updated');
  const [moved] = await real.connections();
  assert.deepEqual([moved.credential.kind, moved.credential.hint], ['certificate', thumbprintOf(pem)]);
});
