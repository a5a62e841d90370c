// A host that waits for Azure only a little.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useConnections } from './fixtures/connected.mjs';

const setting = useConnections({ deadlineSeconds: 3 });

test('a role that never comes ends with its reason, and checking again passes once it is there', async (t) => {
  const one = await setting.admin(t);
  one.values.subscriptionId = one.values.unassignedSubscriptionId;
  await setting.backend.knobs({ withoutRole: 'empty' });
  await one.bringValues();
  await one.connect();
  await one.visit.event('ac-failed');
  await one.heading('Not connected yet').waitFor();
  await setting.backend.azure('/assign', { scope: `/subscriptions/${one.values.subscriptionId}` });
  await one.press('Check again');
  await one.visit.event('ac-connected');
  assert.equal((await setting.connections()).length, 1);
});
