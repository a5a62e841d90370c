// An API that is described in the profile, on days on which it is not known what it did.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoted, useStage, values } from './fixtures/platforms/stage.mjs';

const SECRET = '${clientSecret}';
const KNOWN = { id: '/id', name: '/name', tenantId: '/tenant', clientId: '/client', subscriptionId: '/subscription' };

/** A profile whose requests are these, with values entered at once. */
function profile(requests) {
  return {
    platform: { name: 'Harbor' },
    routes: ['existing'],
    discovery: 'off',
    credential: { expiry: 'hidden' },
    endpoint: {
      url: '/api/harbor',
      dialect: 'template',
      requests: {
        connection: KNOWN,
        create: {
          path: '/connections',
          body: { tenant: '${tenantId}', client: '${clientId}', subscription: '${subscriptionId}', secret: SECRET },
        },
        ...requests,
      },
    },
  };
}

const LIST = { path: '/connections', answer: { items: '/items' } };
const saved = { id: 7, name: 'Seven', tenant: values.tenantId, client: values.clientId, subscription: values.subscriptionId };
const json = (status, value) => ({ status, type: 'application/json', body: JSON.stringify(value) });

/** A platform of functions `(number, request) => answer`, by method and path. */
class Harbor {
  params = {};
  asked = [];

  constructor(answers) {
    this.answers = answers;
  }

  answer(request) {
    const what = `${request.method} ${request.url.split('?')[0]}`;
    this.asked.push(what);
    const answer = this.answers[what];
    return answer?.(this.count(what), request) ?? json(404, { message: `no ${what}` });
  }

  count(what) {
    return this.asked.filter((asked) => asked === what).length;
  }
}

const CREATE = 'POST /connections';

/** Opens the page at the answers, all of them good. */
async function atTheEnd(t, requests, answers, options = {}) {
  const harbor = new Harbor(answers);
  const visit = await shared.visit(t, { platform: harbor, look: () => profile(requests), ...options });
  await visit.admin.fill('clientId', 'tenantId', 'clientSecret', 'subscriptionId');
  await visit.admin.goOn('Check and connect');
  return { ...visit, visit, harbor };
}

let playing;
const shared = useStage(profile({}), () => playing);
const visitOf = shared.visit.bind(shared);
shared.visit = (t, { platform, ...options }) => {
  playing = platform;
  return visitOf(t, options);
};

test('what may have arrived is found in the list, and nothing is sent twice', async (t) => {
  const { visit, admin, harbor } = await atTheEnd(t, { list: LIST }, {
    [CREATE]: () => ({ status: 200, type: 'text/html', body: '<title>Sign in</title>' }),
    'GET /connections': (number) => json(200, { items: number > 1 ? [saved] : [] }),
  });
  await admin.connect();
  assert.deepEqual(await visit.event('ac-connected'), { id: '7' });
  assert.equal(harbor.count(CREATE), 1);
});

test('what cannot be looked for is asked of the admin', async (t) => {
  const { visit, admin, harbor, widget } = await atTheEnd(
    t,
    {},
    { [CREATE]: (number) => (number === 1 ? { status: 502, type: 'text/html', body: 'Bad gateway' } : json(201, saved)) },
    { except: /status of 502/ },
  );
  await admin.connect();
  assert.deepEqual(await visit.event('ac-failed'), { problem: 'unsure', retriable: true });
  await widget.getByRole('heading', { name: 'Harbor may have saved the connection' }).waitFor();
  await visit.accessible();
  assert.equal(harbor.count(CREATE), 1);
  await admin.press('Try again');
  await visit.event('ac-connected');
  assert.equal(harbor.count(CREATE), 2);
  assert.equal(visit.sent.some(({ headers }) => 'idempotency-key' in headers), false);
});

test('before another try it is looked for once more', async (t) => {
  const { visit, admin, harbor } = await atTheEnd(
    t,
    { list: LIST },
    {
      [CREATE]: () => ({ status: 502, type: 'text/html', body: 'Bad gateway' }),
      'GET /connections': (number) => json(200, { items: number > 2 ? [saved] : [] }),
    },
    { except: /status of 502/ },
  );
  await admin.connect();
  await visit.event('ac-failed');
  await admin.press('Try again');
  await visit.event('ac-connected');
  assert.equal(harbor.count(CREATE), 1);
});

test('with retry lookup it is sent again only when it is not there', async (t) => {
  const { visit, admin, harbor } = await atTheEnd(
    t,
    { list: LIST, retry: 'lookup' },
    {
      [CREATE]: (number) => (number === 1 ? { status: 502, type: 'text/html', body: '' } : json(201, saved)),
      'GET /connections': () => json(200, { items: [{ ...saved, client: values.tenantId }] }),
    },
    { except: /status of 502/ },
  );
  await admin.connect();
  await visit.event('ac-connected');
  const asked = harbor.asked.slice(harbor.asked.indexOf(CREATE));
  assert.deepEqual(asked, [CREATE, 'GET /connections', CREATE]);
});

test('with retry key it is sent again under the same key', async (t) => {
  const { visit, admin } = await atTheEnd(
    t,
    { retry: 'key' },
    { [CREATE]: (number) => (number === 1 ? { status: 502, type: 'text/html', body: '' } : json(201, saved)) },
    { except: /status of 502/ },
  );
  await admin.connect();
  await visit.event('ac-connected');
  const keys = visit.sent.map(({ headers }) => headers['idempotency-key']);
  assert.equal(keys.length, 2);
  assert.ok(keys[0] && keys[0] === keys[1]);
});

const TEST = {
  when: 'after',
  request: { path: '/tests', body: { id: '${id}' } },
  poll: {
    task: '/task',
    request: { path: '/tests/${task}', answer: { error: '/why' } },
    done: { at: '/state', is: 'done' },
    failed: { at: '/state', is: 'failed' },
    every: 1,
    giveUp: 10,
  },
};
const REPLACE = { path: '/connections/${id}', body: { secret: SECRET } };

test('a test that never ends is given up with words, and can be had again', async (t) => {
  const { visit, admin, harbor, widget } = await atTheEnd(t, { test: TEST, replace: REPLACE }, {
    [CREATE]: () => json(201, saved),
    'PUT /connections/7': () => json(200, saved),
    'POST /tests': (number) => json(201, { task: number }),
    'GET /tests/1': () => json(200, { state: 'queued' }),
    'GET /tests/2': () => json(200, { state: 'done' }),
  });
  await admin.connect();
  const { problem } = await visit.event('ac-failed', { timeout: 60_000 });
  assert.equal(problem, 'test-unfinished');
  await widget.getByText('Harbor has not finished its test in time.').waitFor();
  await visit.accessible();
  await admin.press('Check again');
  await visit.event('ac-connected', { timeout: 60_000 });
  assert.deepEqual([harbor.count(CREATE), harbor.count('PUT /connections/7')], [1, 1]);
});

test('a test that fails says why, and its own code is explained', async (t) => {
  const { visit, admin, widget } = await atTheEnd(t, { test: TEST, replace: REPLACE }, {
    [CREATE]: () => json(201, { ...saved, secret: values.clientSecret }),
    'POST /tests': () => json(201, { task: 1 }),
    'GET /tests/1': () => json(200, { state: 'failed', why: `AADSTS7000215: not “${values.clientSecret}”` }),
  });
  await admin.connect();
  assert.equal((await visit.event('ac-failed', { timeout: 60_000 })).problem, 'AADSTS7000215');
  await widget.getByText('Tested by Harbor').waitFor();
  assert.equal(quoted(visit, values.clientSecret), false);
  assert.equal((await widget.innerText()).includes(values.clientSecret), false);
});

test('what is wrong with a template is said in the console with its place, and nothing is sent', async (t) => {
  const requests = { list: { path: '/${clientSecret}' } };
  const harbor = new Harbor({});
  const said = /endpoint\.requests\.list\.path/;
  const visit = await shared.visit(t, { platform: harbor, look: () => profile(requests), except: /azure-connect/ });
  assert.deepEqual(await visit.event('ac-error'), { kind: 'profile' });
  assert.match(JSON.stringify(visit.troubles), said);
  assert.deepEqual(harbor.asked, []);
});
