// Directory and subscription are looked up while the admin goes on: by the host, or by the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin, LABELS } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { foundAlike, Platform, problem, values as made } from './fixtures/platform.mjs';

const setting = useConnections();

/** The field's box: label, words, input, verdict. */
const box = (admin, name) => admin.widget.locator('.field', { has: admin.page.getByLabel(LABELS[name], { exact: true }) });
const wrong = (admin, name) => box(admin, name).locator('.wrong-text');
const good = (admin, name) => box(admin, name).locator('.verdict.good');
const doubt = (admin, name) => box(admin, name).locator('.verdict.doubt');

/** All requests of the page from now on: `GET /path?query`. */
function watched(admin) {
  const seen = [];
  admin.page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    seen.push(`${request.method()} ${pathname}${search}`);
  });
  return seen;
}

async function atTheValues(admin) {
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
}

/** An admin at the fields, with a platform that the test plays. */
async function played(t, script, options = {}) {
  const platform = new Platform(script);
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  const admin = new Admin(visit, made);
  await atTheValues(admin);
  return { admin, platform };
}

test('a domain becomes a directory on the way, and is sent as its ID', async (t) => {
  const admin = await setting.admin(t);
  const { tenantId, tenantDomain } = admin.values;
  await atTheValues(admin);
  await admin.field('tenantId').fill(tenantDomain.toUpperCase());
  await good(admin, 'tenantId').getByText(`${tenantDomain} is directory ${tenantId}`, { exact: false }).waitFor({ timeout: 5_000 }).catch(() => {});
  assert.match(await good(admin, 'tenantId').textContent(), new RegExp(`is directory ${tenantId}$`));
  assert.match(await admin.widget.locator('.fields > .said').textContent(), new RegExp(`is directory ${tenantId}`));
  await admin.fill('clientId', 'clientSecret', 'expiresOn', 'subscriptionId');
  await good(admin, 'subscriptionId').getByText('Belongs to this directory').waitFor();
  await admin.visit.accessible();
  const posted = admin.page.waitForRequest((request) => request.method() === 'POST');
  await admin.goOn('Check and connect');
  await admin.widget.locator('.answers').getByText(`${tenantDomain} (${tenantId})`, { exact: true }).waitFor();
  await admin.connect();
  assert.equal((await posted).postDataJSON().tenantId, tenantId);
  await admin.visit.event('ac-connected');
});

test('in the portal route the links are pinned to the directory of a domain', async (t) => {
  const admin = await setting.admin(t);
  const { tenantId, tenantDomain } = admin.values;
  admin.values = { ...admin.values, tenantId: tenantDomain };
  await admin.walkPortal('Create a secret');
  const link = admin.widget.getByRole('link', { name: /Certificates & secrets/ });
  await admin.page.waitForFunction(
    ([node, id]) => node.href.includes(`#@${id}/`),
    [await link.elementHandle(), tenantId],
  );
});

test('a subscription of another directory is found before any secret is sent', async (t) => {
  const admin = await setting.admin(t);
  const { tenantId, otherTenantId, foreignSubscriptionId } = admin.values;
  admin.values = { ...admin.values, subscriptionId: foreignSubscriptionId };
  const seen = watched(admin);
  await admin.bringValues();
  const answers = admin.widget.locator('.answers');
  await answers.getByText('This subscription belongs to directory').waitFor();
  await admin.visit.accessible();
  await admin.connect();
  await admin.heading('Enter your values').waitFor();
  const said = await wrong(admin, 'subscriptionId').textContent();
  assert.ok(said.includes(tenantId) && said.includes(otherTenantId), said);
  assert.match(said, /but “Directory \(tenant\) ID” is/);
  assert.deepEqual(seen.filter((line) => !line.startsWith('GET ')), [], 'nothing was sent');
  assert.equal(await admin.field('subscriptionId').getAttribute('aria-invalid'), 'true');
  const link = box(admin, 'subscriptionId').getByRole('link', { name: /Subscriptions of the app's directory/ });
  assert.match(await link.getAttribute('href'), new RegExp(`^https://portal\\.azure\\.com/#@${tenantId}/view/Microsoft_Azure_Billing`));
  await admin.visit.accessible();

  await box(admin, 'subscriptionId').getByRole('button', { name: "Use the subscription's directory" }).click();
  assert.equal(await admin.field('tenantId').inputValue(), otherTenantId);
  await good(admin, 'subscriptionId').waitFor();
  assert.ok(await admin.field('subscriptionId').evaluate((node) => node.getRootNode().activeElement === node));
  await admin.goOn('Check and connect');
  assert.deepEqual(seen.filter((line) => !line.startsWith('GET ')), []);
});

test('a name that no directory has is said to be one, and holds the last step only', async (t) => {
  const admin = await setting.admin(t);
  await atTheValues(admin);
  await admin.fill('clientId', 'clientSecret', 'expiresOn');
  await admin.field('tenantId').fill('simulatted.example');
  await wrong(admin, 'tenantId').getByText('There is no directory simulatted.example in Azure. Copy the Directory (tenant) ID').waitFor();
  await admin.field('subscriptionId').fill(admin.values.subscriptionId);
  await box(admin, 'tenantId').getByRole('button', { name: "Use the subscription's directory" }).click();
  assert.equal(await admin.field('tenantId').inputValue(), admin.values.tenantId);
  await admin.goOn('Check and connect');
});

test('a subscription that Azure does not know yet is a remark', async (t) => {
  const admin = await setting.admin(t);
  admin.values = { ...admin.values, subscriptionId: made.subscriptionId };
  await atTheValues(admin);
  await admin.fill('clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId');
  await doubt(admin, 'subscriptionId').getByText(/^Azure does not know this subscription\./).waitFor();
  await admin.goOn('Check and connect');
});

test('without an answer from Azure, going on is as easy as ever', async (t) => {
  const admin = await setting.admin(t);
  t.after(() => setting.backend.azure('/reset', {}));
  await setting.backend.knobs({ fail: { next: 100, status: 503 } });
  await atTheValues(admin);
  await admin.fill('clientId', 'clientSecret', 'expiresOn', 'subscriptionId');
  await admin.field('tenantId').fill('elsewhere.example');
  await doubt(admin, 'tenantId').getByText('Could not confirm that elsewhere.example is a directory. You can go on.').waitFor();
  await admin.visit.accessible();
  await admin.goOn('Check and connect');
});

for (const [name, answer] of Object.entries({
  'no such operation': problem(404, 'not-found'),
  'signed out': problem(401, 'signed-out'),
  'too many': problem(429, 'too-many'),
  'nonsense': { status: 200, json: { tenant: 'yes' } },
  'a connection that breaks': 'abort',
})) {
  test(`a host that answers with ${name} confirms nothing and stops nobody`, async (t) => {
    const { admin, platform } = await played(t, { lookup: answer }, { except: /ERR_CONNECTION_RESET/ });
    await admin.field('tenantId').fill('contoso.com');
    await doubt(admin, 'tenantId').getByText('Could not confirm that contoso.com is a directory.').waitFor();
    await admin.fill('clientId', 'clientSecret', 'expiresOn', 'subscriptionId');
    await admin.goOn('Check and connect');
    await admin.connect();
    await admin.visit.event('ac-connected');
    assert.equal(platform.of('create')[0].body.tenantId, 'contoso.com', 'the host resolves it then');
    assert.ok(platform.of('lookup').length <= 2, 'each question once');
  });
}

test('nobody waits for a slow answer, and it does not count for another value', async (t) => {
  const answers = [];
  const { admin, platform } = await played(t, {
    lookup: ({ url }) => new Promise((resolve) => answers.push({ asked: new URL(url).searchParams.get('tenant'), resolve })),
  });
  const until = async (count) => {
    for (let tries = 0; answers.length < count && tries < 100; tries++) await admin.page.waitForTimeout(50);
    assert.equal(answers.length, count);
  };
  await admin.field('tenantId').fill('slow.example');
  await good(admin, 'tenantId').getByText('Looking up slow.example').waitFor();
  await until(1);
  await admin.field('tenantId').fill('quick.example');
  await good(admin, 'tenantId').getByText('Looking up quick.example').waitFor();
  answers[0].resolve({ json: { tenant: { state: 'unknown' } } });
  await until(2);
  assert.deepEqual(answers.map(({ asked }) => asked), ['slow.example', 'quick.example']);
  assert.equal(await wrong(admin, 'tenantId').isVisible(), false);
  await admin.fill('clientId', 'clientSecret', 'expiresOn');
  answers[1].resolve({ json: { tenant: { state: 'found', tenantId: made.tenantId } } });
  await good(admin, 'tenantId').getByText(`quick.example is directory ${made.tenantId}`).waitFor();
  await admin.fill('subscriptionId');
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
  assert.equal(platform.of('create')[0].body.tenantId, made.tenantId);
});

test('typing asks once, not at every key', async (t) => {
  const { admin, platform } = await played(t, { lookup: foundAlike });
  await admin.field('tenantId').pressSequentially('contoso.onmicrosoft.com', { delay: 20 });
  await good(admin, 'tenantId').getByText(/is directory/).waitFor();
  assert.equal(platform.of('lookup').length, 1);
  assert.match(platform.of('lookup')[0].url, /\/lookup\?cloud=AzureCloud&tenant=contoso\.onmicrosoft\.com$/);
});

test('where the endpoint cannot, nothing is asked before the connection is made', async (t) => {
  const profile = (own) => ({ ...own, endpoint: { ...own.endpoint, operations: ['create', 'read'] } });
  const { admin, platform } = await played(t, { lookup: foundAlike }, { profile });
  await admin.field('tenantId').fill('contoso.com');
  await admin.fill('clientId', 'clientSecret', 'expiresOn', 'subscriptionId');
  assert.match(await good(admin, 'tenantId').textContent(), /^A domain: .+ looks up its ID$/);
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
  assert.equal(platform.of('lookup').length, 0);
  assert.equal(platform.of('create')[0].body.tenantId, 'contoso.com');
});

test('where nobody resolves a domain, only an ID will do', async (t) => {
  const { admin, platform } = await played(t, { lookup: foundAlike }, { profile: (own) => ({ ...own, discovery: 'off' }) });
  await box(admin, 'tenantId').getByText("On the app's Overview page.", { exact: true }).waitFor();
  await admin.field('tenantId').fill('contoso.com');
  await admin.fill('clientId', 'clientSecret', 'expiresOn', 'subscriptionId');
  await admin.press('Continue');
  await wrong(admin, 'tenantId').getByText(/^The ID is needed here, not a domain\./).waitFor();
  await admin.fill('tenantId');
  await admin.goOn('Check and connect');
  assert.equal(platform.of('lookup').length, 0);
});

const LOGIN = 'https://login.microsoftonline.com/**';
const byBrowser = (own) => ({ ...own, discovery: 'browser', endpoint: { ...own.endpoint, operations: ['create', 'read'] } });

/** Microsoft's answer, by the names of its documentation. */
const document = (id) => ({
  headers: { 'Access-Control-Allow-Origin': '*' },
  json: {
    issuer: `https://login.microsoftonline.com/${id}/v2.0`,
    token_endpoint: `https://login.microsoftonline.com/${id}/oauth2/v2.0/token`,
  },
});

/** An admin whose browser asks; `answer` is what Microsoft's sign-in host says. */
async function browsing(t, answer, options = {}) {
  const requests = [];
  const platform = new Platform();
  const before = async (page) => {
    await platform.attach(page);
    await page.context().addCookies([{ name: 'sign-in', value: 'x', domain: 'login.microsoftonline.com', path: '/', secure: true, sameSite: 'None' }]);
    await page.route(LOGIN, async (route) => {
      requests.push({ url: route.request().url(), headers: await route.request().allHeaders() });
      return answer === 'abort' ? route.abort() : route.fulfill(answer);
    });
  };
  const visit = await setting.visit(t, { bypassCSP: true, profile: byBrowser, ...options, before });
  const admin = new Admin(visit, made);
  await atTheValues(admin);
  return { admin, platform, requests };
}

test('the browser asks Microsoft, and says nothing about page or visitor', async (t) => {
  const { admin, platform, requests } = await browsing(t, document(made.tenantId));
  await admin.field('tenantId').fill('contoso.com');
  await good(admin, 'tenantId').getByText(`contoso.com is directory ${made.tenantId}`).waitFor();
  assert.deepEqual(requests.map(({ url }) => url), ['https://login.microsoftonline.com/contoso.com/v2.0/.well-known/openid-configuration']);
  assert.equal(requests[0].headers.referer, undefined);
  assert.equal(requests[0].headers.cookie, undefined);
  await admin.fill('clientId', 'clientSecret', 'expiresOn', 'subscriptionId');
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
  assert.equal(platform.of('lookup').length, 0);
  assert.equal(platform.of('create')[0].body.tenantId, made.tenantId);
});

const two = document(made.tenantId);
for (const [name, answer] of Object.entries({
  'the network is down': 'abort',
  'the answer may not be read': { status: 400, json: { error: 'invalid_tenant', error_codes: [90002] } },
  'the answer may be read': { status: 400, headers: { 'Access-Control-Allow-Origin': '*' }, json: { error: 'invalid_tenant', error_codes: [90002] } },
  'the document names two directories': { ...two, json: { ...two.json, token_endpoint: two.json.token_endpoint.replace(made.tenantId, made.clientId) } },
  'it is a page': { status: 200, contentType: 'text/html', body: '<p>Sign in</p>', headers: { 'Access-Control-Allow-Origin': '*' } },
})) {
  test(`in the browser it could not be confirmed when ${name}`, async (t) => {
    const except = /net::ERR_FAILED|blocked by CORS policy/;
    const { admin, platform } = await browsing(t, answer, { except });
    await admin.field('tenantId').fill('contoso.com');
    await doubt(admin, 'tenantId').getByText('Could not confirm that contoso.com is a directory. You can go on.').waitFor();
    await admin.fill('clientId', 'clientSecret', 'expiresOn', 'subscriptionId');
    await admin.goOn('Check and connect');
    await admin.connect();
    await admin.visit.event('ac-connected');
    assert.equal(platform.of('create')[0].body.tenantId, 'contoso.com');
  });
}

test("a page whose policy does not name Microsoft's host confirms nothing, and goes on", async (t) => {
  const { admin, requests } = await browsing(t, document(made.tenantId), { bypassCSP: false, except: /connect-src|Content Security Policy/ });
  await admin.field('tenantId').fill('contoso.com');
  await doubt(admin, 'tenantId').getByText('Could not confirm that contoso.com is a directory.').waitFor();
  assert.deepEqual(requests, []);
});

test('a value of another cloud offers that cloud', async (t) => {
  const { admin } = await played(t);
  const { tenantId, subscriptionId } = made;
  await admin.field('subscriptionId').fill(`https://portal.azure.us/#@${tenantId}/resource/subscriptions/${subscriptionId}/overview`);
  await doubt(admin, 'subscriptionId').getByText('This comes from Azure US Government, another cloud than the one you chose.').waitFor();
  await admin.visit.accessible();
  await box(admin, 'subscriptionId').getByRole('button', { name: 'Switch to Azure US Government' }).click();
  await doubt(admin, 'subscriptionId').waitFor({ state: 'hidden' });
  await admin.fill('clientId', 'tenantId', 'clientSecret', 'expiresOn');
  await admin.goOn('Check and connect');
  await admin.widget.locator('.answers').getByText(/· Azure US Government$/).waitFor();
  assert.equal(await admin.field('subscriptionId').count(), 1);
});
