// Every kind of value, typed into the real fields: what is taken, what is refused, and in which words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin, inDays, LABELS } from './fixtures/admin.mjs';
import { Platform, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();
const { tenantId, clientId, clientSecret, subscriptionId } = values;
const nextYear = new Date().getFullYear() + 1;

/** An admin before the fields, all filled with good values. */
async function filled(t, options = {}) {
  const platform = new Platform();
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.press('Back');
  await admin.heading('Enter your values').waitFor();
  return admin;
}

/** The field's box: label, words, input, verdict. */
const box = (admin, name) => admin.widget.locator('.field', { has: admin.page.getByLabel(LABELS[name], { exact: true }) });

const accepted = {
  tenantId: [
    [tenantId.toUpperCase(), tenantId],
    [`{${tenantId}}`, tenantId],
    [`"${tenantId}"`, tenantId],
    [`urn:uuid:${tenantId}`, tenantId],
    [`\u200b${tenantId}\u00a0`, tenantId],
    [tenantId.replaceAll('-', ''), tenantId],
    [`Directory (tenant) ID : ${tenantId}`, tenantId],
    [`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, tenantId],
    ['contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
    ['Contoso.COM', 'contoso.com'],
  ],
  clientId: [
    [`Application (client) ID : ${clientId}`, clientId],
    [`https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/${clientId}/isMSAApp~/false`, clientId],
    [`  '${clientId.toUpperCase()}'  `, clientId],
  ],
  subscriptionId: [
    [`/subscriptions/${subscriptionId}/resourceGroups/web/providers/Microsoft.Compute/virtualMachines/vm1`, subscriptionId],
    [`https://portal.azure.com/#@contoso.com/resource/subscriptions/${subscriptionId}/overview`, subscriptionId],
    [`/subscriptions/${subscriptionId.toUpperCase()}`, subscriptionId],
  ],
  expiresOn: [
    [`31 May ${nextYear}`, `${nextYear}-05-31`],
    [`5/31/${nextYear}`, `${nextYear}-05-31`],
    [`31.05.${nextYear}`, `${nextYear}-05-31`],
    [`${nextYear}-05-31T08:15:00Z`, `${nextYear}-05-31`],
  ],
  name: [['  Production, west  ', 'Production, west']],
};

test('good values in any dress become the canonical ones', async (t) => {
  const admin = await filled(t);
  for (const [name, dresses] of Object.entries(accepted)) {
    for (const [typed, canonical] of dresses) {
      await admin.field(name).fill(typed);
      await admin.goOn('Check and connect');
      const answer = admin.widget.locator('.answers > div', { has: admin.page.getByText(LABELS[name], { exact: true }) });
      assert.equal(await answer.locator('dd').first().textContent(), canonical, typed);
      await admin.press('Back');
      assert.equal(await admin.field(name).inputValue(), canonical, typed);
    }
  }
});

const MODERN = 'Kq98Q~another-secret-of-a-test.0123456_ab';
const refused = [
  ['tenantId', '', /^Enter the Directory \(tenant\) ID\.$/],
  ['tenantId', '00000000-0000-0000-0000-000000000000', /^That is a placeholder\. Replace it with the Directory \(tenant\) ID/],
  ['tenantId', 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx', /^That is a placeholder\./],
  ['tenantId', '<tenant-id>', /^That is a placeholder\./],
  ['tenantId', '9188040d-6c67-4c5b-b112-36a304b66dad', /^That is the ID of .+, the same in every directory\. Copy your own Directory/],
  ['tenantId', 'common', /stand for many directories/],
  ['tenantId', tenantId.slice(0, -3), /cut: 29 of 32 digits/],
  ['tenantId', 'Contoso Ltd', /neither an ID nor a domain/],
  ['clientId', 'undefined', /^That is a placeholder\. Replace it with the Application \(client\) ID/],
  ['clientId', '00000003-0000-0000-c000-000000000000', /^That is the ID of Microsoft Graph/],
  ['clientId', '04b07795-8ddb-461a-bbee-02f9e1bf7b46', /^That is the ID of .*Azure CLI/],
  ['clientId', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', /^That is the ID of the User Access Administrator role, the same in every directory\./],
  ['subscriptionId', 'acdd72a7-3385-48ef-bd42-f606fba81ae7', /^That is the ID of the Reader role/],
  ['clientId', `Object ID : ${clientId}`, /^That is an Object ID\. Copy the Application \(client\) ID instead\.$/],
  ['clientId', `Directory (tenant) ID : ${clientId}`, /^That is the “Directory \(tenant\) ID”\. Copy the Application \(client\) ID instead\.$/],
  ['clientId', `${clientId}0`, /33 digits, 32 are expected/],
  ['clientId', clientId.replace('e', 'é'), /Character \d+, “é”/],
  ['subscriptionId', '{subscriptionId}', /^That is a placeholder\. Replace it with the Subscription ID/],
  ['subscriptionId', 'Pay-As-You-Go', /32 letters and digits/],
  ['clientSecret', '', /^Enter the Client secret value\.$/],
  ['clientSecret', clientId, /^“Client secret value” and “Application \(client\) ID” hold the same ID\./],
  ['clientSecret', '4e1b7c92-8d05-4fa3-b6e7-20c9d18f53a4', /^That is the Secret ID\. Copy the Value column instead\.$/],
  ['clientSecret', `${clientSecret.slice(0, 12)} ${clientSecret.slice(12)}`, /white space inside the secret/],
  ['clientSecret', 'q7L******************', /masked secret, which Azure shows later on/],
  ['clientSecret', clientSecret.slice(0, 17), /cut short/],
  ['clientSecret', '<client-secret>', /^That is a placeholder\./],
  ['clientSecret', `client_secret=${clientSecret}`, /other text around the secret/],
  ['expiresOn', '', /^Enter the Secret expires on\.$|^Enter the date/],
  ['expiresOn', inDays(-2), /That date has passed/],
  ['expiresOn', `03/04/${nextYear}`, new RegExp(`can be ${nextYear}-04-03 or ${nextYear}-03-04`)],
  ['expiresOn', `${nextYear}-02-30`, /no such day/],
  ['expiresOn', 'in two years', /like \d{4}-\d\d-\d\d or/],
  ['expiresOn', '5/31/27', /four digits/],
  ['name', 'n'.repeat(101), /100 characters at most/],
];

test('bad values are refused at their field, in words that say what to do', async (t) => {
  const admin = await filled(t);
  for (const [name, typed, words] of refused) {
    await t.test(`${name}: ${typed || 'nothing'}`, async (t) => {
      t.after(() => admin.field(name).fill(admin.values[name] ?? ''));
      await admin.field(name).fill(typed);
      await admin.press('Continue');
      const field = admin.field(name);
      const error = box(admin, name).locator('.wrong-text span');
      await error.waitFor();
      const said = await error.textContent();
      assert.match(said, words);
      assert.doesNotMatch(said, /please|invalid|\{/i);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      // The summary has the focus, says the same, and leads to the field.
      const summary = admin.widget.getByRole('group', { name: 'There is a problem' });
      assert.ok(await summary.evaluate((node) => node.getRootNode().activeElement === node));
      await summary.getByRole('button', { name: said, exact: true }).click();
      assert.ok(await field.evaluate((node) => node.getRootNode().activeElement === node));
      assert.equal(await field.inputValue(), typed, 'what was typed stays');
      await field.fill(admin.values[name] ?? '');
      assert.equal(await field.getAttribute('aria-invalid'), 'false', 'gone as soon as it is good');
      await summary.waitFor({ state: 'hidden' });
    });
  }
});

test('the same ID in two fields is told, naming both', async (t) => {
  const admin = await filled(t);
  await admin.field('clientId').fill(tenantId);
  await admin.press('Continue');
  await box(admin, 'clientId').getByText(/“Application \(client\) ID” and “Directory \(tenant\) ID” hold the same ID/).waitFor();
  await admin.fill('clientId');
  await admin.field('subscriptionId').fill(tenantId);
  await admin.press('Continue');
  await box(admin, 'subscriptionId').getByText(/“Subscription ID” and “Directory \(tenant\) ID” hold the same ID/).waitFor();
  await admin.fill('subscriptionId');
  await admin.goOn('Check and connect');
});

test('a Secret ID can be insisted on', async (t) => {
  const admin = await filled(t);
  await admin.field('clientSecret').fill('4e1b7c92-8d05-4fa3-b6e7-20c9d18f53a4');
  await admin.press('Continue');
  await admin.widget.getByRole('checkbox', { name: 'This really is the secret' }).check();
  await admin.goOn('Check and connect');
});

test('a masked secret cannot be insisted on', async (t) => {
  const admin = await filled(t);
  await admin.field('clientSecret').fill('q7L******************');
  await admin.press('Continue');
  await admin.heading('There is a problem').waitFor();
  assert.equal(await admin.widget.getByRole('checkbox').count(), 0);
});

test('doubts are said and block nobody', async (t) => {
  const admin = await filled(t);
  for (const [name, typed, words] of [
    ['clientSecret', 'legacy/Secret+value=of@2019', /does not look like a secret made in the portal/],
    ['expiresOn', inDays(10), /^Only (9|10) days left, and the connection stops then\./],
    ['expiresOn', inDays(900), /More than 24 months away/],
  ]) {
    await admin.field(name).fill(typed);
    const doubt = box(admin, name).locator('.doubt span');
    await doubt.waitFor();
    assert.match(await doubt.textContent(), words);
    await admin.goOn('Check and connect');
    await admin.press('Back');
    await admin.fill(name);
    await doubt.waitFor({ state: 'hidden' });
  }
});

test('a secret in another field is said at once and kept nowhere', async (t) => {
  const admin = await filled(t);
  for (const name of ['tenantId', 'clientId', 'expiresOn', 'subscriptionId', 'name']) {
    const field = admin.field(name);
    await field.fill(MODERN.slice(0, 40));
    const error = box(admin, name).locator('.wrong-text span');
    await error.waitFor();
    assert.match(await error.textContent(), /looks like a secret value\. It belongs in “Client secret value” and was not kept here\./);
    assert.equal(await field.inputValue(), '', name);
    const stored = await admin.page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    assert.ok(!stored.includes('another-secret'), stored);
    await field.fill(admin.values[name] ?? '');
  }
  await admin.goOn('Check and connect');
});

test('the secret is shown on request, and hidden again on the next step', async (t) => {
  const admin = await filled(t);
  const field = admin.field('clientSecret');
  assert.equal(await field.getAttribute('type'), 'password');
  await admin.press('Show secret');
  assert.equal(await field.getAttribute('type'), 'text');
  await admin.widget.getByRole('status').getByText('The secret is shown').waitFor();
  await admin.goOn('Check and connect');
  await admin.press('Back');
  assert.equal(await field.getAttribute('type'), 'password');
  assert.equal(await field.inputValue(), clientSecret);
  assert.equal(await admin.button('Show secret').count(), 1);
});

test('Back checks nothing and loses nothing', async (t) => {
  const admin = await filled(t);
  await admin.field('tenantId').fill('not yet');
  await admin.press('Back');
  await admin.heading('Choose how to connect').waitFor();
  await admin.goOn('Enter your values');
  assert.equal(await admin.field('tenantId').inputValue(), 'not yet');
  assert.equal(await admin.field('clientSecret').inputValue(), clientSecret);
  assert.equal(await admin.heading('There is a problem').count(), 0);
});
