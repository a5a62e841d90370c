// Spot's API for Azure credentials: one flat body, one envelope around every answer. A Spot account has one
// Azure credential, so the account's id is the connection's.
import { Refusal, StandIn, is, json, must } from './stand-in.mjs';

const PATH = '/azure/setup/credentials';
const ACCOUNT = /^act-[^\W_]{8}$/;
const CREDENTIAL = {
  clientId: is.guid,
  clientSecret: is.text,
  tenantId: is.guid,
  subscriptionId: is.guid,
  expirationDate: is.instant,
};

export class Spot extends StandIn {
  /** Values of the host page, `params` of the element. */
  params = { accountId: 'act-1a2b3c4d' };
  #accounts = new Map();

  operationOf({ method, path }) {
    return {
      [`POST ${PATH}/validation`]: 'validate',
      [`POST ${PATH}`]: 'save',
      [`GET ${PATH}`]: 'read',
    }[`${method} ${path}`];
  }

  validate(request) {
    this.#check(request);
    const { body } = request;
    if (!this.works(body)) throw new Refusal(400, 'Azure did not accept these credentials. AADSTS7000215: Invalid client secret provided.');
    return this.#envelope(200, 'OK', { items: [] });
  }

  save(request) {
    const account = this.#check(request);
    const { body } = request;
    if (!this.works(body)) throw new Refusal(400, 'The credentials could not be validated.');
    const { clientSecret, ...shown } = body;
    this.#accounts.set(account, shown);
    return this.#envelope(200, 'OK', { items: [] });
  }

  read({ query }) {
    const shown = this.#accounts.get(this.#account(query));
    return this.#envelope(200, 'OK', { items: shown ? [shown] : [] });
  }

  refuse(status, message) {
    return this.#envelope(status, { 400: 'Bad Request', 404: 'Not Found', 415: 'Unsupported Media Type' }[status], {
      errors: [{ code: 'InvalidRequest', message }],
    });
  }

  /** A `200` whose envelope says otherwise, for a knob. */
  errorInside(message) {
    const { body } = this.refuse(400, message);
    return { status: 200, type: 'application/json', body };
  }

  #check({ query, body }) {
    const account = this.#account(query);
    must(body, CREDENTIAL);
    return account;
  }

  #account(query) {
    must(query, { accountId: (value) => ACCOUNT.test(value) });
    return query.accountId;
  }

  #envelope(code, message, more) {
    const response = { status: { code, message }, kind: 'spotinst:azure:credentials', count: more.items?.length ?? 0, ...more };
    return json(code, { request: { id: '8f0c1d2e-0000-4000-8000-000000000001', url: PATH }, response });
  }
}
