// Bad days at random: an admin who fills in, errs, hesitates, reloads and leaves, at a platform behind a network that drops,
// delays and doubles. Whatever happens, nothing typed is lost, nothing is connected twice, there is always a way on, and in the
// end the subscription is connected. docs/bad-days.md says what came of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inDays } from './fixtures/admin.mjs';
import { openPage } from './fixtures/browser.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { FAULTS, startFaults } from './fixtures/faults.mjs';
import { Wanderer } from './fixtures/wanderer.mjs';

const setting = useConnections({ retrySeconds: 1, deadlineSeconds: 4 });
const ALL = Boolean(process.env.AC_TEST_ALL);
const STEPS = Number(process.env.AC_TEST_STEPS ?? (ALL ? 500 : 60));
const SEEDS = process.env.AC_TEST_SEED ? [Number(process.env.AC_TEST_SEED)] : ALL ? [20261121, 1, 2, 3] : [20261121];

/** A page with nothing of its own but what a platform has: the element, and a way back to it. */
const PAGES = {
  '/walk.html': [
    'text/html; charset=utf-8',
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A platform</title><link rel="icon" href="demo/icon.svg">
<script type="module" src="walk.mjs"></script></head>
<body><main><azure-connect profile="profiles/demo.json"></azure-connect><button id="again" hidden>Open it again</button></main></body></html>`,
  ],
  '/walk.mjs': [
    'text/javascript',
    `import './element/define.mjs';
const element = document.querySelector('azure-connect');
const again = document.querySelector('#again');
element.addEventListener('ac-exit', () => ((element.hidden = true), (again.hidden = false)));
again.addEventListener('click', () => ((element.hidden = false), (again.hidden = true)));`,
  ],
};

/** Numbers from a seed: xorshift. */
function seeded(seed) {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** What the network is said to do, once for each request that it befalls. */
const PROVOKED = /^console error: Failed to load resource: (net::ERR_|the server responded with a status of 5)/;

test('a walk sees when something typed is lost, when there is no way on, and when it started again', async (t) => {
  const faults = await startFaults(setting.backend.url, { pages: PAGES });
  const visit = await openPage(setting.browser, faults.url, { path: '/walk.html' });
  t.after(async () => {
    await visit.close();
    await faults.close();
  });
  await visit.ready();
  const wanderer = new Wanderer({ visit, faults, values: setting.backend.values, chance: seeded(1), kinds: [] });
  await visit.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await visit.widget.getByRole('button', { name: 'Continue', exact: true }).click();
  const field = visit.widget.getByLabel('Application (client) ID', { exact: true });
  await field.fill('typed');
  await wanderer.holds();
  await field.fill('');
  await assert.rejects(wanderer.holds(), /what was typed into clientId is lost/);
  await field.fill('typed');
  await wanderer.holds();
  const buttons = (hidden) => visit.widget.evaluate((element, hidden) => element.shadowRoot.querySelectorAll('button').forEach((button) => (button.disabled = hidden)), hidden);
  await buttons(true);
  await assert.rejects(wanderer.holds(), /no way on/);
  await buttons(false);
  await visit.widget.evaluate((element) => element.dispatchEvent(new CustomEvent('ac-ready', { bubbles: true })));
  await assert.rejects(wanderer.holds(), /started again/);
});

for (const seed of SEEDS) {
  test(`${STEPS} steps of bad days from seed ${seed}`, { timeout: 20 * 60_000 }, async (t) => {
    const chance = seeded(seed);
    const { backend } = setting;
    const values = { ...(await backend.azure('/reset', {})), expiresOn: inDays(170), name: 'Production' };
    /** Nothing is connected twice, whatever was delivered twice; then it is removed. */
    const clear = async () => {
      const connections = await setting.connections();
      const things = connections.filter(({ status }) => status !== 'failed').map(({ tenantId, clientId, scopes }) => [tenantId, clientId, ...scopes].join());
      assert.equal(new Set(things).size, things.length, `connected twice: ${things}`);
      for (const { id } of connections) await fetch(`${backend.endpoint}/${id}`, { method: 'DELETE' });
    };
    await clear();
    const faults = await startFaults(backend.url, { chance, pages: PAGES });
    const visit = await openPage(setting.browser, faults.url, { path: '/walk.html' });
    t.after(async () => {
      await visit.close();
      await faults.close();
    });
    await visit.ready();
    const wanderer = new Wanderer({ visit, faults, values, chance, kinds: Object.keys(FAULTS), clear });
    const tell = () => `AC_TEST_SEED=${seed} AC_TEST_STEPS=${STEPS}\n${wanderer.account()}\n${visit.account().split('\n').slice(-40).join('\n')}`;
    try {
      for (let step = 0; step < STEPS; step++) {
        await wanderer.step();
        await wanderer.holds();
        visit.untroubled({ except: PROVOKED });
      }
      await wanderer.comeThrough();
      visit.untroubled({ except: PROVOKED });
      assert.deepEqual(faults.troubles, []);
      await clear();
      const ids = new Map();
      for (const { key, id } of faults.submissions) if (id) ids.set(key, (ids.get(key) ?? new Set()).add(id));
      for (const [key, made] of ids) assert.equal(made.size, 1, `one submission, ${made.size} connections: ${key}`);
      // Another start than by the page or the admin is a trap that was covered up.
      assert.equal(wanderer.starts, wanderer.expectedStarts, 'it started again by itself');
    } catch (error) {
      throw new Error(`${error.message}\n${tell()}`, { cause: error });
    }
    t.diagnostic(wanderer.figures());
  });
}
