// The field of the secret: hidden, shown on request and never for longer than somebody looks, kept through errors, gone
// when it is done; and left alone by password managers that would save it, but open to those that fill it in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { connection, passed, Platform, problem, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

async function opened(t, script = {}, options = {}) {
  const platform = new Platform(script);
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  return Object.assign(new Admin(visit, values), { platform });
}

/** On “I have the values”, where the field is. */
async function atTheField(admin) {
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  return admin.field('clientSecret');
}

const type = (field) => field.getAttribute('type');
const becomes = (admin, what) => admin.widget.locator(`input#clientSecret[type=${what}]`).waitFor({ state: 'attached' });

/** What the tab says of itself when it goes to the back, and when it comes to the front. */
const look = (page, hidden) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);

test('the secret is hidden until it is asked for, and again as soon as nobody looks', async (t) => {
  let answer;
  const asked = new Promise((resolve) => (answer = resolve));
  const admin = await opened(t, { create: async () => (await asked, problem(422, 'invalid', { errors: [{ pointer: '/name', code: 'x' }] })) });
  const field = await atTheField(admin);
  assert.equal(await type(field), 'password');
  await admin.fill('clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId');
  const show = async () => {
    await admin.press('Show secret');
    assert.equal(await type(field), 'text');
    assert.equal(await field.inputValue(), values.clientSecret);
  };

  // By its button, which says what it does next; that it was done is announced.
  await show();
  await admin.widget.getByRole('status').filter({ hasText: 'The secret is shown' }).waitFor({ state: 'attached' });
  assert.equal(await admin.button('Hide secret').getAttribute('aria-controls'), 'clientSecret');
  await admin.press('Hide secret');
  await admin.widget.getByRole('status').filter({ hasText: 'The secret is hidden' }).waitFor({ state: 'attached' });
  assert.equal(await type(field), 'password');

  // Somebody turns to another tab, or locks the screen.
  await show();
  await look(admin.page, true);
  await becomes(admin, 'password');
  await look(admin.page, false);
  assert.equal(await type(field), 'password', 'who comes back asks again');
  assert.equal(await field.inputValue(), values.clientSecret);

  // Another step, there and back.
  await show();
  await admin.goOn('Check and connect');
  await becomes(admin, 'password');
  await admin.press('Back');
  assert.equal(await type(field), 'password');

  // A step that does not let go on shows its problems, not the secret.
  await show();
  await admin.field('tenantId').fill('');
  await admin.press('Continue');
  await admin.heading('There is a problem').waitFor();
  await admin.fill('tenantId');
  await admin.goOn('Check and connect');
  await admin.connect();
  await becomes(admin, 'password');
  answer();
  await admin.heading('There is a problem').waitFor();
  assert.equal(await type(field), 'password');
  assert.equal(await field.inputValue(), values.clientSecret, 'what is typed stays through errors');
});

for (const [how, leave] of Object.entries({
  'starting over': async (admin) => {
    await admin.fill('clientId', 'tenantId', 'expiresOn', 'subscriptionId');
    await admin.goOn('Check and connect');
    await admin.press('Start over');
    await admin.widget.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
  },
  'a reset by the page': (admin) => admin.widget.evaluate((element) => element.reset()),
})) {
  test(`after ${how} the field is empty, and the next secret begins hidden`, async (t) => {
    const admin = await opened(t);
    await atTheField(admin);
    await admin.fill('clientSecret');
    await admin.press('Show secret');
    await leave(admin);
    await admin.heading('Choose how to connect').waitFor();
    const field = await atTheField(admin);
    assert.equal(await field.inputValue(), '');
    assert.equal(await type(field), 'password');
  });
}

test('once the platform has it, there is no field of a secret to look at, and nothing in one', async (t) => {
  const admin = await opened(t, { create: { ...connection('connected', passed), status: 201 } });
  await admin.bringValues();
  await admin.connect();
  await admin.heading('Azure is connected').waitFor();
  const left = await admin.widget.evaluate((element) =>
    [...element.shadowRoot.querySelectorAll('input')].map(({ value, checkVisibility, type }, at, all) => ({ type, value, seen: all[at].checkVisibility() })),
  );
  assert.deepEqual(left.filter(({ type, seen }) => seen && type !== 'checkbox'), []);
  assert.ok(left.every(({ value }) => !value.includes(values.clientSecret)));
});

test('password managers and the browser are asked not to keep it, and nothing that they look for happens', async (t) => {
  const admin = await opened(t);
  const field = await atTheField(admin);
  const attributes = await field.evaluate((input) => Object.fromEntries([...input.attributes].map(({ name, value }) => [name, value])));
  const expected = {
    autocomplete: 'new-password',
    autocapitalize: 'none',
    autocorrect: 'off',
    spellcheck: 'false',
    'data-1p-ignore': '',
    'data-lpignore': 'true',
    'data-bwignore': '',
    'data-form-type': 'other',
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(attributes[name], value, name);
  for (const name of ['name', 'maxlength', 'value', 'pattern']) assert.equal(attributes[name], undefined, name);
  // Showing it does not change what it is.
  await admin.press('Show secret');
  assert.equal(await field.getAttribute('autocomplete'), 'new-password');
  // No form is sent anywhere, by Enter or by the button.
  const sent = [];
  admin.page.on('request', (request) => request.isNavigationRequest() && sent.push(request.url()));
  await admin.widget.evaluate((element) => element.shadowRoot.addEventListener('submit', () => (globalThis.submitted = true), true));
  await admin.fill('clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId');
  await field.press('Enter');
  await admin.heading('Check and connect').waitFor();
  assert.deepEqual(sent, []);
  assert.equal(await admin.page.evaluate(() => globalThis.submitted), undefined);
});

for (const [how, put] of Object.entries({
  'as if typed': async (admin, field, secret) => {
    await field.focus();
    await admin.page.keyboard.insertText(secret);
  },
  'by its value and the events that go with it': (_admin, field, secret) =>
    field.evaluate((input, secret) => {
      input.focus();
      input.value = secret;
      for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }));
      input.blur();
    }, secret),
  'by its value and keys that say nothing': (_admin, field, secret) =>
    field.evaluate((input, secret) => {
      input.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }));
      input.value = secret;
      input.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertReplacementText' }));
    }, secret),
  'by the command of old': (_admin, field, secret) =>
    field.evaluate((input, secret) => {
      input.focus();
      document.execCommand('insertText', false, secret);
    }, secret),
})) {
  test(`a password manager can fill it in ${how}`, async (t) => {
    const admin = await opened(t);
    const field = await atTheField(admin);
    await admin.fill('clientId', 'tenantId', 'expiresOn', 'subscriptionId');
    await put(admin, field, values.clientSecret);
    await admin.goOn('Check and connect');
    await admin.connect();
    await admin.visit.event('ac-connected');
    assert.equal(admin.platform.of('create')[0].body.credential.clientSecret, values.clientSecret);
  });
}
