// Cloudcraft's API for Azure accounts. It answers a change with the whole account, the secret included.
import { Refusal, StandIn, is, json, must } from './stand-in.mjs';

const PATH = '/azure/account';
const TEAMS = is.either((value) => value === null, is.texts);
const ACCOUNT = {
  name: is.text,
  applicationId: is.guid,
  directoryId: is.guid,
  subscriptionId: is.guid,
  clientSecret: is.text,
  readAccess: TEAMS,
  writeAccess: TEAMS,
};

export class Cloudcraft extends StandIn {
  params = {};
  #accounts = new Map();

  operationOf({ method, path }) {
    const one = /^\/azure\/account\/[^/]+$/.test(path);
    if (path === PATH) return { POST: 'create', GET: 'list' }[method];
    return one ? { PUT: 'change', DELETE: 'remove' }[method] : undefined;
  }

  create({ body }) {
    must(body, ACCOUNT);
    this.#try(body);
    const now = new Date().toISOString();
    const account = { id: crypto.randomUUID(), ...body, createdAt: now, updatedAt: now, CreatorId: 'u-1', CustomerId: 'c-1' };
    this.#accounts.set(account.id, account);
    return json(201, account);
  }

  list() {
    const accounts = [...this.#accounts.values()].map(({ clientSecret, CustomerId, ...shown }) => ({
      ...shown,
      hint: clientSecret.slice(0, 3),
      source: 'azure',
    }));
    return json(200, { accounts });
  }

  change({ path, body }) {
    const account = this.#account(path);
    // Without a secret the one that is there stays. To be confirmed: the SDK always sends all fields.
    must(body, { ...ACCOUNT, clientSecret: is.optional(is.text) });
    this.#try({ ...account, ...body });
    Object.assign(account, body, { updatedAt: new Date().toISOString() });
    return json(200, account);
  }

  remove({ path }) {
    this.#accounts.delete(this.#account(path).id);
    return { status: 204, type: undefined, body: '' };
  }

  refuse(status, message) {
    return json(status, { code: status, message });
  }

  #account(path) {
    const account = this.#accounts.get(decodeURIComponent(path.split('/').pop()));
    if (!account) throw new Refusal(404, 'Account not found.');
    return account;
  }

  #try({ applicationId, directoryId, subscriptionId, clientSecret }) {
    const works = this.works({ clientId: applicationId, tenantId: directoryId, subscriptionId, clientSecret });
    if (!works) throw new Refusal(400, 'Cloudcraft could not sign in with this application.');
  }
}
