// The pictures of docs/lifecycle.md, taken anew: every screen about a connection that is there, with the real
// host and the simulated Azure; the gallery of platforms, and the pictures of the README. `node pictures.mjs [DIRECTORY] [--look dark|narrow]`; the default is docs/images.
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin, inDays } from './fixtures/admin.mjs';
import { startBackend } from './fixtures/backend.mjs';
import { launch, openPage } from './fixtures/browser.mjs';
import { withPalette } from './fixtures/palette.mjs';
import { programs, root } from './fixtures/places.mjs';
import { startServer } from './fixtures/server.mjs';

const LOOKS = {
  light: { viewport: { width: 1080, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1080, height: 900 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 360, height: 800 }, colorScheme: 'light' },
};
const look = process.argv.includes('--look') ? process.argv[process.argv.indexOf('--look') + 1] : 'light';
const directory = process.argv[2]?.startsWith('--') || !process.argv[2] ? join(root, 'docs/images') : process.argv[2];
const scratch = await mkdtemp(join(tmpdir(), 'azure-connect-pictures-'));
await mkdir(directory, { recursive: true });

const demo = JSON.parse(await readFile(join(root, 'www/profiles/demo.json'), 'utf8'));
/** The demo's platform, with all that a profile can offer. */
const own = {
  ...demo,
  scope: { ...demo.scope, subscriptions: 'many' },
  extras: [{ name: 'costCentre', type: 'text', label: 'Cost centre' }],
};
const profile = join(scratch, 'now.json');
await writeFile(profile, JSON.stringify(own));
/** The platform as it was half a year ago: its role had fewer actions. */
const before = join(scratch, 'before.json');
const { custom } = own.role;
const since = new Set(custom.actions.filter((action) => /Compute\/snapshots/.test(action)));
const role = { ...own.role, custom: { ...custom, version: '2026-05', actions: custom.actions.filter((action) => !since.has(action)) } };
await writeFile(before, JSON.stringify({ ...own, role }));

const simulator = await startServer(programs.simulator, { env: { AZSIM_LISTEN: '127.0.0.1:0', AZSIM_PROFILE: profile } });
const env = { DATABASE_URL: `sqlite://${join(scratch, 'connections.sqlite')}`, AC_KEY_FILE: join(scratch, 'key'), AC_ISSUER: 'https://id.harbor.example' };
/** The host, on the same connections each time. */
const startHost = (profile) =>
  startBackend({ profile, env, deadlineSeconds: 3, azure: { said: simulator.said, stop: async () => {} } });

let backend = await startHost(before);
const { values } = backend;
const browser = await launch();

/** A connection as a page would have made it. */
async function connect(name, { days, subscription = values.subscriptionId }) {
  const response = await fetch(backend.endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
    body: JSON.stringify({
      version: 1,
      cloud: 'AzureCloud',
      tenantId: values.tenantId,
      clientId: values.clientId,
      name,
      credential: { kind: 'secret', clientSecret: values.clientSecret, expiresOn: inDays(days) },
      scopes: [`/subscriptions/${subscription}`],
      role: { name: custom.name, version: '2026-05' },
    }),
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  const { id } = await response.json();
  return settled(id);
}

/** The connection, once its checks are over. */
async function settled(id) {
  for (;;) {
    const connection = await (await fetch(`${backend.endpoint}/${id}`)).json();
    if (connection.status !== 'verifying') return connection;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const verify = async (id) => (await fetch(`${backend.endpoint}/${id}/verify`, { method: 'POST' }), settled(id));

/** A picture of the widget as it is, under a name of the documentation. */
async function picture(admin, name) {
  await admin.page.mouse.move(0, 0);
  await admin.page.evaluate(() => document.fonts.ready);
  const png = await admin.widget.screenshot({ animations: 'disabled', caret: 'hide' });
  await keep(admin.page, png, `lifecycle-${name}`);
}

async function keep(page, png, name) {
  const path = join(directory, `${look === 'light' ? '' : `${look}-`}${name}.png`);
  await writeFile(path, await withPalette(page, png));
  console.log(`${String((await stat(path)).size).padStart(7)}  ${path}`);
}

/** A page in a font that every machine has something like. */
async function visitOf(options) {
  const visit = await openPage(browser, backend.url, { ...LOOKS[look], ...options });
  await visit.ready();
  await visit.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('body { font-family: Arial, "Liberation Sans", sans-serif; }');
    document.adoptedStyleSheets = [sheet];
  });
  return visit;
}

/** A page with the list of connections open. */
async function atTheList() {
  const visit = await visitOf({ profile: own });
  const admin = new Admin(visit, values);
  await admin.button('Show connections').waitFor();
  return admin;
}

/** The pictures of the README: a step of the portal and the script, each in both themes. */
async function readme(colorScheme) {
  const suffix = colorScheme === 'dark' ? '-dark' : '';
  const options = { colorScheme, viewport: { width: 1120, height: 900 }, deviceScaleFactor: 1.5, profile: { ...demo, endpoint: { ...demo.endpoint, operations: ['create', 'read'] } } };
  const portal = new Admin(await visitOf(options), values);
  await portal.walkPortal('Register the app');
  await portal.fill('clientId', 'tenantId');
  await portal.page.mouse.move(0, 0);
  await keep(portal.page, await portal.page.screenshot({ animations: 'disabled', caret: 'hide', fullPage: true }), `wizard${suffix}`);
  const script = new Admin(await visitOf(options), values);
  await script.goOn('Run the script');
  await script.page.mouse.move(0, 0);
  await keep(script.page, await script.widget.screenshot({ animations: 'disabled', caret: 'hide' }), `script${suffix}`);
}

async function open(admin, name) {
  await admin.widget.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await admin.heading(name).waitFor();
}

async function task(admin, button, name) {
  await admin.press(button);
  await admin.button('Cancel').waitFor();
  await admin.widget.getByText('is being asked for').filter({ visible: true }).waitFor({ state: 'hidden' });
  await picture(admin, name);
}

try {
  const production = await connect('Production', { days: 166 });
  const { otherSubscriptionId, unassignedSubscriptionId, hiddenSubscriptionId } = values;
  const scopes = [otherSubscriptionId, unassignedSubscriptionId].map((id) => `/subscriptions/${id}`);
  for (const scope of scopes) await backend.azure('/assign', { scope });
  await connect('Data platform', { days: 11, subscription: otherSubscriptionId });
  const staging = await connect('Staging', { days: 120, subscription: unassignedSubscriptionId });
  await backend.azure('/unassign', { scope: scopes[1] });
  await connect('First try', { days: 150, subscription: hiddenSubscriptionId });
  await backend.stop();

  backend = await startHost(profile);
  await verify(staging.id);
  const admin = await atTheList();
  await picture(admin, 'way-in');
  await admin.press('Show connections');
  await admin.heading('Azure connections').waitFor();
  await picture(admin, 'list');

  await open(admin, 'Production');
  await picture(admin, 'connected');
  await task(admin, 'Rename', 'rename');
  await admin.press('Cancel');
  await task(admin, 'Change settings', 'settings');
  await admin.press('Cancel');
  await task(admin, 'Add a subscription', 'add-subscription');
  await admin.press('Cancel');
  await task(admin, 'Replace secret', 'secret');
  await admin.widget.getByLabel('Client secret value', { exact: true }).fill(`y${values.clientSecret.slice(1)}`);
  await admin.widget.getByLabel('Secret expires on', { exact: true }).fill(inDays(170));
  await admin.press('Replace secret');
  await admin.heading('There is a problem').waitFor();
  await picture(admin, 'secret-refused');
  const { clientSecret } = await backend.azure('/secret', {});
  await admin.widget.getByLabel('Client secret value', { exact: true }).fill(clientSecret);
  await admin.press('Replace secret');
  await admin.widget.locator('.care-notice:visible').waitFor();
  await settled(production.id);
  await admin.widget.locator('.care-health .progress:visible').waitFor({ state: 'hidden' });
  await picture(admin, 'secret-replaced');
  await task(admin, 'Move to a federated credential', 'federated');
  await admin.press('Cancel');
  await task(admin, 'Move to a certificate', 'certificate');
  await admin.press('Cancel');
  await admin.press('All connections');

  await open(admin, 'Staging');
  await picture(admin, 'attention');
  await task(admin, 'Update the role', 'update-role');
  await admin.press('Cancel');
  await admin.press('All connections');
  await open(admin, 'First try');
  await picture(admin, 'failed');
  await admin.press('All connections');
  await open(admin, 'Data platform');
  await picture(admin, 'expiring');
  await task(admin, 'Remove connection', 'remove');
  await admin.press('Remove connection');
  await admin.heading('The connection is removed').waitFor();
  await picture(admin, 'removed');

  // Somebody else removes one that this list still shows.
  const late = await atTheList();
  await late.press('Show connections');
  await late.heading('Azure connections').waitFor();
  await fetch(`${backend.endpoint}/${staging.id}`, { method: 'DELETE' });
  await late.widget.getByRole('button', { name: /^Staging/ }).click();
  await late.heading('This connection is gone').waitFor();
  await picture(late, 'gone');

  const gallery = await visitOf({ path: '/gallery.html?platform=octopus' });
  await gallery.page.evaluate(() => document.fonts.ready);
  await keep(gallery.page, await gallery.page.screenshot({ animations: 'disabled', caret: 'hide' }), 'gallery');

  if (look === 'light') for (const colorScheme of ['light', 'dark']) await readme(colorScheme);
} finally {
  await browser.close();
  await backend.stop();
  await simulator.stop();
  await rm(scratch, { recursive: true, force: true });
}
