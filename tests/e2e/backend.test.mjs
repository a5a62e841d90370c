import assert from 'node:assert/strict';
import { test } from 'node:test';
import { root } from './fixtures/places.mjs';
import { startServer } from './fixtures/server.mjs';

test('cargo xtask backend says in its first line where everything is, and takes all of it along', async (t) => {
  process.chdir(root);
  const command = await startServer('cargo', {
    args: ['xtask', 'backend', '--origin', 'http://127.0.0.1:8080'],
    env: { NODE_TEST_CONTEXT: '' },
  });
  t.after(() => command.stop());

  const { endpoint, simulator, values } = command.said;
  assert.match(endpoint, /^http:\/\/127\.0\.0\.1:\d+\/api\/azure\/connections$/);
  for (const key of ['tenantId', 'clientId', 'clientSecret', 'subscriptionId', 'otherSubscriptionId']) {
    assert.equal(typeof values[key], 'string', key);
  }
  assert.equal((await fetch(`${simulator}/_sim/values`)).status, 200);
  const from = (Origin) => fetch(endpoint, { headers: { Origin } }).then(({ status }) => status);
  assert.equal(await from('http://127.0.0.1:8080'), 200);
  assert.equal(await from('http://127.0.0.1:8081'), 403);

  await command.stop();
  await assert.rejects(fetch(endpoint));
  await assert.rejects(fetch(simulator));
});
