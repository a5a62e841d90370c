// The gallery: five platforms on a page of their own, played in the page.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin, inDays } from './fixtures/admin.mjs';
import { openPage } from './fixtures/browser.mjs';
import { root } from './fixtures/places.mjs';
import { servePages, shipped, useStage } from './fixtures/platforms/stage.mjs';

const stage = useStage('spot');
const NAMES = ['spot', 'spot-classic', 'cloudcraft', 'cloudstudio', 'octopus'];

async function gallery(t, platform, options) {
  const pages = await servePages();
  const visit = await openPage(stage.browser, pages.url, { path: `/gallery.html?platform=${platform}`, ...options });
  t.after(async () => {
    await visit.close();
    await pages.close();
    visit.untroubled();
    assert.deepEqual(pages.troubles, []);
  });
  await visit.ready();
  return visit;
}

test('every profile that ships is in it, and leads to its wizard', async (t) => {
  const visit = await gallery(t, 'spot');
  const links = await visit.page.locator('#platforms a').evaluateAll((links) => links.map(({ search }) => search));
  assert.deepEqual(links, NAMES.map((name) => `?platform=${name}`));
  const shippedNames = (await readdir(join(root, 'www/profiles'))).map((file) => file.replace(/\.json$/, ''));
  assert.deepEqual(shippedNames.filter((name) => name !== 'demo').sort(), [...NAMES].sort());
  for (const name of NAMES) {
    const { platform } = await shipped(name);
    await visit.page.locator('#platforms a', { has: visit.page.getByText(platform.name, { exact: true }) }).click();
    await visit.widget.getByRole('heading', { name: `Connect Azure to ${platform.name}` }).waitFor();
  }
});

test('shows the request before and after it is sent, and no secret in it', async (t) => {
  const visit = await gallery(t, 'spot');
  const request = visit.page.locator('#request');
  assert.match(await request.textContent(), /^POST \/api\/spot\/azure\/setup\/credentials\?accountId=act-1a2b3c4d\n/);
  const read = (label) => visit.page.locator('#values dt', { hasText: label }).locator('+ dd').textContent();
  const values = {
    tenantId: await read('Directory (tenant) ID'),
    clientId: await read('Application (client) ID'),
    clientSecret: await read('Client secret value'),
    subscriptionId: await read('Subscription ID'),
    expiresOn: inDays(100),
  };
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.press('Connect Account');
  await visit.event('ac-connected');
  const sent = await request.textContent();
  assert.match(sent, new RegExp(values.clientId));
  assert.match(sent, /"clientSecret": "••••••••"/);
  assert.equal(sent.includes(values.clientSecret), false);
});

for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { viewport: { width: 320, height: 700 } }]) {
  test(`can be used by everybody: ${JSON.stringify(options)}`, async (t) => {
    const visit = await gallery(t, 'octopus', options);
    await visit.accessible({ within: 'body' });
    assert.equal(await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  });
}
