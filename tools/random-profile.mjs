// Profiles as nobody has written them yet: every key of the schema at random, so that what the build sees of the first
// screen is not what five platforms happen to need.

/** Numbers below one, the same for the same seed (mulberry32). */
export function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CLOUDS = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'];
const ROUTES = ['cloud-shell', 'portal', 'powershell', 'terraform', 'existing'];
const KINDS = ['secret', 'federated', 'certificate'];
const OPERATIONS = ['list', 'replace', 'update', 'verify', 'delete', 'federation', 'certificate', 'lookup'];
const NAMES = ['Harbor', 'H', 'Nord & Süd <Cloud>', '株式会社ハーバー', 'שירות הענן', 'A rather long name of a platform, as companies have them', '“Quoted” 🚢', 'Back\\slash'];

/**
 * A profile that is accepted. `samples` are profiles that lie there, from which whole endpoints are borrowed; `words` the
 * table of English sentences, of which some are replaced.
 */
export function randomProfile(random, { samples, words }) {
  const chance = (share) => random() < share;
  const one = (items) => items[Math.floor(random() * items.length)];
  const some = (items, least = 0) => {
    const left = [...items];
    const taken = [];
    for (let count = least + Math.floor(random() * (items.length - least + 1)); count > 0; count--) taken.push(...left.splice(Math.floor(random() * left.length), 1));
    return taken;
  };
  const perhaps = (share, make) => (chance(share) ? make() : undefined);
  const address = () => one(['https://harbor.example', 'https://harbor.example/help/azure?from=wizard', 'http://localhost:8080/x', 'https://xn--hfen-5qa.example:8443/']);

  const endpoint = structuredClone(one(samples).endpoint);
  const own = endpoint.dialect === undefined || endpoint.dialect === 'azure-connect';
  if (own) {
    endpoint.url = one(['/api/azure/connections', '/a', 'https://api.harbor.example/v1/azure', 'http://127.0.0.1:8081/c']);
    endpoint.dialect = perhaps(0.5, () => 'azure-connect');
    endpoint.operations = perhaps(0.7, () => some(['create', 'read', ...some(OPERATIONS)], 0).concat(['create', 'read']).filter((name, index, all) => all.indexOf(name) === index));
    endpoint.csrf = perhaps(0.3, () => ({ header: one(['X-CSRF-Token', 'x-xsrf-token']), cookie: one(['csrf', 'XSRF-TOKEN']) }));
  }
  const env = endpoint.dialect === 'env';
  if (env) endpoint.keys = perhaps(0.8, () => Object.fromEntries(some(['tenantId', 'clientId', 'clientSecret', 'subscriptionId']).map((key, index) => [key, `${one(['ARM', 'AZURE', 'X'])}_${index}`])));
  const kinds = own ? some(KINDS, 1) : ['secret'];
  // Without a secret the platform has to say what goes in its place.
  if (own && !kinds.includes('secret')) endpoint.operations = [...new Set([...(endpoint.operations ?? ['create', 'read']), 'federation', 'certificate'])];
  const role = () => {
    if (chance(0.3)) return { builtIn: { id: one(['acdd72a7-3385-48ef-bd42-f606fba81ae7', 'b24988ac-6180-42a0-ab88-20f7382dd24c']), name: one(['Reader', 'Contributor']) } };
    const custom = structuredClone(one(samples.filter(({ role }) => role?.custom)).role.custom);
    custom.version = perhaps(0.6, () => one(['2026-11', '1', 'v2']));
    custom.notActions = perhaps(0.2, () => ['Microsoft.Compute/virtualMachines/delete']);
    if (chance(0.3)) delete custom.reasons;
    if (chance(0.2)) custom.actions = custom.actions.slice(0, 1 + Math.floor(random() * custom.actions.length));
    return { custom };
  };
  const profile = {
    $schema: perhaps(0.3, () => '../profile.schema.json'),
    version: perhaps(0.7, () => 1),
    platform: { name: one(NAMES), homepage: perhaps(0.4, address), supportUrl: perhaps(0.4, address) },
    app: perhaps(0.7, () => ({ name: perhaps(0.7, () => one(NAMES)), redirectUri: perhaps(0.4, () => 'https://harbor.example/back'), audience: perhaps(0.6, () => one(['single-tenant', 'multi-tenant'])) })),
    credential: perhaps(0.8, () => ({
      kinds: perhaps(0.7, () => kinds),
      secretLifetimeDays: perhaps(0.6, () => one([1, 7, 30, 90, 180, 365, 730])),
      expiry: perhaps(0.6, () => one(['required', 'optional', 'hidden'])),
      seal: own ? perhaps(0.2, () => ({ jwk: { kty: 'RSA', n: 'x'.repeat(342), e: 'AQAB' }, audience: 'local' })) : undefined,
    })),
    role: perhaps(0.7, role),
    scope: perhaps(0.6, () => (env ? { subscriptions: 'one' } : { subscriptions: perhaps(0.7, () => one(['one', 'many', 'optional'])), managementGroup: perhaps(0.6, () => chance(0.5)) })),
    clouds: perhaps(0.7, () => some(CLOUDS, 1)),
    routes: perhaps(0.7, () => some(ROUTES, 1)),
    discovery: perhaps(0.5, () => one(['host', 'browser', 'off'])),
    extras: env ? undefined : perhaps(0.4, () => extras({ chance, one, some })),
    endpoint,
    theme: perhaps(0.5, () => ({ accent: perhaps(0.9, () => `#${one(['000', 'fff', '0f62fe', 'ABCDEF', '777777', 'ffd400', '102030'])}`) })),
    text: perhaps(0.4, () => Object.fromEntries(some(Object.keys(words)).slice(0, 1 + Math.floor(random() * 30)).map((key) => [key, `${words[key]} ✓`]))),
  };
  return shuffled(JSON.parse(JSON.stringify(profile)), random);
}

function extras({ chance, one, some }) {
  const options = [{ value: 't1', label: 'Platform' }, { value: 't2', label: 'Data' }, { value: '3', label: 'Ops' }];
  return some(['account', 'teams', 'region_1', 'x'], 1).map((name) => {
    const type = one(['text', 'select', 'multi-select']);
    return {
      name,
      label: one(['Account', 'Team access', 'Где']),
      type,
      required: chance(0.5) ? chance(0.5) : undefined,
      help: chance(0.5) ? 'Who may see it.' : undefined,
      options: type === 'text' ? undefined : some(options, 1),
    };
  });
}

/** Keys come in the order in which somebody wrote them. */
function shuffled(value, random) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => shuffled(each, random));
  const entries = Object.entries(value).map((entry) => [random(), entry]);
  return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, [key, each]]) => [key, shuffled(each, random)]));
}
