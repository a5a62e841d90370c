// A sixth platform: a profile and what its API takes, both of them data. Nothing else is written for it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './fixtures/places.mjs';
import { Described } from './fixtures/platforms/described.mjs';
import { abroad, useStage, values } from './fixtures/platforms/stage.mjs';

const data = JSON.parse(await readFile(join(root, 'tests/fixtures/profile/sixth.json'), 'utf8'));
const stage = useStage(data.profile, () => new Described(data.api));

test('a platform that nobody knows here is connected by its profile alone', async (t) => {
  const visit = await stage.visit(t);
  const { admin, widget, platform } = visit;
  await widget.getByRole('heading', { name: 'Connect Azure to Quayside' }).waitFor();
  await widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  await admin.fill('clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId');
  await admin.goOn('Check and connect');
  await admin.press('Moor it');
  await visit.event('ac-connected');
  assert.deepEqual(platform.requests.filter(({ method }) => method !== 'GET').map(({ method, path, query, text }) => [method, path, query, text]), [
    ['PUT', '/berths', { harbour: 'north' }, data.body],
  ]);
  assert.equal(await abroad(visit, values.clientSecret), 0);
});
