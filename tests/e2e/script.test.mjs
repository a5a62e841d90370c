// The routes with a script: it is what the example prints, one line brings everything back.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { Admin, inDays, PORTAL_STEPS } from './fixtures/admin.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { pasteInto } from './fixtures/pastes.mjs';
import { connection, passed, Platform, trust, values } from './fixtures/platform.mjs';
import { programs, root } from './fixtures/places.mjs';
import { useSetting } from './fixtures/setting.mjs';

const real = useConnections();
const played = useSetting();
const RUN = 'Run the script';

/** What the example prints for the demo's own profile. */
async function printed(...options) {
  const profile = join(root, 'www/profiles/demo.json');
  const { stdout } = await promisify(execFile)(programs.script, ['--profile', profile, ...options], { maxBuffer: 1e7 });
  return stdout;
}

/** A hand-back line as a script prints it; parts that are `undefined` are left out. */
function handBack({ tenantId: t, clientId: c, subscriptionId: s, expiresOn: e, clientSecret: k }) {
  const parts = Object.entries({ t, c, s, e, k }).filter(([, value]) => value);
  const line = ['azc1', ...parts.map(([name, value]) => `${name}=${value}`)].join(' ');
  return `${line} #${crc32(line).toString(16).padStart(8, '0')}`;
}

const box = (admin) => admin.widget.getByLabel('Paste from Azure', { exact: true });
const block = (admin) => admin.widget.locator('pre.script');
const text = (admin) => block(admin).textContent();
const told = (admin, words) => admin.widget.locator('.pasted').getByText(words);

/** On a route with a script, at its one step. */
async function toScript(admin, route = 'Cloud Shell', heading = RUN) {
  await admin.widget.getByRole('radio', { name: new RegExp(`^${route}`) }).check();
  await admin.goOn(heading);
}

/** At a made-up platform. */
async function opened(t, options = {}) {
  const { script, ...rest } = options;
  const platform = new Platform({ create: connection('connected', passed), ...script });
  const visit = await played.visit(t, { ...rest, before: platform.attach });
  return Object.assign(new Admin(visit, values), { platform });
}

async function filled(admin, names = ['tenantId', 'clientId', 'clientSecret', 'expiresOn', 'subscriptionId']) {
  for (const name of names) assert.equal(await admin.field(name).inputValue(), admin.values[name], name);
}

test('one script out, one line back, connected', async (t) => {
  const one = await real.admin(t);
  await one.heading('Choose how to connect').waitFor();
  const shell = one.widget.getByRole('radio', { name: /^Cloud Shell\s*Recommended/ });
  assert.ok(await shell.isChecked(), 'it is what is offered first');
  await one.goOn(RUN);
  const script = await printed('--as', 'bash');
  assert.equal(await text(one), script);
  await one.press('Copy script');
  await one.widget.getByRole('status').getByText('Copied script').waitFor();
  assert.equal(await one.visit.clipboard(), script);
  const link = one.widget.getByRole('link', { name: /^Open Cloud Shell/ });
  assert.equal(await link.getAttribute('href'), 'https://shell.azure.com');
  assert.equal(await link.getAttribute('target'), '_blank');

  await pasteInto(box(one), handBack(one.values));
  await told(one, '5 values filled in').waitFor();
  await filled(one);
  assert.equal(await box(one).inputValue(), '');
  await one.press('Clear the clipboard');
  await told(one, 'The clipboard is empty.').waitFor();
  assert.match(await one.widget.locator('.from-azure [role=status]').textContent(), /^The clipboard is empty\./);
  assert.equal(await one.visit.clipboard(), '');
  await one.goOn('Check and connect');
  await one.connect();
  await one.visit.event('ac-connected');
  await one.heading('Azure is connected').waitFor();
  const steps = one.visit.events.filter(({ type }) => type === 'ac-step').map(({ detail }) => detail.step);
  assert.deepEqual(steps, ['route', 'credential', 'connect']);
  const [made] = await real.connections();
  assert.deepEqual(made.scopes, [`/subscriptions/${one.values.subscriptionId}`]);
  assert.equal(made.credential.expiresOn, one.values.expiresOn);
});

for (const [what, mangle] of Object.entries({
  'with the prompt before and after it': (line) => `admin@SandboxHost-1:~$ ${line}\nadmin@SandboxHost-1:~$ `,
  'wrapped at 80 columns': (line) => line.match(/.{1,80}/g).join('\n'),
  'wrapped at 80 columns, with all that the script said': (line) =>
    `All done.\nCopy the whole line below and paste it into Harbor Demo:\r\n\r\n${line.match(/.{1,80}/g).join('\r\n')}\r\n\r\nIt holds the secret: paste it nowhere else.\r\nPS /home/admin> `,
})) {
  test(`a line ${what} is read`, async (t) => {
    const admin = await opened(t);
    await toScript(admin);
    await pasteInto(box(admin), mangle(handBack(admin.values)));
    await told(admin, '5 values filled in').waitFor();
    await filled(admin);
  });
}

for (const [what, mangle, words] of [
  ['cut short', (line) => line.slice(0, -14), 'The line of the script is cut off.'],
  ['changed', (line) => line.replace(/c=./, 'c=0'), /^The line of the script/],
]) {
  test(`of a line that was ${what} nothing is used, and it says why`, async (t) => {
    const admin = await opened(t);
    admin.values.clientId = `f${admin.values.clientId.slice(1)}`;
    await toScript(admin);
    await pasteInto(box(admin), mangle(handBack(admin.values)));
    await told(admin, words).waitFor();
    for (const name of ['tenantId', 'clientId', 'clientSecret', 'subscriptionId']) {
      assert.equal(await admin.field(name).inputValue(), '', name);
    }
    assert.equal(await box(admin).inputValue(), '');
  });
}

test('a line without a secret says so, and the field is there for it', async (t) => {
  const admin = await opened(t);
  await toScript(admin);
  await pasteInto(box(admin), handBack({ ...admin.values, clientSecret: undefined, expiresOn: undefined }));
  await told(admin, 'There is no secret in that line').waitFor();
  await told(admin, 'Still missing: Client secret value, Secret expires on.').waitFor();
  assert.equal(await admin.button('Clear the clipboard').count(), 0);
  await filled(admin, ['tenantId', 'clientId', 'subscriptionId']);
  await admin.fill('clientSecret', 'expiresOn');
  await admin.goOn('Check and connect');
});

test('the script is made of what is known, and changes with it', async (t) => {
  const admin = await opened(t);
  await toScript(admin);
  await admin.fill('subscriptionId');
  const scope = `/subscriptions/${values.subscriptionId}`;
  assert.equal(await text(admin), await printed('--as', 'bash', '--scope', scope));
  await admin.fill('tenantId');
  await admin.field('tenantId').press('Tab');
  assert.ok((await text(admin)).includes(values.tenantId));
  await admin.widget.getByRole('radio', { name: 'PowerShell', exact: true }).check();
  assert.match(await text(admin), /^& \{/);
});

test('what it does, and what it is asked to do besides', async (t) => {
  const admin = await opened(t);
  const plan = () => admin.widget.locator('.plan li').allTextContents();
  await toScript(admin);
  assert.equal((await plan()).length, 7);
  assert.match((await plan()).join('\n'), /asks you which subscription[^]*registers the app “Harbor Demo”[^]*creates the role “Harbor Demo Operator”/);
  await admin.widget.getByText('Look first, add a secret, take it back').click();
  const tick = (name) => admin.widget.getByRole('checkbox', { name, exact: true });
  await tick('Only look: change nothing').check();
  assert.equal(await text(admin), await printed('--as', 'bash', '--dry-run'));
  assert.match((await plan())[0], /^changes nothing/);
  await tick('Only look: change nothing').uncheck();
  await tick('Add a new secret').check();
  assert.equal(await text(admin), await printed('--as', 'bash', '--new-secret'));
  assert.match((await plan()).join('\n'), /adds one more client secret/);
  await tick('Add a new secret').uncheck();
  await tick('Take it back').check();
  await admin.widget.getByText('Enter the Application (client) ID and the Subscription ID first.').waitFor();
  assert.equal(await admin.button('Copy script').count(), 0);
  await admin.fill('clientId', 'subscriptionId');
  const scope = `/subscriptions/${values.subscriptionId}`;
  assert.equal(await text(admin), await printed('--as', 'bash', '--scope', scope, '--teardown', '--client-id', values.clientId));
  const coming = admin.page.waitForEvent('download');
  await admin.press('Download script');
  const file = await coming;
  assert.equal(file.suggestedFilename(), 'azure-connect-teardown.sh');
  assert.equal(await readFile(await file.path(), 'utf8'), await text(admin));
});

test('PowerShell and Terraform have theirs', async (t) => {
  const admin = await opened(t);
  await toScript(admin, 'PowerShell');
  assert.equal(await text(admin), await printed('--as', 'powershell'));
  assert.equal(await admin.widget.getByRole('link', { name: /^Open Cloud Shell/ }).count(), 0);
  await admin.press('Back');
  await toScript(admin, 'Terraform', 'Run Terraform');
  assert.equal(await text(admin), await printed('--as', 'terraform'));
  await admin.widget.getByText('All that terraform output -json prints.').waitFor();
  const { tenantId, clientId, subscriptionId, clientSecret, expiresOn } = admin.values;
  const output = { tenant_id: tenantId, client_id: clientId, subscription_ids: [subscriptionId], client_secret: clientSecret, client_secret_expires_on: expiresOn };
  const json = Object.fromEntries(Object.entries(output).map(([name, value]) => [name, { sensitive: name === 'client_secret', type: 'string', value }]));
  await pasteInto(box(admin), JSON.stringify(json, null, 2));
  await told(admin, '5 values filled in').waitFor();
  await filled(admin);
});

test('a cloud without Cloud Shell has the next route', async (t) => {
  const admin = await opened(t);
  const shell = admin.widget.getByRole('radio', { name: /^Cloud Shell/ });
  const cloud = admin.widget.getByLabel('Cloud', { exact: true });
  await cloud.selectOption('AzureChinaCloud');
  await shell.waitFor({ state: 'detached' });
  assert.ok(await admin.widget.getByRole('radio', { name: /^Azure portal/ }).isChecked());
  await cloud.selectOption('AzureUSGovernment');
  await shell.and(admin.widget.getByRole('radio', { checked: true })).waitFor();
  await admin.goOn(RUN);
  const link = admin.widget.getByRole('link', { name: /^Open Cloud Shell/ });
  assert.equal(await link.getAttribute('href'), 'https://portal.azure.us/#cloudshell/');
  assert.ok((await text(admin)).includes('AzureUSGovernment'));
});

test('without a secret none crosses the clipboard', async (t) => {
  const federatedFirst = (own) => ({ ...own, credential: { ...own.credential, kinds: ['federated', 'secret'] } });
  const admin = await opened(t, { profile: federatedFirst });
  await toScript(admin);
  await block(admin).getByText(trust.subject).first().waitFor();
  assert.ok((await text(admin)).includes(trust.issuer));
  assert.match((await admin.widget.locator('.plan').textContent()), /there is no secret/);
  await pasteInto(box(admin), handBack({ ...admin.values, clientSecret: undefined, expiresOn: undefined }));
  await told(admin, '3 values filled in').waitFor();
  await told(admin, 'Nothing is missing.').waitFor();
  assert.equal(await told(admin, 'There is no secret in that line').count(), 0);
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
  assert.deepEqual(admin.platform.of('create')[0].body.credential, { kind: 'federated' });
});

test('for somebody else the script goes out without what was entered, and the values are marked as theirs', async (t) => {
  const admin = await opened(t);
  await toScript(admin);
  await admin.fill('subscriptionId');
  await admin.widget.getByText('Somebody else has the rights').click();
  await admin.press('Copy script for somebody else');
  await admin.widget.getByRole('status').getByText('Copied script for somebody else').waitFor();
  const copied = await admin.visit.clipboard();
  assert.ok(copied.endsWith(`\n${await printed('--as', 'bash')}`));
  assert.ok(!copied.includes(values.subscriptionId));
  const words = copied.slice(0, copied.indexOf('\nbash <<')).trim().split('\n');
  assert.ok(words.length > 5 && words.every((line) => line.startsWith('# ')), words.join('\n'));
  assert.ok(await admin.widget.getByRole('checkbox', { name: 'The values come from somebody else' }).isChecked());
  await pasteInto(box(admin), handBack(admin.values));
  await told(admin, '4 values filled in').waitFor();
  await admin.field('expiresOn').fill(inDays(100));
  await admin.goOn('Check and connect');
  const marked = admin.widget.locator('.answers > div').filter({ has: admin.page.locator('.tag:visible') }).locator('dt');
  assert.deepEqual(await marked.allTextContents(), ['Application (client) ID', 'Directory (tenant) ID', 'Client secret value']);
  await admin.visit.accessible();
});

test('where the browser lets nobody copy, the script is selected', async (t) => {
  const admin = await opened(t);
  await admin.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await toScript(admin);
  await admin.press('Copy script');
  await admin.widget.getByRole('status').getByText('The script is selected: press Ctrl+C').waitFor();
  await admin.page.keyboard.press('ControlOrMeta+c');
  assert.equal((await admin.visit.clipboard()).trim(), (await text(admin)).trim());
});

test('where the browser does not let the page clear the clipboard, it says so', async (t) => {
  const admin = await opened(t);
  await toScript(admin);
  await pasteInto(box(admin), handBack(admin.values));
  await admin.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await admin.press('Clear the clipboard');
  await told(admin, 'The browser did not allow that.').waitFor();
});

test('the keyboard alone takes the script out and brings the line back', async (t) => {
  const admin = await opened(t);
  const { keyboard } = admin.page;
  const inFocus = () =>
    admin.widget.evaluate(({ shadowRoot: { activeElement: node } }) =>
      (node?.getAttribute('aria-label') ?? node?.labels?.[0]?.textContent ?? node?.textContent ?? '').trim(),
    );
  const tabTo = async (name) => {
    for (let presses = 0; presses < 40; presses++) {
      if ((await inFocus()).startsWith(name)) return;
      await keyboard.press('Tab');
    }
    assert.fail(`Tab does not lead to “${name}”`);
  };
  await tabTo('Cloud Shell');
  await tabTo('Continue');
  await keyboard.press('Enter');
  await admin.heading(RUN).waitFor();
  await tabTo('Bash');
  await tabTo('Copy script');
  await keyboard.press('Enter');
  await admin.widget.getByRole('status').getByText('Copied script').waitFor();
  await tabTo('Open Cloud Shell');
  await tabTo('script'); // The block itself, to scroll in.
  await admin.page.evaluate((line) => navigator.clipboard.writeText(line), handBack(admin.values));
  await tabTo('Paste from Azure');
  await keyboard.press('ControlOrMeta+v');
  await told(admin, '5 values filled in').waitFor();
  await tabTo('Clear the clipboard');
  await keyboard.press('Enter');
  await told(admin, 'The clipboard is empty.').waitFor();
  await tabTo('Continue');
  await keyboard.press('Enter');
  await admin.heading('Check and connect').waitFor();
  await tabTo('Connect subscription');
  await keyboard.press('Enter');
  await admin.visit.event('ac-connected');
});

/**
 * What an admin does from the first screen to “Connect subscription”. One action is a click, a copy
 * (click, or select and keys) or a paste (click and keys). Scrolling and reading are none.
 */
class Counter {
  count = 0;

  constructor(admin) {
    this.admin = admin;
  }

  async do(act) {
    this.count += 1;
    await act?.();
  }

  /** Done outside of this page: a copy, a paste, a click. */
  elsewhere(times = 1) {
    this.count += times;
  }
}

test('the number of actions on the first screen is what it takes', async (t) => {
  const counts = {};
  const admin = await opened(t);
  await admin.page.context().route(/^https:\/\/(shell|portal)\.azure\.com/, (route) => route.fulfill({ body: 'Azure' }));
  {
    const counter = new Counter(admin);
    await counter.do(() => admin.goOn(RUN));
    await counter.do(() => admin.press('Copy script'));
    const tab = admin.page.waitForEvent('popup');
    await counter.do(() => admin.widget.getByRole('link', { name: /^Open Cloud Shell/ }).click());
    await (await tab).close();
    counter.elsewhere(); // paste there
    counter.elsewhere(); // copy the line
    await counter.do(() => pasteInto(box(admin), handBack(admin.values)));
    await counter.do(() => admin.goOn('Check and connect'));
    await counter.do(() => admin.connect());
    await admin.visit.event('ac-connected');
    counts['Cloud Shell'] = counter.count;
  }
  {
    const other = await opened(t);
    const counter = new Counter(other);
    await counter.do(() => other.widget.getByRole('radio', { name: /^Azure portal/ }).check());
    await counter.do(() => other.goOn('Register the app'));
    for (const [index, step] of PORTAL_STEPS.slice(1).entries()) {
      const asked = { 'Register the app': ['clientId', 'tenantId'], 'Create a secret': ['clientSecret', 'expiresOn'], 'Choose the subscription': ['subscriptionId'] }[step] ?? [];
      for (const act of await other.widget.locator('.panel:not([hidden]) .do .acts > li').all()) {
        const words = await act.textContent();
        // What is as it should be already, and what is counted at the fields below.
        if (/\bleave “Accounts|across to this page/.test(words)) continue;
        counter.elsewhere((await act.locator('.copy').count()) > 0 ? 2 : 1);
      }
      for (const name of asked) {
        counter.elsewhere(); // copy it in the portal
        await counter.do(() => other.fill(name));
      }
      const next = PORTAL_STEPS[index + 2];
      await counter.do(() => (next ? other.goOn(next) : other.connect()));
    }
    await other.visit.event('ac-connected');
    counts['Azure portal'] = counter.count;
  }
  t.diagnostic(JSON.stringify(counts));
  const said = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][counts['Cloud Shell']];
  const third = await opened(t);
  await third.widget.getByText(`${said} actions`).waitFor();
  assert.ok(counts['Azure portal'] > 3 * counts['Cloud Shell'], JSON.stringify(counts));
});
