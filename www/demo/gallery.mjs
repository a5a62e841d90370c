// Five platforms, one element. What differs is a profile; that each answers like itself is a stand-in's work.
import '../element/define.mjs';

import { Cloudcraft } from './platforms/cloudcraft.mjs';
import { Octopus } from './platforms/octopus.mjs';
import { Spot } from './platforms/spot.mjs';
import { drawn, outlined } from './request.mjs';

const PLATFORMS = {
  spot: { name: 'Spot', text: 'Own role, redirect URI, expiry asked, validated before it is saved', make: Spot },
  'spot-classic': { name: 'Spot Console', text: 'The policy to view and copy, a key with a start and an end date', make: Spot },
  cloudcraft: { name: 'Cloudcraft', text: 'Reader, 730 days, team access, any number of accounts', make: Cloudcraft },
  cloudstudio: { name: 'CloudStudio', text: 'No endpoint: four keys to copy or to download' },
  octopus: { name: 'Octopus Deploy', text: 'Four values or OIDC, three clouds, saved and then tested', make: Octopus },
};

/** The one credential that works here. */
const KNOWN = {
  tenantId: 'b7d5a0c2-4f61-4a3e-9c18-2e6f70d1a934',
  clientId: '3c9e1f84-72ab-4d05-8e6b-5a10c7f2d3b9',
  clientSecret: 'wT38Q~gallery-demo-secret-value-12345678',
  subscriptionId: 'e4a1c6d8-0b93-47f2-b5de-9f8071c2a6e3',
};
const LABELS = {
  tenantId: 'Directory (tenant) ID',
  clientId: 'Application (client) ID',
  clientSecret: 'Client secret value',
  expiresOn: 'Secret expires on',
  subscriptionId: 'Subscription ID',
};
const PAUSE_MS = 500;

const asked = new URLSearchParams(location.search).get('platform');
const chosen = Object.hasOwn(PLATFORMS, asked ?? '') ? asked : 'spot';
const find = (id) => document.querySelector(`#${id}`);
const profile = await load(chosen);
const endpoint = profile.endpoint;
const platform = PLATFORMS[chosen].make && new PLATFORMS[chosen].make({ known: KNOWN });

document.documentElement.style.setProperty('--mark', profile.theme.accent);
document.title = `${profile.platform.name} · Five platforms · azure-connect`;
find('brand').textContent = profile.platform.name;
find('profile').href = `profiles/${chosen}.json`;
fillPicker();
fillValues();

const element = document.createElement('azure-connect');
element.setAttribute('profile', `profiles/${chosen}.json`);
element.setAttribute('draft-key', `gallery-${chosen}`);
element.params = platform?.params ?? {};
if (platform) element.transport = play;
find('stage').append(element);

if (platform) {
  find('request-note').textContent = `What “${profile.text?.['action.connect'] ?? 'Connect subscription'}” will send to ${profile.platform.name}'s page. Its own backend adds the token of the API: no browser has it.`;
  find('request').textContent = outlined(profile, platform.params);
} else {
  find('values-note').textContent = 'Made up, and of the right shape.';
  find('request-note').textContent = 'Nothing is sent. The admin takes these keys along, each by itself, all at once or as a file.';
  const { keys } = endpoint;
  find('request').textContent = ['tenantId', 'clientId', 'clientSecret', 'subscriptionId'].map((key) => `${keys[key]}=…`).join('\n');
}

document.querySelector('#theme').addEventListener('change', ({ target }) => {
  document.documentElement.dataset.theme = target.value;
  element.setAttribute('theme', target.value);
});
const left = document.querySelector('.left');
element.addEventListener('ac-exit', ({ detail }) => {
  if (detail.reason === 'host') return;
  element.hidden = true;
  left.hidden = false;
  left.querySelector('button').focus();
});
left.querySelector('button').addEventListener('click', () => {
  left.hidden = true;
  element.hidden = false;
  element.focus();
});

/** The element's `transport`: the stand-in answers, after a moment. */
async function play({ method, url, headers, body }, { signal } = {}) {
  await pause(PAUSE_MS, signal);
  const { pathname, search } = new URL(url, location.href);
  if (method !== 'GET') {
    find('request-note').textContent = 'What was sent last. The secret is masked here; the platform got it.';
    find('request').textContent = drawn(profile, { method, url: pathname + search, body });
  }
  const below = (pathname + search).slice(endpoint.url.length);
  const answer = await platform.answer({ method, url: below, headers, body });
  const init = { status: answer.status, headers: answer.type ? { 'Content-Type': answer.type } : {} };
  return new Response(answer.status === 204 ? null : answer.body, init);
}

async function load(name) {
  const response = await fetch(`profiles/${name}.json`);
  if (!response.ok) throw new Error(`the profile ${name} answered ${response.status}`);
  return response.json();
}

/** A link for each: which platform it is stands in the address. */
async function fillPicker() {
  const list = find('platforms');
  for (const [key, { name, text }] of Object.entries(PLATFORMS)) {
    const link = document.createElement('a');
    link.href = `?platform=${key}`;
    if (key === chosen) link.setAttribute('aria-current', 'page');
    const title = document.createElement('strong');
    title.textContent = name;
    const words = document.createElement('span');
    words.textContent = text;
    link.append(title, words);
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
    load(key).then(({ theme }) => link.style.setProperty('--mark', theme.accent));
  }
}

function fillValues() {
  const day = new Date(Date.now() + 170 * 86_400_000).toISOString().slice(0, 10);
  for (const [key, value] of Object.entries({ ...KNOWN, expiresOn: day })) {
    const term = document.createElement('dt');
    term.textContent = LABELS[key];
    const code = document.createElement('code');
    code.textContent = value;
    const definition = document.createElement('dd');
    definition.append(code);
    find('values').append(term, definition);
  }
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
