// Usable by everybody: every screen by axe, by its accessibility tree, narrow and enlarged, in forced colours and
// without motion; and what holds from one screen to the next. The keyboard has a file of its own.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Admin, LABELS, PORTAL_STEPS } from './fixtures/admin.mjs';
import { Hands } from './fixtures/hands.mjs';
import { differences, directory, heard, keep, kept, renew } from './fixtures/heard.mjs';
import { faint, lostInForcedColours, misfits, misnamed, moving, small, spaced, textOf } from './fixtures/inspect.mjs';
import { connection, passed, Platform, values } from './fixtures/platform.mjs';
import { root } from './fixtures/places.mjs';
import { goThrough, SCREENS, WALKS } from './fixtures/screens/index.mjs';
import { speak } from './fixtures/screens/language.mjs';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();
/** Every screen in every look; else each screen in one of them, in turns. */
const all = Boolean(process.env.AC_TEST_ALL);

async function opened(t, script, options) {
  const platform = new Platform(script);
  const visit = await setting.visit(t, { ...options, before: platform.attach });
  return new Admin(visit, values);
}

const WIDE = { width: 1280, height: 900 };
const LOOKS = ['light', 'dark'].flatMap((colorScheme) => ['en', 'he'].map((locale) => ({ colorScheme, locale })));
/** At what size nothing may be cut off: 320 px, a page of 1280 x 1024 at 400 %, text of 200 %, spacing by WCAG 1.4.12. */
const SIZES = {
  '320 px': { size: { width: 320, height: 640 } },
  '400 %': { size: { width: 320, height: 256 } },
  'text of 200 %': { size: WIDE, percent: 200 },
  'text with space': { size: { width: 640, height: 900 }, space: true },
};

/** In one look: axe, and what axe does not judge. */
async function looked(admin, { colorScheme, locale }) {
  const { page, visit } = admin;
  await page.emulateMedia({ colorScheme });
  await speak(admin, locale);
  await visit.accessible();
  assert.deepEqual([...(await faint(page)), ...(await small(page))], []);
}

/** At one size: nothing is cut off. */
async function fitted({ page }, { size, percent = 100, space = false }) {
  await page.setViewportSize(size);
  await textOf(page, percent);
  await spaced(page, space);
  assert.deepEqual(await misfits(page), []);
  await textOf(page, 100);
  await spaced(page, false);
}

/** Everything that is asked of a screen, which is then as it was: the next one may be good. */
async function asked(name, admin) {
  const { page } = admin;
  try {
    await judged(name, admin);
  } finally {
    await textOf(page, 100);
    await spaced(page, false);
    await speak(admin, 'en');
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await page.setViewportSize(WIDE);
  }
}

async function judged(name, admin) {
  const { page } = admin;
  const turn = SCREENS.findIndex((screen) => screen.name === name);
  await read(name, admin);
  assert.deepEqual([...(await moving(page)), ...(await misnamed(page))], []);
  for (const look of all ? LOOKS : [LOOKS[turn % LOOKS.length]]) {
    await looked(admin, look);
    const sizes = Object.values(SIZES);
    for (const size of all ? sizes : [SIZES['400 %'], sizes[turn % 2 ? 2 : 3]]) await fitted(admin, size);
    await page.setViewportSize(WIDE);
  }
  await speak(admin, 'en');
  // The Tab key comes by everything, in order, and is seen where it is.
  for (const size of all ? [WIDE, SIZES['400 %'].size] : turn % 4 === 0 ? [turn % 8 ? WIDE : SIZES['400 %'].size] : []) {
    await page.setViewportSize(size);
    assert.deepEqual(await new Hands(admin).tour(), []);
    await page.setViewportSize(WIDE);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  assert.deepEqual(await lostInForcedColours(page), []);
}

/** It is read out as it was when somebody read it. */
async function read(name, admin) {
  let now = await heard(admin);
  if (renew) return keep(name, now);
  const before = await kept(name);
  // What is still on its way comes within a moment.
  for (let again = 0; now !== before && again < 10; again++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    now = await heard(admin);
  }
  assert.ok(now === before, `${name} is read out otherwise; if that is right, renew it (tests/e2e/README.md):\n${differences(before, now)}`);
}

for (const walk of WALKS) {
  test(`every screen can be seen, read and heard: ${walk.about}`, async (t) => {
    const open = (options) => setting.visit(t, { reducedMotion: 'reduce', ...options });
    await goThrough(walk, open, (name, admin) => t.test(name, () => asked(name, admin)));
  });
}

test('each screen is kept as it is read out, and no other', async () => {
  const files = await readdir(directory);
  assert.deepEqual(files.toSorted(), SCREENS.map(({ name }) => `${name}.yml`).toSorted());
});

test('each point of docs/access.md names tests that are there, or says why there is none', async () => {
  const page = await readFile(join(root, 'docs/access.md'), 'utf8');
  const points = page.split('\n').filter((line) => /^\| E\d+ /.test(line));
  assert.deepEqual(points.map((line) => Number(line.match(/\d+/)[0])), Array.from({ length: 50 }, (_, at) => at + 1));
  for (const point of points) {
    const named = [...point.matchAll(/`(\w+): ([^`]+)`/g)];
    assert.ok(named.length > 0 || /every screen/i.test(point), point);
    for (const [, file, title] of named) {
      const source = await readFile(join(root, `tests/e2e/${file}.test.mjs`), 'utf8');
      assert.ok(source.includes(`'${title}`) || source.includes(`\`${title}`), `${file}: ${title}`);
    }
  }
  const text = await readFile(join(root, 'tests/e2e/access.test.mjs'), 'utf8');
  assert.ok(text.includes(page.match(/`access: (every screen[^`]+)`/)[1]));
});

test('help is in the same place on every step', async (t) => {
  const admin = await opened(t);
  const places = [];
  await admin.walkPortal('Check and connect', async () => {
    const help = admin.widget.getByRole('link', { name: /^Help from Harbor Demo/ });
    places.push(await help.evaluate((link) => {
      const { left, bottom } = link.getBoundingClientRect();
      const foot = link.getRootNode().querySelector('.ac').getBoundingClientRect();
      return `${Math.round(left)} ${Math.round(foot.bottom - bottom)}`;
    }));
  });
  assert.equal(places.length, PORTAL_STEPS.length);
  assert.equal(new Set(places).size, 1, places.join(' '));
});

test('the dialog that asks before leaving keeps the focus, and gives it back', async (t) => {
  const admin = await opened(t);
  await admin.walkPortal('Create a secret');
  await admin.press('Close');
  await admin.widget.getByRole('dialog', { name: 'Leave without connecting?' }).waitFor();
  await admin.page.keyboard.press('Escape');
  await admin.widget.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.ok(await focused(admin.page, 'Close'), 'the focus is back where it was');
  assert.equal(await admin.field('clientSecret').inputValue(), '');
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
  const line = admin.widget.getByRole('navigation', { name: 'Steps' });
  const items = line.getByRole('listitem');
  await admin.walkPortal('Choose the subscription', async () => {
    // The route was chosen a moment ago; its steps are drawn with the next frame.
    await items.nth(6).waitFor();
    assert.equal(await items.count(), 7);
  });
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
