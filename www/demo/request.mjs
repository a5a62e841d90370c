// Requests, drawn for somebody who looks at them. The secret is never drawn.
const MASK = '••••••••';
const SECRET = '${clientSecret}';

/** The request that makes a connection, before there is one: values stand as their placeholders. */
export function outlined(profile, params) {
  const { create } = profile.endpoint.requests;
  const filled = (text) => text.replace(/\$\{param\.([\w-]+)\}/g, (whole, name) => params[name] ?? whole);
  const query = Object.entries(create.query ?? {}).map(([name, text]) => `${name}=${filled(text)}`);
  const url = profile.endpoint.url + filled(create.path ?? '') + (query.length ? `?${query.join('&')}` : '');
  return draw(create.method ?? 'POST', url, bare(create.body));
}

/** A request that was sent: wherever a request of the profile has the secret, it is masked. */
export function drawn(profile, { method, url, body }) {
  if (!body || body.length === 0) return draw(method, url);
  const sent = JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  const { create, replace, update, test } = profile.endpoint.requests;
  const templates = [create, replace, update, test?.request].map((request) => request?.body);
  return draw(method, url, templates.reduce((masked, template) => mask(masked, template), sent));
}

function draw(method, url, body) {
  return [`${method} ${url}`, ...(body === undefined ? [] : ['', JSON.stringify(body, null, 2)])].join('\n');
}

/** A body without the conditions of its keys. */
function bare(value) {
  if (value === SECRET) return MASK;
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([key]) => !/\?credential=(?!secret$)/.test(key));
  return Object.fromEntries(members.map(([key, member]) => [key.split('?')[0], bare(member)]));
}

function mask(value, template) {
  if (template === SECRET) return value === undefined ? undefined : MASK;
  if (value === null || typeof value !== 'object' || template === null || typeof template !== 'object') return value;
  if (Array.isArray(value)) return value.map((item, at) => mask(item, template[at]));
  const of = Object.fromEntries(Object.entries(template).map(([key, member]) => [key.split('?')[0], member]));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mask(member, of[key] ?? null)]));
}
