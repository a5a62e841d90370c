// Paste from Azure: the box, single fields, the chooser of many subscriptions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useConnections } from './fixtures/connected.mjs';
import { everything, typed } from './fixtures/holdings.mjs';
import { accountList, createForRbac, jsonAuth, pasteInto } from './fixtures/pastes.mjs';

const setting = useConnections();

const OTHER = '1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645';
const ANOTHER = 'ea64d8b1-9c05-4e27-a3f8-50b7c2e91d36';

/** An admin where all values are asked for on one step. */
async function withValues(t, options) {
  const admin = await setting.admin(t, options);
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  return admin;
}

const box = ({ widget }) => widget.getByLabel('Paste from Azure', { exact: true });
const outcome = ({ widget }) => widget.locator('.pasted');
const title = (admin, name) => admin.widget.locator('#pasted').filter({ hasText: name });

async function value(admin, name) {
  return admin.field(name).inputValue();
}

test('what az prints fills the fields, one of many subscriptions is chosen, and it connects', async (t) => {
  const admin = await withValues(t);
  const { values, widget } = admin;
  await pasteInto(box(admin), createForRbac(values));
  await title(admin, '3 values filled in').waitFor();
  assert.equal(await value(admin, 'clientId'), values.clientId);
  assert.equal(await value(admin, 'tenantId'), values.tenantId);
  assert.equal(await value(admin, 'clientSecret'), values.clientSecret);
  assert.equal(await box(admin).inputValue(), '', 'the box is empty again');
  assert.match(await outcome(admin).innerText(), /Client secret value\s+Provided\s+az ad sp create-for-rbac/);
  assert.match(await outcome(admin).innerText(), /Still missing: Secret expires on, Subscription ID\./);

  await pasteInto(box(admin), accountList(values, 40));
  await widget.getByText('40 subscriptions found.').waitFor();
  assert.equal(await value(admin, 'subscriptionId'), '');
  await admin.press('Choose a subscription');
  const search = widget.getByLabel('Name or ID', { exact: true });
  assert.ok(await search.evaluate((input) => input.matches(':focus')));
  await search.fill('harb');
  await widget.getByText('1 of 40 matches').waitFor();
  await widget.getByRole('radio', { name: /Harbor/ }).check();
  await admin.press('Use this subscription');
  await title(admin, '1 value filled in').waitFor();
  assert.equal(await value(admin, 'subscriptionId'), values.subscriptionId);

  await admin.fill('expiresOn');
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
});

test('one text fills the steps of the portal route, and later ones find it there', async (t) => {
  const admin = await setting.admin(t);
  const { values } = admin;
  await admin.walkPortal('Register the app');
  await pasteInto(box(admin), jsonAuth(values));
  await title(admin, '4 values filled in').waitFor();
  assert.match(await outcome(admin).innerText(), /Also filled in, for other steps:\s+Client secret value\s+Provided/);
  await admin.goOn('Create a secret');
  assert.equal(await value(admin, 'clientSecret'), values.clientSecret);
  assert.ok(await outcome(admin).isHidden(), 'it was read on the step before');
  await admin.fill('expiresOn');
  await admin.goOn('Choose the subscription');
  assert.equal(await value(admin, 'subscriptionId'), values.subscriptionId);
  await admin.press('Back');
  await admin.press('Back');
  await admin.press('Back');
  await admin.heading('Choose how to connect').waitFor();
  for (const step of ['Register the app', 'Create a secret']) await admin.goOn(step);
  assert.equal(await value(admin, 'clientSecret'), values.clientSecret, 'going back loses nothing');
});

test('a pasted secret is in its field and nowhere else', async (t) => {
  const admin = await setting.admin(t);
  const { page, values } = admin;
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  const alone = async () => {
    assert.ok(!(await everything(page)).includes(values.clientSecret));
    const holders = (await typed(page)).filter(([, text]) => text.includes(values.clientSecret));
    assert.deepEqual(holders, [['clientSecret', values.clientSecret]]);
  };
  await admin.walkPortal('Register the app');
  await pasteInto(box(admin), jsonAuth(values));
  await title(admin, '4 values filled in').waitFor();
  await alone();
  await admin.press('Undo the paste');
  await title(admin, 'Undone').waitFor();
  // Nor does the browser's own “Undo” bring it back into the box.
  await box(admin).focus();
  await page.keyboard.press('ControlOrMeta+z');
  assert.deepEqual((await typed(page)).filter(([, text]) => text.includes(values.clientSecret)), []);
  // Its line in a field that is none for it.
  await pasteInto(admin.field('clientId'), `AZURE_CLIENT_SECRET=${values.clientSecret}`);
  await title(admin, '1 value filled in').waitFor();
  assert.equal(await value(admin, 'clientId'), '');
  await alone();
  assert.ok(!JSON.stringify([said, admin.visit.events]).includes(values.clientSecret));
});

test('a second secret asks, and is kept nowhere until the first one is gone', async (t) => {
  const admin = await withValues(t);
  const { page, values } = admin;
  const second = values.clientSecret.slice(0, -4) + 'zZ9_';
  await pasteInto(box(admin), createForRbac(values));
  await title(admin, '3 values filled in').waitFor();
  await pasteInto(box(admin), createForRbac({ ...values, clientSecret: second }));
  await outcome(admin).getByText('“Client secret value” has another value already').waitFor();
  assert.ok(!JSON.stringify([await everything(page), await typed(page)]).includes(second));
  await admin.press('Empty the field');
  assert.ok(await box(admin).evaluate((area) => area.matches(':focus')));
  await page.keyboard.press('ControlOrMeta+v');
  await title(admin, '1 value filled in').waitFor();
  assert.equal(await value(admin, 'clientSecret'), second);
});

test('an address of the portal in the field of the subscription fills the directory too', async (t) => {
  const admin = await withValues(t);
  const { values } = admin;
  const address = `https://portal.azure.com/#@${values.tenantId}/resource/subscriptions/${values.subscriptionId}/overview`;
  await pasteInto(admin.field('subscriptionId'), address);
  await title(admin, '2 values filled in').waitFor();
  assert.equal(await value(admin, 'subscriptionId'), values.subscriptionId);
  assert.equal(await value(admin, 'tenantId'), values.tenantId);
  assert.match(await outcome(admin).innerText(), /portal address/);
  await admin.press('Undo the paste');
  await title(admin, 'Undone').waitFor();
  assert.equal((await value(admin, 'subscriptionId')) + (await value(admin, 'tenantId')), '');
});

test('a plain value, and a text with nothing in it, go into their field as ever', async (t) => {
  const admin = await withValues(t);
  const { values } = admin;
  await pasteInto(admin.field('clientId'), values.clientId.toUpperCase());
  assert.equal(await value(admin, 'clientId'), values.clientId.toUpperCase());
  await pasteInto(admin.field('name'), 'Our production');
  assert.equal(await value(admin, 'name'), 'Our production');
  await pasteInto(admin.field('clientSecret'), values.clientSecret);
  assert.equal(await value(admin, 'clientSecret'), values.clientSecret);
  assert.ok(await outcome(admin).isHidden());
});

test('another value is asked about, kept or replaced, and undone', async (t) => {
  const admin = await withValues(t);
  const { values } = admin;
  await admin.field('clientId').fill(OTHER);
  await admin.field('tenantId').fill(ANOTHER);
  await pasteInto(box(admin), createForRbac(values));
  await title(admin, '1 value filled in').waitFor();
  assert.equal(await value(admin, 'clientId'), OTHER);
  await admin.press('Keep the Application (client) ID that was entered');
  await admin.press('Replace the Directory (tenant) ID with the pasted one');
  await title(admin, '2 values filled in').waitFor();
  assert.ok(await title(admin, '2 values filled in').evaluate((heading) => heading.matches(':focus')), 'the focus has a place');
  assert.equal(await value(admin, 'clientId'), OTHER);
  assert.equal(await value(admin, 'tenantId'), values.tenantId);
  await admin.press('Undo the paste');
  assert.equal(await value(admin, 'tenantId'), ANOTHER);
  assert.equal(await value(admin, 'clientSecret'), '');
});

test('two candidates are a choice', async (t) => {
  const admin = await withValues(t);
  await pasteInto(box(admin), `AZURE_CLIENT_ID=${OTHER}\nARM_CLIENT_ID=${ANOTHER}\n`);
  const group = admin.widget.getByRole('radiogroup', { name: 'Which one is the Application (client) ID?' });
  await group.waitFor();
  assert.equal(await value(admin, 'clientId'), '');
  const use = admin.button('Use this one as Application (client) ID');
  assert.ok(await use.isDisabled());
  await group.getByRole('radio', { name: ANOTHER }).check();
  await use.click();
  await title(admin, '1 value filled in').waitFor();
  assert.equal(await value(admin, 'clientId'), ANOTHER);
});

test('a text with nothing in it says so, and what can be pasted', async (t) => {
  const admin = await withValues(t);
  const status = admin.widget.locator('.from-azure [role=status]');
  await pasteInto(box(admin), 'The meeting is at ten.');
  await title(admin, 'Nothing found in that text').waitFor();
  assert.match(await status.textContent(), /^Nothing found in that text/);
  assert.equal(await box(admin).inputValue(), '');
  const first = await status.textContent();
  await pasteInto(box(admin), 'The meeting is at ten.');
  await admin.page.waitForFunction(
    ([said]) => document.querySelector('azure-connect').shadowRoot.querySelector('.from-azure [role=status]').textContent !== said,
    [first],
  );
  await admin.press('Hide what was found');
  assert.ok(await outcome(admin).isHidden());
  assert.ok(await box(admin).evaluate((area) => area.matches(':focus')));
  // Typed rather than pasted, it is read when Enter ends it.
  await admin.page.keyboard.type(`clientId: ${OTHER}`);
  await admin.page.keyboard.press('Enter');
  await title(admin, '1 value filled in').waitFor();
});

test('the chooser obeys the keyboard alone', async (t) => {
  const admin = await withValues(t);
  const { page, values, widget } = admin;
  await pasteInto(box(admin), accountList(values, 300));
  await widget.getByText('300 subscriptions found.').waitFor();
  await admin.button('Choose a subscription').focus();
  await page.keyboard.press('Enter');
  const marked = widget.locator('dialog .sub[data-on=true]');
  const focused = () =>
    page.evaluate(() => document.querySelector('azure-connect').shadowRoot.activeElement?.closest('.sub')?.innerText);
  await marked.filter({ hasText: 'Production 0' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await marked.filter({ hasText: 'Shared services 1' }).waitFor();
  assert.match(await focused(), /Shared services 1/);
  await page.keyboard.press('ArrowDown');
  await marked.filter({ hasText: 'Data platform 3' }).waitFor();
  await page.keyboard.press('End');
  await marked.filter({ hasText: 'Data platform 299' }).waitFor();
  assert.match(await focused(), /Data platform 299/);
  await page.keyboard.press('PageUp');
  await marked.filter({ hasText: 'Data platform 291' }).waitFor();
  await page.keyboard.press('Home');
  await marked.filter({ hasText: 'Production 0' }).waitFor();
  await page.keyboard.press('Escape');
  await widget.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await value(admin, 'subscriptionId'), '', 'Escape chooses nothing');

  await page.keyboard.press('Enter');
  await page.keyboard.type('HARBOR');
  await marked.filter({ hasText: 'Harbor' }).waitFor();
  await page.keyboard.press('Enter');
  await title(admin, 'value').waitFor();
  assert.equal(await value(admin, 'subscriptionId'), values.subscriptionId);
});

test('ten thousand subscriptions: fifty are drawn, fifty more on request, disabled ones cannot be chosen', async (t) => {
  const admin = await withValues(t);
  const { values, widget } = admin;
  await pasteInto(box(admin), accountList(values, 10_000));
  await widget.getByText('10,000 subscriptions found.').waitFor();
  await admin.press('Choose a subscription');
  const rows = widget.locator('dialog .sub');
  await rows.nth(49).waitFor();
  assert.equal(await rows.count(), 50);
  assert.ok(await widget.getByRole('radio', { name: /Sandbox 2 / }).isDisabled());
  await admin.press('Show 50 more');
  await rows.nth(99).waitFor();
  assert.equal(await rows.count(), 100);
  const count = widget.locator('dialog [role=status]');
  await widget.getByLabel('Name or ID', { exact: true }).fill('sandbox');
  await count.filter({ hasText: '2,500 of 10,000 match' }).waitFor();
  await widget.getByLabel('Name or ID', { exact: true }).fill('no such name');
  await count.filter({ hasText: 'No subscription has that name or ID' }).waitFor();
});

/** From keystroke to paint, in milliseconds: one number for each character typed, `pause` after each. */
async function keystrokes(page, text, pause) {
  const times = [];
  for (const character of text) {
    await page.evaluate(() => {
      globalThis.acPaint = new Promise((resolve) => {
        addEventListener('keydown', (event) => {
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - event.timeStamp);
            port2.postMessage(undefined);
          });
        }, { once: true, capture: true });
      });
    });
    await page.keyboard.type(character);
    times.push(await page.evaluate(() => globalThis.acPaint));
    await page.waitForTimeout(pause);
  }
  return times;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

test('a keystroke among ten thousand paints within 1.5 times that of an empty list, at a quarter of the speed', async (t) => {
  const admin = await withValues(t);
  const { page, values, widget } = admin;
  const cdp = await page.context().newCDPSession(page);
  const search = widget.getByLabel('Name or ID', { exact: true });
  // The same keys where nothing can match and where each finds many; quickly, and so slowly that the list is
  // drawn to its end in between.
  const measure = async (pause) => {
    const times = { 2: [], 10_000: [] };
    for (let round = 0; round < 3; round++) {
      for (const count of Object.keys(times)) {
        await pasteInto(box(admin), accountList(values, Number(count)));
        await widget.getByText(`${Number(count).toLocaleString('en')} subscriptions found.`).waitFor();
        await admin.press('Choose a subscription');
        await search.waitFor();
        await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        await keystrokes(page, '8c', pause);
        times[count].push(...(await keystrokes(page, '75-0000', pause)));
        await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
        await page.keyboard.press('Escape');
        await widget.getByRole('dialog').waitFor({ state: 'hidden' });
      }
    }
    const [empty, full] = [median(times[2]), median(times[10_000])];
    t.diagnostic(`${pause} ms between keys: empty list ${empty.toFixed(1)} ms, 10,000 ${full.toFixed(1)} ms, ${(full / empty).toFixed(2)} times`);
    return full / empty;
  };
  for (const pause of [0, 400]) {
    // Another program on the machine slows one of the two down, and not three times in a row the same one.
    const ratios = [];
    do ratios.push(await measure(pause));
    while (ratios.at(-1) > 1.5 && ratios.length < 3);
    assert.ok(Math.min(...ratios) <= 1.5, `${pause} ms between keys: ${ratios.join(', ')} times`);
  }
});
