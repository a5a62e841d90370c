// What the stand-ins of real platforms have in common. One stands for a platform's API together with the
// backend of the page in front of it: that backend passes on what the browser sends, and adds the API's
// token, which no browser ever has. The gallery plays with them in the page, the browser tests serve them.

/** An answer with JSON in it. */
export function json(status, body) {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

/** What a request has to be and is not; the platform says so in its own way. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Answers that no documentation promises, by the word for them. */
const ODD = {
  html: () => ({ status: 200, type: 'text/html', body: '<!doctype html><title>Sign in</title><h1>Sign in</h1>' }),
  'html-502': () => ({ status: 502, type: 'text/html', body: '<html><h1>502 Bad Gateway</h1></html>' }),
  empty: () => ({ status: 200, type: 'application/json', body: '' }),
  'no-content': () => ({ status: 204, type: undefined, body: '' }),
  broken: () => ({ status: 200, type: 'application/json', body: '{"accounts": [' }),
  'signed-out': () => ({ status: 401, type: 'application/json', body: '{"message":"Token expired"}' }),
};

/** A platform that takes what its documentation says, byte for byte, and refuses everything else. */
export class StandIn {
  /** All requests so far: `{ operation, method, path, query, body, text }`. */
  requests = [];
  /** By operation: a word of `ODD`, or a function of the request. */
  knobs = {};

  /** `known`: the one credential that works; without it any well-formed one does. */
  constructor({ known } = {}) {
    this.known = known;
  }

  /**
   * Answers a request: `{ method, url, headers, body }`, the URL below where the API is mounted.
   * The answer is `{ status, type, body }`.
   */
  async answer({ method, url, headers = {}, body }) {
    const { pathname, searchParams } = new URL(url, 'http://api.invalid');
    const text = typeof body === 'string' || body == null ? (body ?? '') : new TextDecoder().decode(body);
    const request = { method, path: pathname, query: Object.fromEntries(searchParams), headers: new Headers(headers), text };
    const operation = this.operationOf(request);
    Object.assign(request, { operation });
    this.requests.push(request);
    const knob = this.knobs[operation];
    if (typeof knob === 'function') return knob(request);
    if (knob) return ODD[knob]();
    try {
      if (!operation) throw new Refusal(404, 'There is nothing here.');
      if (text) request.body = this.#read(request);
      return this[operation](request);
    } catch (error) {
      if (error instanceof Refusal) return this.refuse(error.status, error.message);
      throw error;
    }
  }

  /** The requests of one operation. */
  of(operation) {
    return this.requests.filter((request) => request.operation === operation);
  }

  #read({ headers, text }) {
    if (!/^application\/json\b/.test(headers.get('content-type') ?? '')) throw new Refusal(415, 'Send application/json.');
    try {
      return JSON.parse(text);
    } catch {
      throw new Refusal(400, 'That is not JSON.');
    }
  }

  /** Whether a credential is the one that works. */
  works({ tenantId, clientId, clientSecret, subscriptionId }) {
    const { known } = this;
    if (!known) return true;
    return (
      tenantId === known.tenantId &&
      clientId === known.clientId &&
      clientSecret === known.clientSecret &&
      subscriptionId === known.subscriptionId
    );
  }
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Grammars of values in bodies. */
export const is = {
  guid: (value) => typeof value === 'string' && GUID.test(value),
  text: (value) => typeof value === 'string' && value !== '',
  instant: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  flag: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every((item) => is.text(item)),
  exactly: (wanted) => (value) => JSON.stringify(value) === JSON.stringify(wanted),
  optional: (grammar) => Object.assign((value) => grammar(value), { optional: true }),
  either: (...grammars) => (value) => grammars.some((grammar) => grammar(value)),
  object: (members) => (value) => wrongIn(value, members) === undefined,
};

/** The first key of `value` that is missing, unknown or not as its grammar says. */
export function wrongIn(value, members) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return '(the whole)';
  for (const key of Object.keys(value)) if (!Object.hasOwn(members, key)) return key;
  for (const [key, grammar] of Object.entries(members)) {
    if (!Object.hasOwn(value, key)) {
      if (!grammar.optional) return key;
    } else if (!grammar(value[key])) return key;
  }
  return undefined;
}

/** Refuses a body, a query or the like that is not as it has to be. */
export function must(value, members, status = 400) {
  const wrong = wrongIn(value, members);
  if (wrong !== undefined) throw new Refusal(status, `${wrong}: missing, unknown or not as it has to be.`);
}
