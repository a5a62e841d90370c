// What an integrator writes without a framework. Lines that must not compile say so.
import {
  AzureConnectElement,
  type AzureConnectHandle,
  type Connection,
  createAzureConnect,
  defineAzureConnect,
  type NewConnection,
  preload,
  type Profile,
  type Transport,
} from 'azure-connect';
import { AzureConnectElement as Defined } from 'azure-connect/define';
import { createAzureConnect as createInline } from 'azure-connect/inline';
import wasm from 'azure-connect/azure_connect_bg.wasm';
import rest from 'azure-connect/azure_connect_rest.wasm';
import manifest from 'azure-connect/custom-elements.json' with { type: 'json' };
import schema from 'azure-connect/profile.schema.json' with { type: 'json' };

const profile: Profile = {
  version: 1,
  platform: { name: 'Harbor', supportUrl: 'https://harbor.example/help' },
  endpoint: { url: '/api/azure/connections', operations: ['create', 'read', 'list'] },
  credential: { kinds: ['federated', 'secret'], secretLifetimeDays: 180 },
  role: { custom: { name: 'Harbor Reader', actions: ['Microsoft.Compute/virtualMachines/read'] } },
  extras: [{ name: 'team', label: 'Team', type: 'select', options: [{ value: 't1', label: 'Platform' }] }],
};

const elsewhere: Profile = {
  platform: { name: 'Harbor' },
  endpoint: {
    dialect: 'template',
    url: 'https://api.harbor.example/v2',
    requests: { create: { path: '/azure', body: { key: '${clientId}', secret: '${clientSecret}' } } },
  },
};
const noEndpoint: Profile = { platform: { name: 'Harbor' }, endpoint: { dialect: 'env' } };

const transport: Transport = async ({ operation, method, url, headers, body }, { signal }) => {
  console.log(operation satisfies string);
  return fetch(url, { method, headers, signal, ...(body ? { body } : {}) });
};

const handle: AzureConnectHandle = createAzureConnect('#azure', {
  profile,
  theme: 'dark',
  headingLevel: 3,
  draft: 'off',
  headers: async () => ({ 'X-CSRF-Token': 'token' }),
  params: { accountId: '42' },
  values: { tenantId: 'contoso.com' },
  transport,
});
handle.update({ profile: '/other-profile.json', locale: 'en' });
handle.focus();
handle.reset();

handle.element.addEventListener('ac-status', function (event) {
  const states: string[] = event.detail.checks.map(({ state }) => state);
  this.reset();
  console.log(event.detail.status === 'connected', states);
});
handle.element.addEventListener('ac-submit', (event) => {
  if (event.detail.operation === 'delete') event.preventDefault();
});
document.addEventListener('ac-exit', ({ detail }) => detail.reason === 'finished' && detail.step === 'connect');
document.body.addEventListener('ac-expiring', ({ detail }) => detail.days.toFixed());
addEventListener('ac-error', ({ detail }) => detail.kind === 'load');
handle.element.addEventListener('click', (event) => event.clientX);

const element: AzureConnectElement = document.createElement('azure-connect');
element.profile = profile;
element.headingLevel = 2;
element.transport = transport;
const found = document.querySelector('azure-connect');
found?.reset();

defineAzureConnect();
const own: typeof AzureConnectElement = defineAzureConnect('harbor-azure', customElements);
const same: typeof AzureConnectElement = Defined;
createInline(document.body);
preload().then(() => handle.destroy());
preload({ wasm, rest });
preload({ wasm: fetch(wasm) });
preload({ wasm: new URL(wasm, location.href) });
console.log(manifest.schemaVersion, schema.title, own, same);

const sent: NewConnection = {
  version: 1,
  cloud: 'AzureCloud',
  tenantId: 'contoso.com',
  clientId: '11111111-1111-4111-8111-111111111111',
  credential: { kind: 'federated' },
  scopes: ['/subscriptions/22222222-2222-4222-8222-222222222222'],
};
const answered: Connection = { id: 'c1', status: 'verifying' };
console.log(sent, answered, elsewhere, noEndpoint);

// @ts-expect-error The endpoint is required.
const lacking: Profile = { platform: { name: 'Harbor' } };
// @ts-expect-error It is `builtIn`.
const misspelt: Profile = { ...profile, role: { builtin: { id: 'x', name: 'Reader' } } };
// @ts-expect-error There is no such kind.
const unknown: Profile = { ...profile, credential: { kinds: ['password'] } };
// @ts-expect-error Nothing of a secret is in an event.
handle.element.addEventListener('ac-created', ({ detail }) => detail.clientSecret);
// @ts-expect-error There is no such theme.
createAzureConnect(document.body, { theme: 'blue' });
// @ts-expect-error Headers are a function.
element.headers = { 'X-CSRF-Token': 'token' };
console.log(lacking, misspelt, unknown);
