// Doubles for `fetch` and `transport`: each call takes the next step, the last step stays.

function respond(step) {
  const { status = 200, body = null, headers = { 'Content-Type': 'application/json' } } = step;
  return new Response(body, { status, headers });
}

const acts = {
  respond,
  string: () => Promise.reject('no network, says a patched fetch'),
  nothing: () => Promise.reject(undefined),
  throw: () => { throw 'thrown before there was a promise'; },
  value: (step) => step.value,
  plain: ({ status, body, headers }) => ({ status, headers, text: async () => body }),
  parsed: ({ status, body }) => ({ status, json: async () => JSON.parse(body) }),
  thenable: (step) => ({ then: (resolve) => resolve(respond(step)) }),
  opaqueRedirect: () => ({ type: 'opaqueredirect', status: 0, headers: new Headers(), body: null }),
  followed: (step) => ({ redirected: true, status: 200, text: async () => step.body }),
  deaf: () => new Promise(() => {}),
  hang: (_, call) => new Promise((_resolve, reject) => {
    call.signal.addEventListener('abort', () => reject(call.signal.reason));
  }),
  // The answer begins, and the connection is lost in the middle of it.
  half: ({ status = 201, body }, call) => respond({
    status,
    body: new ReadableStream({
      pull(controller) {
        if (call.begun) controller.error(new TypeError('lost'));
        else controller.enqueue(new TextEncoder().encode(body));
        call.begun = true;
      },
    }),
  }),
  // The answer begins, and nothing more comes.
  stall: ({ body }) => respond({
    status: 201,
    body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(body)) }),
  }),
  endless: (_, call) => respond({
    body: new ReadableStream({
      pull(controller) {
        call.chunks = (call.chunks ?? 0) + 1;
        controller.enqueue(new Uint8Array(65536).fill(32));
      },
    }),
  }),
  chunks: ({ body }) => respond({
    status: 201,
    body: new ReadableStream({
      start(controller) {
        for (const byte of new TextEncoder().encode(body)) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    }),
  }),
  strangeChunk: () => ({
    status: 200,
    body: { getReader: () => ({ read: async () => ({ done: false, value: 1e15 }) }) },
  }),
  otherRealm: ({ status, body }) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    return new frame.contentWindow.Response(body, { status });
  },
};

function act(calls, steps, call) {
  calls.push(call);
  call.signal.addEventListener('abort', () => { call.aborted = true; });
  const step = steps[Math.min(calls.length, steps.length) - 1];
  return acts[step.act](step, call);
}

export function patchFetch(steps) {
  const calls = [];
  globalThis.fetch = function (request) {
    const call = {
      request,
      signal: request.signal,
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: request.clone().text(),
    };
    return act(calls, steps, call);
  };
  return calls;
}

export function transport(steps) {
  const calls = [];
  globalThis.fetch = () => { calls.fetched = true; return Promise.reject(new Error('fetch was used')); };
  calls.function = (request, { signal }) => {
    const body = request.body && new TextDecoder().decode(request.body);
    return act(calls, steps, { ...request, bytes: request.body, body, signal });
  };
  return calls;
}

// `headers` callbacks; each counts its calls in `.count`.
export function headersCallback(kind) {
  const callback = () => {
    callback.count += 1;
    return kinds[kind](callback.count);
  };
  callback.count = 0;
  return callback;
}

const kinds = {
  token: async (count) => ({ 'X-CSRF-Token': `t${count}` }),
  plain: () => ({ 'X-Plain': 'yes' }),
  map: async () => new Map([['X-Map', 'yes']]),
  headers: async () => new Headers({ 'X-Headers': 'yes' }),
  bold: async () => ({
    'content-type': 'text/plain', 'IDEMPOTENCY-KEY': 'mine', Accept: 'text/html', Authorization: 'Bearer x',
    'X-Split': 'a\r\nEvil: b', 'X Y': 'x', 'X-Number': 7, 'X-Null': null, 'X-Word': 'é', 'X-Good': 'yes',
  }),
  throws: () => { throw new Error('no'); },
  rejects: () => Promise.reject('no'),
  text: async () => 'X-Text: yes',
  number: () => 42,
  nothing: () => undefined,
  deaf: () => new Promise(() => {}),
};

const now = Date.now;
export function moveClock(ms) {
  Date.now = ms === 0 ? now : () => now() + ms;
}

export function setCookie(text) {
  document.cookie = text;
}
