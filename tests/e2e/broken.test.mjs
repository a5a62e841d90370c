// When the component itself cannot go on: the fallback of the host page, and word to its people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { Platform, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

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

test('a wasm that does not come shows the fallback, and a later start may try again', async (t) => {
  let broken = true;
  const visit = await setting.visit(t, {
    ready: false,
    before: (page) =>
      page.route('**/*.wasm', (route) => (broken ? route.abort('connectionreset') : route.continue())),
    except: /azure-connect: |ERR_CONNECTION_RESET/,
  });
  assert.deepEqual(await visit.event('ac-error'), { kind: 'load' });
  await fallback(visit);
  broken = false;
  await visit.widget.evaluate((element) => {
    const { parentNode: parent } = element;
    element.remove();
    setTimeout(() => parent.append(element));
  });
  await visit.ready();
  await visit.widget.getByRole('heading', { name: 'Choose how to connect' }).waitFor();
});

test('a page script that tears the nodes out from under it leads to the fallback, once, and shows no secret', async (t) => {
  const visit = await setting.visit(t, { before: new Platform().attach, except: /RuntimeError|unreachable|panicked|azure-connect/ });
  const admin = new Admin(visit, values);
  await admin.walkPortal('Choose the subscription');
  await admin.widget.evaluate((element) => {
    // What translators and highlighters do: wrap what they find in elements of their own.
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
  assert.deepEqual(await visit.event('ac-error'), { kind: 'panic' });
  await fallback(visit);
  assert.equal(visit.events.filter(({ type }) => type === 'ac-error').length, 1);
  assert.ok(!visit.account().includes(values.clientSecret));
});
