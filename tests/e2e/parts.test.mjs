// The release comes in two parts. What is done before the second has arrived is done once it has.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin } from './fixtures/admin.mjs';
import { connection, passed, Platform, values } from './fixtures/platform.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();
const REST = '**/azure-connect_rest.wasm';
// A debug build is one piece: there is nothing to wait for.
const inTwo = existsSync(join(process.env.AC_TEST_DIST ?? '../../dist', 'azure-connect_rest.wasm'));

if (inTwo) {
  test('a click before the rest has arrived is not lost', async (t) => {
    let arrive;
    const gate = new Promise((resolve) => (arrive = resolve));
    const visit = await setting.visit(t, {
      before: (page) => page.route(REST, async (route) => (await gate, route.continue())),
    });
    const admin = new Admin(visit, values);
    await admin.widget.getByRole('radio', { name: /^Azure portal/ }).check();
    await admin.press('Continue');
    await admin.press('Continue');
    await admin.heading('Choose how to connect').waitFor();
    arrive();
    await admin.heading('Register the app').waitFor();
    // The second click has been answered as well: on this step it finds empty fields.
    await admin.widget.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await visit.accessible();
  });

  test('what is chosen before the rest has arrived stays chosen', async (t) => {
    let arrive;
    const gate = new Promise((resolve) => (arrive = resolve));
    const visit = await setting.visit(t, {
      before: (page) => page.route(REST, async (route) => (await gate, route.continue())),
    });
    const admin = new Admin(visit, values);
    const clouds = admin.widget.getByLabel('Cloud', { exact: true });
    await clouds.selectOption('AzureChinaCloud');
    await clouds.selectOption('AzureUSGovernment');
    for (const route of [/^Terraform/, /^I have the values/, /^Azure portal/]) await admin.widget.getByRole('radio', { name: route }).check();
    await visit.page.keyboard.press('Tab');
    await visit.page.setViewportSize({ width: 500, height: 700 });
    arrive();
    await admin.press('Continue');
    await admin.heading('Register the app').waitFor();
    await admin.widget.locator('a[href^="https://portal.azure.us/"]').first().waitFor();
  });

  test('the first screen looks the same before and after the rest has arrived', async (t) => {
    let arrive;
    const gate = new Promise((resolve) => (arrive = resolve));
    const visit = await setting.visit(t, {
      before: (page) => page.route(REST, async (route) => (await gate, route.continue())),
    });
    const looks = () =>
      visit.page.evaluate(() => {
        const root = document.querySelector('azure-connect').shadowRoot;
        globalThis.shown ??= [...root.querySelectorAll('*')].filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          return width * height > 0;
        });
        return globalThis.shown.flatMap((element) =>
          ['', '::before', '::after'].map((pseudo) => {
            const style = getComputedStyle(element, pseudo);
            // A token is no look: what it does shows in what uses it.
            const own = [...style].filter((name) => !name.startsWith('--'));
            const all = own.map((name) => `${name}: ${style.getPropertyValue(name)}`);
            return `${element.localName}.${element.className}${pseudo} { ${all.join('; ')} }`;
          }),
        );
      });
    const before = await looks();
    arrive();
    await visit.page.waitForFunction(() => document.querySelector('azure-connect').shadowRoot.adoptedStyleSheets[1].cssRules.length > 0);
    const after = await looks();
    assert.ok(before.length > 100, 'the first screen is there');
    const changed = before.flatMap((look, index) => {
      const then = new Set(after[index].split('; '));
      return look === after[index] ? [] : [[look.split(' {')[0], look.split('; ').filter((property) => !then.has(property))]];
    });
    assert.deepEqual(changed, []);
  });

  test('a page that is for one connection never shows the wizard first', async (t) => {
    let arrive;
    const gate = new Promise((resolve) => (arrive = resolve));
    const visit = await setting.visit(t, {
      before: async (page) => {
        await page.route(REST, async (route) => (await gate, route.continue()));
        await page.route(/\/$/, async (route) => {
          const response = await route.fetch();
          const body = (await response.text()).replace('<azure-connect', '<azure-connect connection="gone"');
          await route.fulfill({ response, body });
        });
      },
    });
    const admin = new Admin(visit, values);
    assert.equal(await admin.heading('Connect Azure to Harbor Demo').isVisible(), true);
    assert.equal(await admin.heading('Choose how to connect').isVisible(), false);
    assert.equal(await admin.button('Continue').isVisible(), false);
    arrive();
    await admin.heading('This connection is gone').waitFor();
    await visit.accessible();
  });

  for (const name of readdirSync(new URL('../../www/profiles', import.meta.url)).filter((each) => each.endsWith('.json'))) {
    test(`the first screen of ${name} needs nothing of the rest`, async (t) => {
      const own = JSON.parse(readFileSync(new URL(`../../www/profiles/${name}`, import.meta.url), 'utf8'));
      const visit = await setting.visit(t, {
        profile: own,
        before: (page) => page.route(REST, () => new Promise(() => {})),
      });
      // A start that fails for want of the rest would wait for it, and never be ready.
      await new Admin(visit, values).widget.getByRole('heading').first().waitFor();
    });
  }

  // The build sees other profiles start than these, which integrators begin with.
  const guide = readFileSync(new URL('../../docs/embedding/profile.md', import.meta.url), 'utf8');
  const samples = [...guide.matchAll(/^```json profile\n([^]*?)^```/gm)].map(([, text]) => text);
  const written = [(text) => text, (text) => JSON.stringify(JSON.parse(text)), (text) => text.replaceAll('\n', '\r\n').replaceAll('  ', '\t')];
  assert.ok(samples.length > 5);
  samples.forEach((sample, index) =>
    test(`the first screen of profile ${index + 1} of the guide needs nothing of the rest`, async (t) => {
      for (const write of written) {
        const visit = await setting.visit(t, {
          before: async (page) => {
            await page.route(REST, () => new Promise(() => {}));
            await page.route('**/profiles/demo.json', (route) => route.fulfill({ body: write(sample), contentType: 'application/json' }));
          },
        });
        await new Admin(visit, values).widget.getByRole('heading').first().waitFor();
      }
    }),
  );

  // Hash tables are looked through another way with every seed, which comes of where something lies in memory.
  test('the first screen needs nothing of the rest, whatever lies where in memory', async (t) => {
    const visit = await setting.visit(t, {
      before: async (page) => {
        await page.route(REST, () => new Promise(() => {}));
        await page.addInitScript(() => {
          const own = WebAssembly.instantiateStreaming;
          globalThis.firsts = 0;
          WebAssembly.instantiateStreaming = (...given) => (globalThis.firsts++, own.apply(WebAssembly, given));
        });
      },
    });
    const starts = 60;
    await visit.page.evaluate(async (starts) => {
      const profiles = ['cloudcraft', 'spot', 'octopus', 'demo'].map((name) => `/profiles/${name}.json`);
      for (let turn = 0; turn < starts; turn++) {
        // An instance of its own for each, as on a page of its own.
        const { defineAzureConnect } = await import(`/element/index.mjs?${turn}`);
        defineAzureConnect(`azure-start-${turn}`);
        const element = document.createElement(`azure-start-${turn}`);
        element.draftKey = 'k'.repeat(turn);
        element.profile = profiles[turn % profiles.length];
        document.body.append(element);
        await new Promise((resolve) => element.addEventListener('ac-ready', resolve) ?? setTimeout(resolve, 2_000));
        element.remove();
      }
    }, starts);
    assert.equal(await visit.page.evaluate(() => globalThis.firsts), starts + 1, 'a start that needs the rest starts again');
    assert.equal(visit.events.filter(({ type }) => type === 'ac-ready').length, starts + 1);
  });

  test('a start that needs more than the first part has starts again with both', async (t) => {
    const visit = await setting.visit(t, {
      profile: (own) => ({ ...own, platform: { ...own.platform, nonsense: 1 } }),
      ready: false,
      except: /platform\.nonsense/,
    });
    assert.deepEqual(await visit.event('ac-error'), { kind: 'profile' });
    assert.ok(!visit.events.some(({ type }) => type === 'ac-ready'));
  });

  test('a profile that begins with a later step waits for the rest', async (t) => {
    const visit = await setting.visit(t, {
      profile: (own) => ({ ...own, routes: ['portal'], clouds: ['AzureCloud'] }),
    });
    const admin = new Admin(visit, values);
    await admin.heading('Register the app').waitFor();
    await admin.fill('clientId', 'tenantId');
    await admin.goOn('Create a secret');
  });

  test('a rest that fails once is fetched again', async (t) => {
    let failures = 1;
    const visit = await setting.visit(t, {
      before: (page) => page.route(REST, (route) => (failures-- > 0 ? route.abort('connectionreset') : route.continue())),
      except: /ERR_CONNECTION_RESET/,
    });
    const admin = new Admin(visit, values);
    await admin.press('Continue');
    await admin.heading('Run the script').waitFor();
  });

  test('without the rest the fallback shows, and the page is told', async (t) => {
    const visit = await setting.visit(t, {
      before: (page) => page.route(REST, (route) => route.abort('connectionreset')),
      except: /ERR_CONNECTION_RESET|azure-connect: /,
    });
    assert.deepEqual(await visit.event('ac-error'), { kind: 'load' });
    await visit.page.getByText('The manual steps are under').waitFor();
  });
}

test('Enter in a field is Continue', async (t) => {
  const visit = await setting.visit(t);
  const admin = new Admin(visit, values);
  await admin.walkPortal('Register the app');
  await admin.fill('clientId', 'tenantId');
  await admin.field('tenantId').press('Enter');
  await admin.heading('Create a secret').waitFor();
});

test('“Start over” asks, and then clears everything', async (t) => {
  const platform = new Platform({ create: [{ ...connection('connected', passed), status: 201 }] });
  const visit = await setting.visit(t, { before: platform.attach });
  const admin = new Admin(visit, values);
  await admin.bringValues();
  const dialog = admin.widget.getByRole('dialog', { name: 'Start over?' });
  await admin.press('Start over');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await admin.heading('Check and connect').waitFor();
  await admin.press('Start over');
  await visit.accessible();
  await dialog.getByRole('button', { name: 'Start over' }).click();
  await admin.heading('Choose how to connect').waitFor();
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  for (const name of ['clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId']) {
    assert.equal(await admin.field(name).inputValue(), '', name);
  }
  assert.equal(platform.of('create').length, 0);
});
