// When the component itself cannot go on: the fallback of the host page, and word to its people.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { Platform, values } from './fixtures/platform.mjs';
import { dist } from './fixtures/places.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();
// A debug build is one piece.
const inTwo = existsSync(join(dist, 'azure-connect_rest.wasm'));

/** The host page's fallback is what shows, and nothing of the wizard. */
async function fallback(visit, { again = ['Try again'] } = {}) {
  await visit.page.getByText('The manual steps are under').waitFor();
  assert.deepEqual(await visit.widget.getByRole('button').allTextContents(), again);
}

test('a profile with an unknown key shows the fallback, and tells the integrator where', async (t) => {
  const visit = await setting.visit(t, {
    ready: false,
    profile: (own) => ({ ...own, role: { custom: { ...own.role.custom, reson: {} } } }),
    except: /role\.custom\.reson/,
  });
  assert.deepEqual(await visit.event('ac-error'), { kind: 'profile' });
  // Another try would find the same profile.
  await fallback(visit, { again: [] });
  assert.match(visit.account(), /azure-connect: .*role\.custom\.reson/);
  // This page is on loopback, where the one who looks is the one who wrote the profile.
  await visit.widget.getByText(/role\.custom\.reson/).waitFor();
  assert.ok(!visit.events.some(({ type }) => type === 'ac-ready'));
  await visit.accessible();
});

for (const [what, answer, again] of [
  ['missing', { status: 404, body: '' }, ['Try again']],
  ['no JSON', { status: 200, contentType: 'application/json', body: '{"platform":' }, []],
  ['a page', { status: 200, contentType: 'text/html', body: '<!doctype html>' }, []],
]) {
  test(`a profile that is ${what} shows the fallback`, async (t) => {
    const visit = await setting.visit(t, {
      ready: false,
      before: (page) => page.route('**/profiles/demo.json', (route) => route.fulfill(answer)),
      except: /azure-connect: /,
    });
    assert.deepEqual(await visit.event('ac-error'), { kind: 'profile' });
    await fallback(visit, { again });
  });
}

/** Things of the page that have nothing to do with the component, and have to go on whatever happens to it. */
async function furnish(page) {
  await page.evaluate(() => {
    class Counter extends HTMLElement {
      connectedCallback() {
        const button = document.createElement('button');
        button.textContent = '0';
        button.addEventListener('click', () => button.textContent++);
        this.attachShadow({ mode: 'open' }).append(button);
      }
    }
    customElements.define('page-counter', Counter);
    document.querySelector('main').append(document.createElement('page-counter'));
  });
}

/** They do go on. */
async function goesOn(page, times) {
  const counter = page.locator('page-counter').getByRole('button');
  await counter.click();
  assert.equal(await counter.textContent(), String(times));
}

const FIRST = '**/azure-connect_bg.wasm';
for (const [what, answer] of [
  ['is missing', (route) => route.fulfill({ status: 404, body: '' })],
  ['is cut off', (route) => route.abort('connectionreset')],
  ['is a page that says so', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Sorry' })],
  ['is half there', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.body()).subarray(0, 50_000) });
  }],
  // Four bytes more, which no engine minds: a section of nobody's.
  ['is of another release', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.of(0, 2, 1, 120)]) });
  }],
]) {
  // A debug build knows no digest.
  const unseen = what === 'is of another release' && !inTwo;
  test(`a wasm that ${what} shows the fallback, the page goes on, and another try may work`, { skip: unseen }, async (t) => {
    let broken = true;
    const visit = await setting.visit(t, {
      ready: false,
      before: (page) => page.route(FIRST, (route) => (broken ? answer(route) : route.continue())),
      except: /azure-connect: |ERR_CONNECTION_RESET|integrity|falling back|MIME type/,
    });
    await furnish(visit.page);
    assert.deepEqual(await visit.event('ac-error'), { kind: 'load' });
    await fallback(visit);
    await goesOn(visit.page, 1);
    const again = visit.widget.getByRole('button', { name: 'Try again' });
    await again.click();
    // Focus is where the eye is, also where nothing has changed.
    await visit.event('ac-error', { after: 1 });
    await fallback(visit);
    await visit.page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.textContent === 'Try again');
    broken = false;
    await again.press('Enter');
    await visit.ready();
    await visit.page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.matches('.heading'));
    await goesOn(visit.page, 2);
  });
}

test('without a network the fallback shows; once it is back, another try works', async (t) => {
  const visit = await setting.visit(t, { except: /azure-connect: |ERR_INTERNET_DISCONNECTED/ });
  const { page } = visit;
  await page.evaluate(async () => {
    document.querySelector('azure-connect').remove();
    // Nothing of what this page has loaded is there any more.
    globalThis.api = await import('/element/index.mjs?another');
  });
  await page.context().setOffline(true);
  const after = visit.events.length;
  await page.evaluate(() => {
    globalThis.api.defineAzureConnect('azure-again');
    const element = document.createElement('azure-again');
    element.profile = '/profiles/demo.json';
    document.querySelector('main').append(element);
  });
  await visit.event('ac-error', { after });
  await page.context().setOffline(false);
  await page.locator('azure-again').getByRole('button', { name: 'Try again' }).click();
  await visit.ready({ after });
});

for (const [what, change] of [
  ['forbids wasm', (policy) => policy.replace("'wasm-unsafe-eval'", '')],
  ['forbids to fetch it', (policy) => `${policy}; connect-src 'none'`],
]) {
  test(`a policy that ${what} leads to the fallback, and the page goes on`, async (t) => {
    const visit = await setting.visit(t, {
      ready: false,
      before: (page) =>
        page.route(/\/$/, async (route) => {
          const response = await route.fetch();
          const headers = response.headers();
          await route.fulfill({ response, headers: { ...headers, 'content-security-policy': change(headers['content-security-policy']) } });
        }),
      except: /policy|Policy|azure-connect: /,
    });
    await furnish(visit.page);
    await visit.event('ac-error');
    await fallback(visit);
    await goesOn(visit.page, 1);
  });
}

test('what cannot be an address or a profile is said, and put right at run time', async (t) => {
  const visit = await setting.visit(t, { except: /azure-connect: / });
  const { page } = visit;
  for (const [option, kind] of [
    ['assetsUrl', 'load'],
    ['profile', 'profile'],
  ]) {
    let after = visit.events.length;
    await page.evaluate(async (option) => {
      document.querySelector('azure-connect').remove();
      // A page of its own for the loader, which would have what it needs by now.
      const { AzureConnectElement } = await import(`/element/index.mjs?${option}`);
      const tag = `azure-${option.toLowerCase()}`;
      AzureConnectElement.define(tag);
      const element = document.createElement(tag);
      const circle = {};
      circle.circle = circle;
      const wrong = { assetsUrl: 'http://[', profile: circle };
      Object.assign(element, { profile: '/profiles/demo.json' }, { [option]: wrong[option] });
      document.querySelector('main').append(element);
      globalThis.element = element;
      // The next round looks for it.
      document.querySelector('main').append(document.createElement('azure-connect'));
    }, option);
    assert.deepEqual(await visit.event('ac-error', { after }), { kind });
    after = visit.events.length;
    await page.evaluate(() => Object.assign(globalThis.element, { assetsUrl: undefined, profile: '/profiles/demo.json' }));
    await visit.ready({ after });
  }
});

test('a profile that cannot be fetched may be there at another try, which the page can make', async (t) => {
  let broken = true;
  const visit = await setting.visit(t, {
    ready: false,
    before: (page) =>
      page.route('**/profiles/demo.json', (route) => (broken ? route.fulfill({ status: 503, body: '' }) : route.continue())),
    except: /azure-connect: |status of 503/,
  });
  assert.deepEqual(await visit.event('ac-error'), { kind: 'profile' });
  await fallback(visit);
  broken = false;
  await visit.widget.evaluate((element) => element.reset());
  await visit.ready();
});

/** Traps the wasm: what translators and highlighters do, at the worst moment. */
async function trap(admin) {
  await admin.walkPortal('Choose the subscription');
  await admin.widget.evaluate((element) => {
    for (const field of element.shadowRoot.querySelectorAll('.fields > *')) {
      const wrap = document.createElement('font');
      field.replaceWith(wrap);
      wrap.append(field);
    }
  });
  for (const step of ['Create a secret', 'Register the app', 'Choose how to connect']) {
    await admin.press('Back');
    await admin.heading(step).waitFor();
  }
  // On this route the step of the secret asks for more: fields are to go before one that is elsewhere now.
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).click();
}
const TRAP = /failed to insert node|RuntimeError|unreachable|panicked|azure-connect/;

test('a trap leads to the fallback, once, and shows no secret', async (t) => {
  const visit = await setting.visit(t, { before: new Platform().attach, except: TRAP });
  await trap(new Admin(visit, values));
  assert.deepEqual(await visit.event('ac-error'), { kind: 'panic' });
  await fallback(visit);
  assert.equal(visit.events.filter(({ type }) => type === 'ac-error').length, 1);
  assert.ok(!visit.account().includes(values.clientSecret));
});

test('a trap takes all elements down and nothing else; each starts again with its draft', async (t) => {
  const visit = await setting.visit(t, { before: new Platform().attach, except: TRAP });
  const { page } = visit;
  await furnish(page);
  const after = visit.events.length;
  await page.evaluate(() => {
    const second = document.createElement('azure-connect');
    second.setAttribute('profile', 'profiles/demo.json');
    second.setAttribute('draft-key', 'second');
    document.querySelector('main').append(second);
  });
  await visit.ready({ after });
  const admin = new Admin(visit, values);
  await trap(admin);
  const errors = () => visit.events.filter(({ type }) => type === 'ac-error');
  await page.waitForFunction(() => [...document.querySelectorAll('azure-connect')].every(({ shadowRoot }) => shadowRoot.querySelector('slot[name=fallback]')));
  await goesOn(page, 1);
  assert.deepEqual(errors().map(({ detail }) => detail), [{ kind: 'panic' }, { kind: 'panic' }]);
  const exceptions = visit.troubles.filter(({ kind }) => kind === 'exception').length;
  const again = page.locator('azure-connect').getByRole('button', { name: 'Try again' });
  let ready = visit.events.length;
  await again.nth(1).click();
  await visit.ready({ after: ready });
  ready = visit.events.length;
  await again.first().click();
  await visit.ready({ after: ready });
  await admin.heading('Choose how to connect').waitFor();
  await admin.goOn('Enter your values');
  assert.equal(await admin.field('clientId').inputValue(), values.clientId);
  assert.equal(await admin.field('clientSecret').inputValue(), '');
  await goesOn(page, 2);
  assert.equal(errors().length, 2);
  // Nothing that the first instance had still to do has run into it.
  assert.equal(visit.troubles.filter(({ kind }) => kind === 'exception').length, exceptions);
});
