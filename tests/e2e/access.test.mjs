// Usable by everybody: axe on every screen, the keyboard alone, narrow screens, names and order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin, LABELS, PORTAL_STEPS } from './fixtures/admin.mjs';
import { connection, passed, Platform, problem, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

async function opened(t, script, options) {
  const platform = new Platform(script);
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  return new Admin(visit, values);
}

const scope = `/subscriptions/${values.subscriptionId}`;
const waiting = [
  { id: 'token', state: 'pass' },
  { id: 'subscription', scope, state: 'waiting', retryAfterSeconds: 20, deadlineSeconds: 540 },
  { id: 'permissions', scope, state: 'pending' },
];
const failed = [
  { id: 'token', state: 'pass' },
  { id: 'subscription', scope, state: 'pass' },
  { id: 'permissions', scope, state: 'fail', missing: ['Microsoft.Compute/disks/write'], code: 'permissions-missing', detail: 'Some are missing.', traceId: 't-1' },
  { id: 'secret-expiry', state: 'skipped' },
];

/** Every screen that an admin can come to, each given to `look(name, admin)`. */
async function everyScreen(t, options, look) {
  const admin = await opened(t, {
    create: [
      problem(403, 'forbidden'),
      problem(409, 'already-connected', { connectionId: 'c-2' }),
      { ...connection('verifying', waiting), status: 202 },
    ],
    read: () => connection('failed', failed),
    replace: connection('connected', passed),
  }, options);
  await admin.walkPortal('Register the app', (step) => look(step, admin));
  await admin.press('Continue');
  await admin.heading('There is a problem').waitFor();
  await look('Register the app, with problems', admin);
  await admin.fill('clientId', 'tenantId');
  await admin.goOn('Create a secret');
  await admin.press('Back');
  await admin.press('Back');
  await admin.heading('Choose how to connect').waitFor();
  await admin.walkPortal('Check and connect', async (step) => {
    if (step === 'Create a secret') await admin.field('expiresOn').fill('2024-01-01');
    if (!step.startsWith('Choose how') && step !== 'Register the app') await look(step, admin);
  });
  await admin.connect();
  await admin.heading('You may not connect subscriptions here').waitFor();
  await look('refusal', admin);
  await admin.press('Your answers');
  await admin.connect();
  await admin.heading('Already connected').waitFor();
  await look('already connected', admin);
  await admin.press('Your answers');
  await admin.connect();
  await admin.widget.getByText('Waiting for Azure').first().waitFor();
  await look('watching', admin);
  await admin.press('Check again');
  await admin.heading('Not connected yet').waitFor();
  await admin.widget.getByText('What Azure said').first().click();
  await look('failed', admin);
  await admin.press('Check again');
  await admin.heading('Azure is connected').waitFor();
  await look('done', admin);
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing on any screen, ${colorScheme}`, async (t) => {
    await everyScreen(t, { colorScheme }, async (name, { visit }) => {
      await t.test(name, () => visit.accessible());
    });
  });
}

test('axe finds nothing in the dialog that asks before leaving', async (t) => {
  const admin = await opened(t);
  await admin.walkPortal('Create a secret');
  await admin.press('Close');
  await admin.widget.getByRole('dialog', { name: 'Leave without connecting?' }).waitFor();
  await admin.visit.accessible();
  await admin.page.keyboard.press('Escape');
  await admin.widget.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.ok(await focused(admin.page, 'Close'), 'the focus is back where it was');
  assert.equal(await admin.field('clientSecret').inputValue(), '');
});

test('no screen scrolls sideways at 320 px', async (t) => {
  await everyScreen(t, { viewport: { width: 320, height: 640 } }, async (name, { page }) => {
    await t.test(name, async () => {
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.scrollingElement;
        const root = document.querySelector('azure-connect').shadowRoot;
        const beyond = [...root.querySelectorAll('*')].filter((node) => {
          const { right, width } = node.getBoundingClientRect();
          return width > 1 && right > clientWidth + 1 && !node.closest('pre');
        });
        return { scrollWidth, clientWidth, beyond: beyond.slice(0, 3).map((node) => node.outerHTML.slice(0, 120)) };
      });
      assert.ok(wide.scrollWidth <= wide.clientWidth, JSON.stringify(wide));
      assert.deepEqual(wide.beyond, []);
    });
  });
});

/** What has the focus, through all shadow roots: its name, roughly as it is read out. */
function inFocus(page) {
  return page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    const label = node?.labels?.[0]?.textContent;
    return (node?.getAttribute('aria-label') ?? label ?? node?.textContent ?? '').trim();
  });
}

const focused = async (page, name) => (await inFocus(page)).startsWith(name);

/** Goes there with the Tab key alone. */
async function tabTo(page, name, key = 'Tab') {
  for (let presses = 0; presses < 60; presses++) {
    if (await focused(page, name)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`Tab does not lead to “${name}”`);
}

test('the keyboard alone goes the whole way, and the focus is where the eye is', async (t) => {
  const admin = await opened(t);
  const { page, visit } = admin;
  const { keyboard } = page;
  await tabTo(page, 'Cloud Shell');
  await keyboard.press('ArrowUp');
  assert.ok(await focused(page, 'I have the values'));
  await admin.heading('Choose how to connect').waitFor(); // Choosing moves nobody.
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  assert.ok(await focused(page, 'Azure portal'));
  const asked = {
    'Register the app': ['clientId', 'tenantId'],
    'Create a secret': ['clientSecret', 'expiresOn'],
    'Choose the subscription': ['subscriptionId'],
  };
  for (const [index, step] of PORTAL_STEPS.slice(0, -1).entries()) {
    for (const name of asked[step] ?? []) {
      await tabTo(page, LABELS[name]);
      await keyboard.type(admin.values[name]);
    }
    if (step === 'Create the role') {
      await tabTo(page, 'Copy role JSON');
      await keyboard.press('Space');
      await admin.widget.getByRole('status').getByText('Copied role JSON').waitFor();
    }
    await tabTo(page, 'Continue');
    await keyboard.press('Enter');
    await admin.heading(PORTAL_STEPS[index + 1]).waitFor();
    assert.equal(await inFocus(page), PORTAL_STEPS[index + 1], 'a new step is told by its heading');
  }
  await tabTo(page, 'Connect subscription');
  await keyboard.press('Space');
  await visit.event('ac-connected');
  await admin.heading('Azure is connected').waitFor();
  assert.equal(await inFocus(page), 'Azure is connected');
  await tabTo(page, 'Close');
  await keyboard.press('Enter');
  assert.deepEqual(await visit.event('ac-exit'), { reason: 'finished', step: 'connect' });
});

test('problems are summed up on top, in the order of the fields, and each leads to its field', async (t) => {
  const admin = await opened(t);
  await admin.walkPortal('Register the app');
  await admin.press('Continue');
  const summary = admin.widget.getByRole('group', { name: 'There is a problem' });
  await summary.waitFor();
  assert.match(await inFocus(admin.page), /^There is a problem/);
  const items = await summary.getByRole('button').allTextContents();
  assert.deepEqual(items, ['Enter the Application (client) ID.', 'Enter the Directory (tenant) ID.']);
  const top = await summary.evaluate((node) => node.getBoundingClientRect().bottom);
  const field = await admin.field('clientId').evaluate((node) => node.getBoundingClientRect().top);
  assert.ok(top < field);
  await summary.getByRole('button', { name: items[1] }).press('Enter');
  assert.equal(await inFocus(admin.page), LABELS.tenantId);
  for (const name of ['clientId', 'tenantId']) {
    assert.equal(await admin.field(name).getAttribute('aria-invalid'), 'true');
    assert.match(await admin.field(name).getAttribute('aria-describedby'), /-error/);
    await admin.fill(name);
    assert.equal(await admin.field(name).getAttribute('aria-invalid'), 'false');
    assert.doesNotMatch(await admin.field(name).getAttribute('aria-describedby'), /-error/);
  }
  await summary.waitFor({ state: 'hidden' });
});

test('the line of steps is a list with one current step; visited ones lead back, later ones nowhere', async (t) => {
  const admin = await opened(t);
  await admin.walkPortal('Choose the subscription');
  const line = admin.widget.getByRole('navigation', { name: 'Steps' });
  const items = line.getByRole('listitem');
  assert.equal(await items.count(), 7);
  const current = line.locator('[aria-current="step"]');
  assert.equal(await current.count(), 1);
  assert.match(await current.textContent(), /Choose the subscription/);
  assert.deepEqual(await line.getByRole('button').allTextContents(), ['Choose how to connect', 'Register the app', 'Create a secret']);
  await line.getByRole('button', { name: 'Register the app' }).click();
  await admin.heading('Register the app').waitFor();
  assert.equal(await admin.field('clientId').inputValue(), values.clientId);
});

test('copy buttons name what they copy, and say so; where copying is refused they say that', async (t) => {
  const admin = await opened(t);
  await admin.walkPortal('Register the app');
  const buttons = admin.widget.getByRole('button', { name: /^Copy/ });
  const names = await buttons.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label')));
  assert.deepEqual(names, ['Copy app name', 'Copy redirect URI']);
  await admin.press('Copy app name');
  await admin.widget.getByRole('status').getByText('Copied app name').waitFor();
  assert.equal(await admin.visit.clipboard(), 'Harbor Demo');
  await admin.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await admin.press('Copy redirect URI');
  await admin.widget.getByRole('status').getByText('The browser did not allow copying.').waitFor();
});

test('while a request is under way the button says so, stays a button and does nothing twice', async (t) => {
  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  const platform = new Platform({ create: () => answered.then(() => ({ ...connection('connected', passed), status: 201 })) });
  const visit = await setting.visit(t, { before: platform.attach });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  await admin.connect();
  const busy = admin.button('Connecting…');
  await busy.waitFor();
  assert.equal(await busy.getAttribute('aria-disabled'), 'true');
  assert.equal(await busy.isDisabled(), true); // By ARIA; the attribute that drops the focus is not there:
  assert.equal(await busy.getAttribute('disabled'), null);
  await busy.click({ force: true });
  answer();
  await visit.event('ac-connected');
  assert.equal(platform.of('create').length, 1);
});

test('targets are large enough, and the focus is seen', async (t) => {
  const admin = await opened(t);
  await admin.walkPortal('Create the role', async () => {
    const small = await admin.widget.evaluate((element) =>
      [...element.shadowRoot.querySelectorAll('button, input:not([type=radio]), select, summary')]
        .filter((node) => node.checkVisibility())
        .filter((node) => {
          const { width, height } = node.getBoundingClientRect();
          return width < 24 || height < 24;
        })
        .map((node) => node.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(small, []);
  });
  await admin.button('Continue').focus();
  await admin.page.keyboard.press('Tab');
  await admin.page.keyboard.press('Shift+Tab');
  const outline = await admin.button('Continue').evaluate((node) => getComputedStyle(node).outlineStyle);
  assert.equal(outline, 'solid');
});

test('forced colours and reduced motion are honoured', async (t) => {
  const admin = await opened(t, { create: 'silence' }, { forcedColors: 'active', reducedMotion: 'reduce' });
  await admin.bringValues();
  await admin.connect();
  await admin.button('Stop').waitFor();
  const moving = await admin.widget.evaluate((element) =>
    element.shadowRoot.getAnimations?.().filter(({ playState, effect }) => playState === 'running' && effect.getTiming().iterations === Infinity).length,
  );
  assert.equal(moving, 0);
  await admin.press('Stop');
});
