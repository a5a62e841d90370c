// Octopus Deploy's API for Azure accounts: save, then have a task test the account, and ask until it ends.
import { Refusal, StandIn, is, json, must } from './stand-in.mjs';

const ENVIRONMENTS = {
  '': ['', ''],
  AzureUSGovernment: ['https://login.microsoftonline.us/', 'https://management.usgovcloudapi.net/'],
  AzureChinaCloud: ['https://login.chinacloudapi.cn/', 'https://management.chinacloudapi.cn/'],
};
const COMMON = {
  AccountType: is.text,
  Name: is.text,
  Description: is.exactly(''),
  SubscriptionNumber: is.guid,
  TenantId: is.guid,
  ClientId: is.guid,
  AzureEnvironment: (value) => Object.hasOwn(ENVIRONMENTS, value),
  ActiveDirectoryEndpointBaseUri: (value) => typeof value === 'string',
  ResourceManagementEndpointBaseUri: (value) => typeof value === 'string',
  TenantedDeploymentParticipation: is.exactly('Untenanted'),
  TenantTags: is.exactly([]),
  TenantIds: is.exactly([]),
  EnvironmentIds: is.texts,
};
const NEW_PASSWORD = is.object({ HasValue: is.exactly(true), NewValue: is.text });
const PASSWORD = is.object({ HasValue: is.exactly(true), NewValue: is.optional(is.text) });
const SUBJECT_KEYS = is.exactly(['space']);
const OIDC = {
  ...COMMON,
  AccountType: is.exactly('AzureOidc'),
  Audience: is.text,
  DeploymentSubjectKeys: SUBJECT_KEYS,
  HealthCheckSubjectKeys: SUBJECT_KEYS,
  AccountTestSubjectKeys: SUBJECT_KEYS,
};
const principal = (password) => ({ ...COMMON, AccountType: is.exactly('AzureServicePrincipal'), Password: password });

export class Octopus extends StandIn {
  params = { spaceId: 'Spaces-1', spaceSlug: 'default', serverUrl: 'https://octopus.example.com' };
  /** How many looks at a task find it still running. `Infinity`: it never ends. */
  looks = 2;
  #accounts = new Map();
  #secrets = new Map();
  #tasks = new Map();
  #count = 0;

  operationOf({ method, path }) {
    const accounts = `/api/${this.params.spaceId}/accounts`;
    if (path === '/api/tasks') return method === 'POST' ? 'test' : undefined;
    if (/^\/api\/tasks\/[^/]+$/.test(path)) return method === 'GET' ? 'look' : undefined;
    if (path === accounts) return { POST: 'create', GET: 'list' }[method];
    if (path.startsWith(`${accounts}/`)) return { GET: 'read', PUT: 'change', DELETE: 'remove' }[method];
    return undefined;
  }

  create({ body }) {
    this.#check(body, NEW_PASSWORD);
    const twin = [...this.#accounts.values()].some(({ Name }) => Name === body.Name);
    if (twin) throw new Refusal(400, 'An account with this name already exists.');
    const id = `Accounts-${++this.#count}`;
    return json(201, this.#keep(id, body));
  }

  change({ path, body }) {
    const { Id } = this.#account(path);
    this.#check(body, PASSWORD);
    return json(200, this.#keep(Id, body));
  }

  list() {
    const Items = [...this.#accounts.values()];
    return json(200, { ItemType: 'Account', TotalResults: Items.length, ItemsPerPage: 30, Items });
  }

  read({ path }) {
    return json(200, this.#account(path));
  }

  remove({ path }) {
    const { Id } = this.#account(path);
    this.#accounts.delete(Id);
    this.#secrets.delete(Id);
    return json(200, { Id: `ServerTasks-${++this.#count}`, State: 'Success' });
  }

  test({ body }) {
    must(body, {
      Name: is.exactly('TestAccount'),
      Description: is.text,
      SpaceId: is.exactly(this.params.spaceId),
      Arguments: is.object({ AccountId: (id) => this.#accounts.has(id) }),
    });
    const Id = `ServerTasks-${++this.#count}`;
    this.#tasks.set(Id, { account: body.Arguments.AccountId, looks: 0 });
    return json(201, { Id, Name: 'TestAccount', State: 'Queued', IsCompleted: false });
  }

  look({ path }) {
    const Id = path.split('/').pop();
    const task = this.#tasks.get(Id);
    if (!task) throw new Refusal(404, 'The task was not found.');
    task.looks += 1;
    if (task.looks <= this.looks) return json(200, { Id, Name: 'TestAccount', State: 'Executing', IsCompleted: false });
    const account = this.#accounts.get(task.account);
    const works = account && this.works({
      tenantId: account.TenantId,
      clientId: account.ClientId,
      subscriptionId: account.SubscriptionNumber,
      clientSecret: this.#secrets.get(task.account) ?? this.known?.clientSecret,
    });
    const ErrorMessage = works ? '' : 'AADSTS7000215: Invalid client secret provided.';
    return json(200, { Id, Name: 'TestAccount', State: works ? 'Success' : 'Failed', IsCompleted: true, ErrorMessage });
  }

  refuse(status, message) {
    return json(status, { ErrorMessage: message, Errors: [message] });
  }

  #check(body, password) {
    must(body, body?.AccountType === 'AzureOidc' ? OIDC : principal(password));
    const [login, management] = ENVIRONMENTS[body.AzureEnvironment];
    const fits = body.ActiveDirectoryEndpointBaseUri === login && body.ResourceManagementEndpointBaseUri === management;
    if (!fits) throw new Refusal(400, 'The endpoints are not those of AzureEnvironment.');
  }

  #keep(Id, body) {
    const { Password, ...rest } = body;
    if (Password?.NewValue) this.#secrets.set(Id, Password.NewValue);
    const account = { Id, SpaceId: this.params.spaceId, ...rest, ...(Password && { Password: { HasValue: true, NewValue: null } }) };
    this.#accounts.set(Id, account);
    return account;
  }

  #account(path) {
    const account = this.#accounts.get(path.split('/').pop());
    if (!account) throw new Refusal(404, 'The account was not found.');
    return account;
  }
}
