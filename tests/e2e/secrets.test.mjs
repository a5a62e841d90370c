// The secret is in its field, and in one request body: every route, failure and act is gone through with one that would be
// known again in any writing, and after each everything is searched for it. docs/secrets.md says what is searched.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { Admin, inDays } from './fixtures/admin.mjs';
import { Lookout } from './fixtures/audit/lookout.mjs';
import { Marker, NASTY } from './fixtures/audit/marker.mjs';
import { inWasm, keepMemories, stringsOf } from './fixtures/audit/memory.mjs';
import { useConnections } from './fixtures/connected.mjs';
import { createForRbac, pasteInto } from './fixtures/pastes.mjs';
import { connection, passed, Platform, problem, values } from './fixtures/platform.mjs';
import { useStage } from './fixtures/platforms/stage.mjs';

const setting = useConnections({ retrySeconds: 1, deadlineSeconds: 3 });
const keysByHand = useStage('cloudstudio');
/** The suite goes through what differs; `--all` through everything. */
const ALL = Boolean(process.env.AC_TEST_ALL);

const nasty = new Marker(NASTY);

/** At a platform whose answers the test decides. */
async function played(t, script = {}, { marker = nasty, ...options } = {}) {
  const platform = new Platform(script);
  let lookout;
  const visit = await setting.visit(t, {
    ...options,
    before: async (page) => {
      lookout = await Lookout.on(page, { marker, endpoint: setting.backend.endpoint });
      await platform.attach(page);
    },
  });
  return Object.assign(new Admin(visit, { ...values, clientSecret: marker.secret }), { platform, lookout });
}

/** At the real host, whose Azure knows the secret. */
async function real(t, options = {}) {
  let lookout;
  const admin = await setting.admin(t, {
    ...options,
    before: async (page) => {
      lookout = await Lookout.on(page, { marker: nasty, endpoint: setting.backend.endpoint });
    },
  });
  const marker = new Marker(admin.values.clientSecret);
  lookout.expect(marker);
  return Object.assign(admin, { lookout, marker });
}

/** What the host has written down, by name: its log, its database with all that belongs to it. */
async function hostsOwn() {
  const { backend } = setting;
  const names = await readdir(backend.scratch);
  const files = await Promise.all(names.map(async (name) => [name, await readFile(join(backend.scratch, name))]));
  return [['log', Buffer.from(backend.log())], ...files];
}

async function hostHasNot(...markers) {
  const own = await hostsOwn();
  assert.ok(own.some(([name]) => name.endsWith('.sqlite')), 'there is a database');
  for (const [name, bytes] of own) for (const marker of markers) assert.equal(marker.findIn(bytes), undefined, `${name} of the host`);
}

// ---- the search itself

test('the secret is known in every writing and in pieces, and other texts are not taken for it', () => {
  const half = NASTY.length / 2;
  const writings = [
    NASTY,
    `it said: ${JSON.stringify({ a: NASTY })}`,
    JSON.stringify(JSON.stringify({ a: NASTY })),
    encodeURIComponent(NASTY),
    encodeURIComponent(NASTY).toLowerCase(),
    new URLSearchParams({ secret: NASTY }).toString(),
    NASTY.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    ...['', 'a', 'ab'].map((before) => Buffer.from(before + JSON.stringify({ a: NASTY })).toString('base64')),
    Buffer.from(`secret=${NASTY}`).toString('base64url'),
    Buffer.from(NASTY).toString('hex'),
    Buffer.from(NASTY, 'utf16le').toString('latin1'),
    [...NASTY].reverse().join(''),
    NASTY.slice(0, half),
    NASTY.slice(half),
    NASTY.toUpperCase(),
    `…${NASTY.slice(20, 28)}…`,
  ];
  for (const text of writings) assert.ok(nasty.find(`before ${text} after`), text);
  for (const text of [NASTY.slice(0, 3), NASTY.slice(4, 11), 'Client secret value', '{"kind":"secret","hint":"vJ4"}', 'A'.repeat(10_000)]) {
    assert.equal(nasty.find(text), undefined, text);
  }
});

/** Where a secret could be left, and how it gets there. */
const PLANTS = {
  text: (secret) => document.body.append(secret),
  comment: (secret) => document.body.append(document.createComment(secret)),
  attribute: (secret) => document.body.setAttribute('data-x', secret),
  property: (secret) => Object.assign(document.body, { kept: { deep: [secret] } }),
  'shadow root': (secret) => document.querySelector('azure-connect').shadowRoot.append(secret),
  'closed shadow root': (secret) => document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' }).append(secret),
  'another field': (secret) => (document.body.appendChild(document.createElement('input')).value = secret),
  style: (secret) => document.querySelector('azure-connect').shadowRoot.adoptedStyleSheets[0].insertRule(`.x { --x: "${btoa(encodeURI(secret))}" }`),
  'a moment': async (secret) => {
    const { shadowRoot } = document.querySelector('azure-connect');
    shadowRoot.firstElementChild.title = secret;
    await Promise.resolve();
    shadowRoot.firstElementChild.title = '';
  },
  sessionStorage: (secret) => sessionStorage.setItem('a', secret),
  localStorage: (secret) => localStorage.setItem(secret, 'a'),
  'storage for a moment': (secret) => (sessionStorage.setItem('a', secret), sessionStorage.clear()),
  cookie: (secret) => (document.cookie = `a=${encodeURIComponent(secret)}`),
  'history.state': (secret) => history.replaceState({ a: { b: secret } }, ''),
  address: (secret) => history.replaceState(null, '', `#${encodeURIComponent(secret)}`),
  title: (secret) => (document.title = secret),
  'name of the window': (secret) => (window.name = secret),
  indexedDB: (secret) =>
    new Promise((resolve) => {
      const request = indexedDB.open('kept', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('store');
      request.onsuccess = () => {
        const put = request.result.transaction('store', 'readwrite').objectStore('store').put({ secret }, 'a');
        put.onsuccess = () => resolve(request.result.close());
      };
    }),
  caches: async (secret) => (await caches.open('kept')).put('/x', new Response(secret)),
  console: (secret) => console.info('so', { it: { is: secret } }),
  event: (secret) => document.dispatchEvent(new CustomEvent('page-event', { detail: { deep: [{ secret }] } })),
  'an error': (secret) => dispatchEvent(new ErrorEvent('error', { error: Object.assign(new Error('odd'), { cause: { secret } }) })),
  rejection: async (secret) => {
    const quiet = (event) => event.preventDefault();
    addEventListener('unhandledrejection', quiet);
    void Promise.reject(new Error(secret));
    await new Promise((resolve) => setTimeout(resolve, 50));
    removeEventListener('unhandledrejection', quiet);
  },
  message: (secret) => postMessage({ secret }, '*'),
  clipboard: (secret) => navigator.clipboard.writeText(secret),
  download: async (secret) => {
    URL.createObjectURL(new Blob([secret]));
    await new Promise((resolve) => setTimeout(resolve, 50));
  },
  performance: (secret) => performance.mark(secret),
  global: (secret) => (globalThis.left = { behind: new Map([['a', secret]]) }),
  bytes: (secret) => (globalThis.left = { behind: new TextEncoder().encode(secret) }),
  'an address of a request': (secret) => fetch(`/?${new URLSearchParams({ secret })}`),
  'a header': (secret) => fetch('/', { headers: { 'X-A': encodeURIComponent(secret) } }),
  'a body to elsewhere': (secret) => fetch('/elsewhere', { method: 'POST', body: secret }),
  'a body twice': (secret) =>
    fetch('/api/azure/connections', { method: 'POST', body: JSON.stringify({ name: secret, credential: { clientSecret: secret } }) }),
};

test('the search finds a secret wherever one is left: else it would prove nothing', async (t) => {
  const admin = await played(t, {}, { except: /odd|status of 4/ });
  const blind = [];
  await admin.lookout.clean('before anything is left');
  let before = [];
  for (const [place, plant] of Object.entries(PLANTS)) {
    await admin.page.evaluate(`(${plant})(${JSON.stringify(NASTY)})`);
    const found = await admin.lookout.found();
    // What is left stays, and is found again.
    if (found.every((find) => before.includes(find))) blind.push(place);
    before = found;
  }
  assert.deepEqual(blind, []);
});

// ---- every route

/** A hand-back line as a script prints it. */
function handBack({ tenantId: t, clientId: c, subscriptionId: s, expiresOn: e, clientSecret: k }) {
  const line = ['azc1', ...Object.entries({ t, c, s, e, k }).map(([name, value]) => `${name}=${value}`)].join(' ');
  return `${line} #${crc32(line).toString(16).padStart(8, '0')}`;
}

const box = (admin) => admin.widget.getByLabel('Paste from Azure', { exact: true });

/** The ways by which the secret gets into its field; each ends at the answers. */
const ROUTES = {
  'typed on the portal route': (admin) =>
    admin.walkPortal('Check and connect', (step) => admin.lookout.clean(step, { field: true })),
  'typed key by key, shown and hidden': async (admin) => {
    await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
    await admin.goOn('Enter your values');
    await admin.fill('clientId', 'tenantId', 'expiresOn', 'subscriptionId');
    await admin.field('clientSecret').focus();
    await admin.page.keyboard.type(admin.values.clientSecret);
    await admin.press('Show secret');
    await admin.lookout.clean('shown', { field: true });
    await admin.press('Hide secret');
    await admin.goOn('Check and connect');
  },
  'pasted as what the script printed': async (admin) => {
    await admin.goOn('Run the script');
    await pasteInto(box(admin), handBack(admin.values));
    await admin.widget.locator('.pasted').getByText('5 values filled in').waitFor();
    await admin.lookout.clean('pasted', { field: true, elsewhere: CLIPBOARD });
    await admin.goOn('Check and connect');
  },
  'pasted as what az printed, on a step of the portal route': async (admin) => {
    await admin.walkPortal('Create a secret');
    await pasteInto(box(admin), createForRbac(admin.values));
    await admin.widget.locator('.pasted').waitFor();
    await admin.lookout.clean('pasted', { field: true, elsewhere: CLIPBOARD });
    await admin.fill('expiresOn');
    await admin.goOn('Choose the subscription');
    await admin.fill('subscriptionId');
    for (const step of ['Create the role', 'Assign the role', 'Check and connect']) await admin.goOn(step);
  },
  'pasted into another field, with all the rest': async (admin) => {
    await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
    await admin.goOn('Enter your values');
    await pasteInto(admin.field('tenantId'), createForRbac(admin.values));
    await admin.widget.locator('.pasted').waitFor();
    await admin.lookout.clean('pasted', { field: true, elsewhere: CLIPBOARD });
    await admin.fill('subscriptionId', 'expiresOn');
    await admin.goOn('Check and connect');
  },
};

/** What an admin has copied elsewhere before is on the clipboard; the tests bring it there by script. */
const CLIPBOARD = /^clipboard$/;

const shortRoutes = /script printed|az printed/;
for (const [how, walk] of Object.entries(ROUTES).filter(([how]) => ALL || shortRoutes.test(how))) {
  test(`a secret ${how} is in its field, then in one body, then nowhere`, async (t) => {
    const admin = await played(t);
    await walk(admin);
    await admin.lookout.clean('answers', { field: true, elsewhere: CLIPBOARD });
    assert.equal(admin.lookout.submissions(), 0);
    await admin.connect();
    await admin.visit.event('ac-connected');
    await admin.heading('Azure is connected').waitFor();
    await admin.lookout.clean('connected');
    assert.equal(admin.lookout.carriers.length, 1);
  });
}

// ---- every failure

/** The secret as a host may quote it. */
const WRITTEN = [
  NASTY,
  JSON.stringify(NASTY).slice(1, -1),
  JSON.stringify(NASTY).slice(1, -1).replace('é', '\\u00e9').replaceAll('/', '\\/'),
  encodeURIComponent(NASTY),
  new URLSearchParams({ a: NASTY }).toString().slice(2),
  encodeURIComponent(encodeURIComponent(NASTY)),
  // In an answer of JSON this is the third.
  JSON.stringify(JSON.stringify(NASTY)).slice(3, -3),
];
const QUOTED = `it said ${WRITTEN.join(' and ')}.`;
/** Headers that a page can read, or act upon. */
const HEADERS = { 'X-Debug': encodeURIComponent(NASTY), ETag: `"${encodeURIComponent(NASTY)}"`, 'Retry-After': '1' };

/** A problem with the secret in every place for words; in headers too. */
function bad(status, type, more = {}) {
  const answer = problem(status, type, { title: QUOTED, detail: QUOTED, instance: QUOTED, traceId: QUOTED, connectionId: QUOTED, [QUOTED]: QUOTED, ...more });
  return { ...answer, headers: { ...HEADERS, 'Retry-After': 'never' } };
}

const errors = ['/tenantId', '/clientId', '/scopes/0', '/credential/clientSecret', '/credential/expiresOn', '/name', '/nowhere', QUOTED].map(
  (pointer) => ({ pointer, code: QUOTED, detail: QUOTED }),
);

/** A connection that has the secret in every place for words. */
function told(status, state, more = {}) {
  const ids = ['token', 'tenant', 'subscription', 'permissions', 'secret-expiry', 'odd', QUOTED];
  const checks = ids.map((id) => ({ id, state, code: QUOTED, detail: QUOTED, traceId: QUOTED, missing: [QUOTED], scope: QUOTED }));
  return {
    ...connection(status, checks, {
      name: QUOTED,
      extras: { teams: [QUOTED] },
      role: { name: QUOTED, version: QUOTED },
      credential: { kind: 'secret', hint: QUOTED, expiresOn: '2030-01-01' },
      ...more,
    }),
    headers: HEADERS,
  };
}

/** `[what, answer, heading that comes of it, the way back to the answers]`; what is heard before it is in `except`. */
const FAILURES = [
  ['a refused format', bad(400, 'invalid', { errors }), 'There is a problem', 'fields'],
  ['a refusal without a field', bad(400, 'plan'), 'Harbor Demo did not accept the request', 'Your answers'],
  ['a session that ended', bad(401, 'signed-out'), 'You have been signed out', 'Your answers'],
  ['no right', bad(403, 'forbidden'), 'You may not connect subscriptions here', 'Your answers'],
  ['another of the same', bad(409, 'already-connected'), 'Already connected', 'Your answers'],
  ['another of the same, by its id', bad(409, 'already-connected', { connectionId: 'c-7' }), 'Already connected', 'Your answers'],
  ['refused fields', bad(422, 'invalid', { errors }), 'There is a problem', 'fields'],
  ['too many', bad(429, 'too-many'), 'Harbor Demo is busy', 'Your answers'],
  ['words that are no JSON', { status: 500, contentType: 'text/plain', body: QUOTED, headers: HEADERS }, 'Harbor Demo could not be reached', 'Your answers'],
  ['an answer that is none', { status: 201, contentType: 'application/json', body: `{"id": "c-1", "status": "${QUOTED}`, headers: HEADERS }, 'Harbor Demo gave an unexpected answer', 'Your answers'],
  ['a page', { status: 200, contentType: 'text/html', body: `<!doctype html><p>${QUOTED}` }, 'Harbor Demo gave an unexpected answer', 'Your answers'],
  ['a redirect', { status: 302, headers: { Location: `/login?${new URLSearchParams({ secret: NASTY })}` } }, 'Harbor Demo gave an unexpected answer', 'Your answers'],
  ['a network that breaks', 'abort', 'Harbor Demo could not be reached', 'Your answers'],
  ['no answer', 'silence', 'Harbor Demo took too long', 'Your answers'],
  ['checks that fail', { ...told('failed', 'fail'), status: 201 }, 'Not connected yet', 'Check again'],
];

test('whatever goes wrong, and however the platform quotes the secret: it is nowhere but in its field', async (t) => {
  const chosen = FAILURES.filter(([what]) => ALL || /refused format|session|none|redirect|network|no answer|checks/.test(what));
  let answer;
  const admin = await played(
    t,
    { create: () => answer, replace: { ...told('verifying', 'running'), status: 202 }, read: () => told('connected', 'warn') },
    { except: /ERR_CONNECTION_RESET|status of 500|status of 4|^console error: Failed to load resource/ },
  );
  const { page, lookout } = admin;
  await admin.bringValues();
  // Minutes of patience in seconds, from here on.
  await page.evaluate(() => {
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (run, ms, ...rest) => setTimeout(run, ms / 100, ...rest);
  });
  for (const [what, next, heading, back] of chosen) {
    answer = next;
    await admin.connect();
    await admin.heading(heading).waitFor({ timeout: 30_000 });
    await lookout.clean(what, { field: true });
    for (const details of await admin.widget.getByText('What Azure said', { exact: true }).all()) await details.click();
    const support = admin.widget.getByText('Support details', { exact: true });
    if (await support.isVisible()) {
      await support.click();
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await admin.press('Copy support details');
      // The word that it is done is gone by then: time flies.
      await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== '');
      await admin.press('Download support details');
      await lookout.clean(`${what}, its details`, { field: true });
    }
    if (back === 'fields') {
      assert.equal(await admin.field('clientSecret').inputValue(), NASTY, 'what is typed stays');
      // Another value, or the host's word on it stands.
      await admin.goOn('Check and connect');
    } else if (back !== 'Check again') {
      await admin.press(back);
      await admin.heading('Check and connect').waitFor();
    }
  }
  await admin.press('Check again');
  await admin.visit.event('ac-connected', { timeout: 30_000 });
  await admin.heading('Azure is connected').waitFor();
  await lookout.clean('connected');
});

// ---- what comes after, at the real host

test('at the real host: refused, mended, replaced, removed; its log and its database show nothing of any secret', async (t) => {
  const admin = await real(t);
  const { lookout, marker, page } = admin;
  // A secret that Azure does not know goes all the way, too.
  lookout.expect(nasty);
  const good = admin.values.clientSecret;
  admin.values.clientSecret = NASTY;
  await admin.bringValues();
  await admin.press('Back');
  await admin.field('name').fill('Production');
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.heading('Not connected yet').waitFor();
  await lookout.clean('refused by Azure', { field: true });
  await hostHasNot(nasty, marker);
  // The right one replaces it.
  await admin.press('Back');
  await admin.heading('Enter your values').waitFor();
  assert.equal(await admin.field('clientSecret').inputValue(), NASTY, 'it keeps its value through errors');
  lookout.expect(marker);
  await admin.field('clientSecret').fill(good);
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
  await admin.heading('Azure is connected').waitFor();
  await lookout.clean('connected');
  // And is replaced by another, at the second try.
  await admin.press('Show connections');
  await admin.widget.getByRole('button', { name: /^Production/ }).click();
  await admin.heading('Production').waitFor();
  await admin.press('Replace secret');
  lookout.expect(nasty);
  await admin.field('clientSecret').fill(NASTY);
  await admin.field('expiresOn').fill(inDays(300));
  await admin.press('Replace secret');
  await admin.widget.getByText('Azure knows the app, but not this secret.').first().waitFor();
  await lookout.clean('a replacement that was refused', { field: true });
  const { clientSecret: next } = await setting.backend.azure('/secret', {});
  const third = new Marker(next);
  lookout.expect(third);
  await admin.field('clientSecret').fill(next);
  await admin.press('Replace secret');
  await admin.widget.getByText('still works in Azure').waitFor();
  await lookout.clean('replaced');
  await hostHasNot(nasty, marker, third);
  // One that is typed and not sent is gone with the screen.
  await admin.press('All connections');
  await admin.widget.getByRole('button', { name: /^Production/ }).click();
  await admin.press('Replace secret');
  lookout.expect(nasty);
  await admin.field('clientSecret').fill(NASTY);
  await admin.press('Cancel');
  await lookout.clean('a replacement that was called off');
  await admin.press('Remove connection');
  await admin.heading('Remove connection').waitFor();
  await admin.press('Remove connection');
  await admin.heading('The connection is removed').waitFor();
  await lookout.clean('removed');
  await page.reload();
  await admin.widget.getByRole('heading').first().waitFor();
  for (const each of [nasty, marker, third]) {
    lookout.expect(each);
    await lookout.clean('after a reload');
  }
  await hostHasNot(nasty, marker, third);
  // Create, replace, twice the new secret.
  assert.deepEqual(lookout.carriers.map(({ method }) => method), ['POST', 'PUT', 'PATCH', 'PATCH']);
});

// ---- what a page and an admin do with it

const LIVES = {
  'moved in the document': async (admin) => {
    await admin.widget.evaluate((element) => document.body.prepend(element));
    await admin.lookout.clean('moved', { field: true });
    return true;
  },
  'given another language and other colours': async (admin) => {
    await admin.widget.evaluate((element) => Object.assign(element, { locale: 'de', theme: 'dark' }));
    await admin.lookout.clean('changed', { field: true });
    return true;
  },
  'given another profile': async (admin) => {
    await admin.widget.evaluate((element) => (element.profile = 'profiles/spot.json'));
    await admin.lookout.clean('changed', { field: true });
    return true;
  },
  'taken out of the document': async (admin) => {
    await admin.page.evaluate(() => {
      globalThis.kept = document.querySelector('azure-connect');
      globalThis.kept.remove();
    });
    await admin.lookout.clean('out');
    await admin.page.evaluate(() => document.querySelector('main').append(globalThis.kept));
  },
  'in a page that is loaded again': async (admin) => {
    await admin.page.reload();
  },
  'in a page that is left and come back to': async (admin) => {
    await admin.page.goto(`${setting.backend.url}/gallery.html`);
    await admin.lookout.clean('elsewhere');
    await admin.page.goBack();
  },
  'started over': async (admin) => {
    await admin.press('Start over');
    await admin.widget.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
  },
  'reset by the page': async (admin) => {
    await admin.widget.evaluate((element) => element.reset());
    await admin.widget.getByRole('heading', { name: 'Choose how to connect' }).waitFor();
  },
  'closed and opened again': async (admin) => {
    await admin.press('Close');
    await admin.press('Leave');
    await admin.visit.event('ac-exit');
    await admin.lookout.clean('left');
    await admin.page.getByRole('button', { name: 'Open it again' }).click();
  },
  'in a wizard that breaks': async (admin) => {
    // What translators and highlighters do.
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
    await admin.widget.getByRole('radio', { name: /^I have the values/ }).click();
    await admin.visit.event('ac-error');
    await admin.lookout.clean('broken');
    await admin.widget.getByRole('button', { name: 'Try again' }).click();
  },
};
const TRAP = /failed to insert node|RuntimeError|unreachable|panicked|azure-connect|Failed to execute/;

for (const [what, live] of Object.entries(LIVES).filter(([what]) => ALL || /out of|language|loaded again|breaks|opened/.test(what))) {
  test(`a secret ${what} is in its field at most`, async (t) => {
    const admin = await played(t, {}, { except: what.includes('breaks') ? TRAP : undefined });
    if (what.includes('breaks')) await admin.walkPortal('Choose the subscription');
    else await admin.bringValues();
    const stays = await live(admin);
    await admin.widget.getByRole('heading').first().waitFor();
    await admin.lookout.clean(what, { field: stays });
    assert.equal(admin.lookout.submissions(), 0);
  });
}

test('a secret that was typed before a kind without one was chosen is sent nowhere', async (t) => {
  for (const kind of ALL ? ['Federated credential', 'Certificate'] : ['Federated credential']) {
    const admin = await played(t);
    await admin.walkPortal('Create a secret');
    await admin.fill('clientSecret', 'expiresOn');
    await admin.widget.getByRole('radio', { name: kind, exact: true }).check();
    await admin.lookout.clean('another kind', { field: true });
    await admin.goOn('Choose the subscription');
    await admin.fill('subscriptionId');
    for (const step of ['Create the role', 'Assign the role', 'Check and connect']) await admin.goOn(step);
    await admin.connect();
    await admin.visit.event('ac-connected');
    await admin.lookout.clean('connected');
    assert.equal(admin.lookout.carriers.length, 0);
    assert.equal(admin.platform.of('create').length, 1);
  }
});

test('a secret in a field that is for something else is kept nowhere, and said to be one', async (t) => {
  const modern = 'Tr58Q~uNq3.made_up-for-Fields~0123456789ab';
  const admin = await played(t, {}, { marker: new Marker(modern) });
  await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await admin.goOn('Enter your values');
  for (const name of ['clientId', 'tenantId', 'subscriptionId', 'name']) {
    await admin.field(name).focus();
    await admin.page.keyboard.insertText(modern);
    await admin.widget.locator(`#${name}-error`).waitFor();
    // The admin sees what was typed until it is typed over; nothing else has it.
    await admin.lookout.clean(name, { elsewhere: new RegExp(`^value of .*#${name}$`) });
    await admin.field(name).fill('');
  }
  await admin.lookout.clean('emptied');
  await admin.page.reload();
  await admin.heading('Enter your values').waitFor();
  await admin.lookout.clean('reloaded');
});

test('where keys are taken by hand, the secret is where the admin asked for it, and in no request', async (t) => {
  let lookout;
  const before = async (page) => (lookout = await Lookout.on(page, { marker: nasty, endpoint: 'none:' }));
  const { admin, widget, page } = await keysByHand.visit(t, { before });
  admin.values.clientSecret = NASTY;
  await widget.getByRole('radio', { name: /^Azure portal/ }).check();
  for (const [step, ...fields] of [
    ['Register the app', 'clientId', 'tenantId'],
    ['Create a secret', 'clientSecret', 'expiresOn'],
    ['Choose the subscription', 'subscriptionId'],
    ['Assign the role'],
    ['Check and take the keys'],
  ]) {
    await admin.goOn(step);
    await admin.fill(...fields);
  }
  await lookout.clean('answers', { field: true });
  await admin.press('Show the keys');
  await admin.heading('Your keys for CloudStudio').waitFor();
  await lookout.clean('the keys, hidden', { field: true });
  await admin.press('Show secret');
  // The one place of the document, and what the list of keys is made of meanwhile.
  await lookout.clean('the keys, shown', { field: true, elsewhere: /#text in span$|for a moment in open shadow root$/ });
  await admin.press('Hide secret');
  await lookout.clean('the keys, hidden again', { field: true, elsewhere: /for a moment in open shadow root$/ });
  await admin.press('Copy AZURE_CLIENT_SECRET');
  await widget.getByText('Copied AZURE_CLIENT_SECRET').waitFor();
  await lookout.clean('copied', { field: true, elsewhere: CLIPBOARD });
  const [download] = await Promise.all([page.waitForEvent('download'), admin.press('Download .env')]);
  assert.ok(nasty.findIn(await readFile(await download.path())));
  await lookout.clean('downloaded', { field: true, elsewhere: /^download$/ });
  assert.equal(lookout.carriers.length, 0);
});

/** As a hand does it: a script that puts it there would hold it itself. */
const BY_HAND = {
  typed: async (admin) => {
    await admin.widget.getByRole('radio', { name: /^I have the values/ }).check();
    await admin.goOn('Enter your values');
    await admin.fill('clientId', 'tenantId', 'expiresOn', 'subscriptionId');
    await admin.field('clientSecret').focus();
    await admin.page.keyboard.insertText(NASTY);
  },
  pasted: async (admin) => {
    await admin.goOn('Run the script');
    await pasteInto(box(admin), createForRbac(admin.values));
    await admin.widget.locator('.pasted').waitFor();
    await admin.fill('expiresOn', 'subscriptionId');
  },
};

for (const [how, put] of Object.entries(BY_HAND).filter(([how]) => ALL || how === 'typed')) {
  test(`once the platform has a secret that was ${how}, nothing of it is left in memory`, async (t) => {
    let answer;
    const asked = new Promise((resolve) => (answer = resolve));
    const platform = new Platform({ create: async () => (await asked, { ...connection('connected', passed), status: 201 }) });
    const visit = await setting.visit(t, { before: async (page) => (await keepMemories(page), platform.attach(page)) });
    const { page } = visit;
    const admin = new Admin(visit, { ...values, clientSecret: NASTY });
    await put(admin);
    await admin.goOn('Check and connect');
    const pieces = [NASTY.slice(0, 16), NASTY.slice(16, 24), NASTY.slice(30, 46), NASTY.slice(-12)];
    const left = async () => (await Promise.all(pieces.map((piece) => inWasm(page, piece)))).reduce((sum, count) => sum + count, 0);
    assert.equal(await left(), 0, 'the field alone has it: judging it leaves nothing');
    await admin.connect();
    await admin.heading('Connecting').waitFor();
    // There the search finds it, as it must: a retry needs it.
    assert.ok((await inWasm(page, NASTY.slice(30, 46))) > 0, 'while it is sent it is there');
    answer();
    await visit.event('ac-connected');
    await admin.heading('Azure is connected').waitFor();
    assert.equal(await left(), 0, 'in the memory of the wasm');
    const holds = (strings) => strings.filter((string) => pieces.some((piece) => string.includes(piece)));
    assert.deepEqual(holds(await stringsOf(page)), [], 'in the strings of the page');
    await page.evaluate((secret) => (globalThis.planted = `a ${secret}`), NASTY);
    assert.ok(holds(await stringsOf(page)).length > 0, 'one that is left there is found');
  });
}

test('where it is sealed, it is in no request at all, however the platform quotes it', async (t) => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const seal = { jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'audit' }, audience: 'acme' };
  const refusal = bad(422, 'invalid', { errors });
  const admin = await played(
    t,
    { create: [refusal, { ...told('verifying', 'running'), status: 202 }], read: () => told('connected', 'warn') },
    { profile: (own) => ({ ...own, credential: { ...own.credential, seal } }) },
  );
  await admin.bringValues();
  await admin.lookout.clean('answers', { field: true });
  await admin.connect();
  await admin.heading('There is a problem').waitFor();
  await admin.lookout.clean('refused', { field: true });
  await admin.goOn('Check and connect');
  await admin.connect();
  await admin.visit.event('ac-connected');
  await admin.heading('Azure is connected').waitFor();
  await admin.lookout.clean('connected');
  assert.deepEqual(admin.platform.of('create').map(({ body }) => body.credential.kind), ['sealed', 'sealed']);
  assert.equal(admin.lookout.carriers.length, 0);
});
