// A platform that lives in this page, for `trunk serve` without a backend. It keeps connections in
// memory, checks what it is given against one made-up directory, and asks Azure nothing. The page
// says so. The real thing, with real requests and a real database, is the reference host.
import { CERTIFICATE } from './certificate.mjs';

const DIRECTORY = {
  tenantId: 'b7d5a0c2-4f61-4a3e-9c18-2e6f70d1a934',
  clientId: '3c9e1f84-72ab-4d05-8e6b-5a10c7f2d3b9',
  clientSecret: 'wT38Q~harbor-demo-secret-value-123456789',
  subscriptionId: 'e4a1c6d8-0b93-47f2-b5de-9f8071c2a6e3',
};
/** A name of that directory. */
const DOMAIN = 'harbor-demo.example';
const ROLE_DELAY_MS = 6_000;
const STEP_MS = 900;

export class DemoPlatform {
  #connections = new Map();
  #keys = new Map();

  /** What to type in to see every check pass. */
  values = { ...DIRECTORY, expiresOn: inDays(170) };

  /** The element's `transport`. */
  transport = async ({ operation, url, headers, body }, { signal }) => {
    await pause(350, signal);
    if (operation === 'federation') return answer(200, federation(new URL(url, location.href).searchParams));
    if (operation === 'certificate') return answer(200, CERTIFICATE);
    if (operation === 'lookup') return lookUp(new URL(url, location.href).searchParams);
    if (operation === 'create') return this.#create(new Headers(headers).get('Idempotency-Key'), read(body));
    const id = new URL(url, location.href).pathname.split('/').pop();
    const connection = this.#connections.get(id);
    if (!connection) return problem(404, 'not-found', 'There is no such connection.');
    if (operation === 'replace') Object.assign(connection, { submission: read(body), since: Date.now() });
    return answer(200, this.#view(connection));
  };

  #create(key, submission) {
    const known = this.#keys.get(key);
    if (known) return answer(200, this.#view(known));
    const duplicate = [...this.#connections.values()].find(
      (other) => this.#view(other).status !== 'failed' && same(other.submission, submission),
    );
    if (duplicate) return problem(409, 'already-connected', 'Connected already.', { connectionId: duplicate.id });
    const connection = { id: crypto.randomUUID(), submission, since: Date.now() };
    this.#connections.set(connection.id, connection);
    this.#keys.set(key, connection);
    return answer(201, this.#view(connection));
  }

  /** The connection as it stands after the time that has passed. */
  #view({ id, submission, since }) {
    const scope = submission.scopes[0];
    const outcomes = [
      ['token', STEP_MS, this.#token(submission)],
      ['tenant', STEP_MS * 2, {}],
      ['subscription', STEP_MS * 3, this.#subscription(scope), scope],
      ['permissions', ROLE_DELAY_MS, {}, scope],
      ...(submission.credential.kind === 'secret' ? [['secret-expiry', ROLE_DELAY_MS, {}]] : []),
    ];
    const elapsed = Date.now() - since;
    let stopped = false;
    let running = false;
    const checks = outcomes.map(([check, at, failure, where]) => {
      const line = { id: check, ...(where && { scope: where }) };
      if (stopped) return { ...line, state: 'skipped' };
      if (elapsed >= at) {
        stopped = Boolean(failure.code);
        return { ...line, state: stopped ? 'fail' : 'pass', ...failure };
      }
      if (running) return { ...line, state: 'pending' };
      running = true;
      const waits = check === 'permissions' && elapsed > STEP_MS * 4;
      return waits
        ? { ...line, state: 'waiting', retryAfterSeconds: 2, deadlineSeconds: 540 }
        : { ...line, state: 'running' };
    });
    const status = stopped ? 'failed' : running ? 'verifying' : 'connected';
    const { tenantId, clientId, cloud, name, scopes, role, credential } = submission;
    return {
      id, status, cloud, tenantId, clientId, name, scopes, role, checks,
      credential: shown(credential),
    };
  }

  #token({ tenantId, clientId, credential }) {
    if (tenantId !== DIRECTORY.tenantId) return { code: 'AADSTS90002', detail: 'AADSTS90002: Tenant not found.' };
    if (clientId !== DIRECTORY.clientId) return { code: 'AADSTS700016', detail: 'AADSTS700016: Application not found.' };
    // What its app trusts, a made-up directory cannot tell: that it trusts this page is taken for granted.
    if (credential.kind !== 'secret') return {};
    if (credential.clientSecret !== DIRECTORY.clientSecret) {
      return { code: 'AADSTS7000215', detail: 'AADSTS7000215: Invalid client secret provided.' };
    }
    return {};
  }

  #subscription(scope) {
    const known = scope === `/subscriptions/${DIRECTORY.subscriptionId}`;
    return known ? {} : { code: 'SubscriptionNotFound', detail: 'The subscription could not be found.' };
  }
}

/** What a platform says of a credential that it keeps. */
function shown({ kind, clientSecret, expiresOn, thumbprint }) {
  if (kind === 'secret') return { kind, hint: clientSecret.slice(0, 3), expiresOn };
  return kind === 'certificate' ? { kind, hint: thumbprint } : { kind };
}

/** Whom a federated credential has to trust. */
function federation(asked) {
  const audiences = { AzureUSGovernment: 'USGov', AzureChinaCloud: 'China' };
  return {
    issuer: 'https://id.harbor-demo.example',
    subject: 'account:7b0d5c1e94af',
    audience: `api://AzureADTokenExchange${audiences[asked.get('cloud')] ?? ''}`,
  };
}

/** What the made-up directory knows of itself. Of everything else nobody can tell here. */
function lookUp(asked) {
  const finding = (known) => (known ? { state: 'found', tenantId: DIRECTORY.tenantId } : { state: 'unconfirmed' });
  const tenant = asked.get('tenant');
  const subscription = asked.get('subscription');
  return answer(200, {
    ...(tenant && { tenant: finding([DIRECTORY.tenantId, DOMAIN].includes(tenant)) }),
    ...(subscription && { subscription: finding(subscription === DIRECTORY.subscriptionId) }),
  });
}

function read(body) {
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
}

function same(a, b) {
  return a.tenantId === b.tenantId && a.clientId === b.clientId && a.scopes.join() === b.scopes.join();
}

function answer(status, body, type = 'application/json') {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });
}

function problem(status, type, detail, more = {}) {
  return answer(status, { type: `urn:demo:${type}`, title: detail, status, detail, ...more }, 'application/problem+json');
}

function inDays(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
