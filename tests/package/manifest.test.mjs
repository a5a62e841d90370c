// The custom-elements manifest, and with it the front page and the documentation of the class, against what there is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test, { before } from 'node:test';
import Ajv from 'ajv';
import { install, root, scratch, sources } from './fixtures/package.mjs';

const require = createRequire(import.meta.url);
let place;
let manifest;
let element;
before((t) => {
  place = install(scratch(t));
  manifest = JSON.parse(readFileSync(join(place, 'custom-elements.json'), 'utf8'));
  element = manifest.modules[0].declarations[0];
});

const names = (entries) => entries.map(({ name }) => name).sort();
const unique = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

test('the manifest is one', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const valid = ajv.compile(JSON.parse(readFileSync(require.resolve('custom-elements-manifest/schema.json'), 'utf8')));
  assert.ok(valid(manifest), JSON.stringify(valid.errors, null, 2));
  assert.equal(element.tagName, 'azure-connect');
  const undescribed = [element.attributes, element.members, element.events, element.slots, element.cssParts, element.cssProperties]
    .flat()
    .filter(({ description }) => !description)
    .map(({ name }) => name);
  assert.deepEqual(undescribed, []);
});

test('nothing is gone that pages rely on', () => {
  // Who takes a name out of here breaks pages: that is a new major version.
  const promised = {
    attributes: 'profile endpoint connection locale theme heading-level assets-url allow-origins draft draft-key',
    members: 'headers params values transport focus reset define',
    events:
      'ac-ready ac-step ac-submit ac-created ac-status ac-connected ac-failed ac-updated ac-removed ac-expiring ac-exit ac-error',
    slots: 'header help done fallback',
  };
  for (const [kind, list] of Object.entries(promised)) {
    const there = names(element[kind]);
    assert.deepEqual(list.split(' ').filter((name) => !there.includes(name)), [], kind);
  }
  const exported = manifest.modules[0].exports.map(({ name }) => name).sort();
  assert.deepEqual(exported, ['AzureConnectElement', 'createAzureConnect', 'defineAzureConnect', 'preload']);
});

test('attributes and properties are those that the element has', async () => {
  // The class of a server: no browser is needed to ask it.
  const { AzureConnectElement } = await import(join(place, 'index.js'));
  assert.deepEqual(names(element.attributes), [...AzureConnectElement.observedAttributes].sort());
  const own = Object.entries(Object.getOwnPropertyDescriptors(AzureConnectElement.prototype));
  const has = (kind) => own.filter(([, descriptor]) => descriptor[kind]).map(([name]) => name);
  assert.deepEqual(names(element.members.filter(({ kind }) => kind === 'field')), has('set').sort());
  const called = has('value').filter((name) => !/^constructor$|Callback$/.test(name));
  assert.deepEqual(names(element.members.filter((member) => member.kind === 'method' && !member.static)), called.sort());
  const { fieldName } = element.attributes.find(({ name }) => name === 'allow-origins');
  assert.equal(fieldName, 'allowOrigins');
});

test('events are those that the wizard raises, and their types are known', () => {
  const raised = unique(sources('src/wizard', 'event.rs'), /=> "(ac-[a-z]+)"/g);
  assert.deepEqual(names(element.events), [...raised, 'ac-error'].sort());
  const typed = unique(readFileSync(join(place, 'index.d.ts'), 'utf8'), /^ {2}'(ac-[a-z]+)': /gm);
  assert.deepEqual(names(element.events), typed);
});

test('slots, parts and custom properties are those of the sources', () => {
  const shell = sources('src/shell', '.rs');
  const own = sources('www/element', '.mjs');
  const both = (first, second) => [...new Set([...unique(shell, first), ...unique(own, second)])].sort();
  assert.deepEqual(names(element.slots), both(/el\("slot"\)\.attr\("name", "([a-z]+)"\)/g, /'slot', \{ name: '([a-z]+)' \}/g));
  assert.deepEqual(names(element.cssParts), both(/"part", "([a-z-]+)"/g, /\.part = '([a-z-]+)'/g));
  const sheets = sources('src/shell', '.css') + own;
  assert.deepEqual(names(element.cssProperties), unique(sheets, /var\((--ac-[a-z-]+)/g));
});

test('the types know every member', () => {
  const types = readFileSync(join(place, 'index.d.ts'), 'utf8');
  for (const { name, kind } of element.members) {
    const declared = new RegExp(kind === 'method' ? `^ {2}(static )?${name}\\(` : `^ {2}(get ${name}\\(\\)|${name}\\??:)`, 'm');
    assert.match(types, declared, name);
  }
  const options = types.match(/^export interface AzureConnectOptions \{\n([^]*?)^\}/m)[1];
  const fields = element.members.filter(({ kind }) => kind === 'field');
  assert.deepEqual(unique(options, /^ {2}(\w+)\?:/gm), names(fields));
});

test('the front page names all of it', () => {
  const text = readFileSync(join(place, 'README.md'), 'utf8');
  const all = [element.attributes, element.events, element.slots, element.cssParts, element.cssProperties].flat();
  assert.deepEqual(names(all).filter((name) => !text.includes(`\`${name}\``)), []);
});

test('the profile has a type for each part of its schema', () => {
  const schema = JSON.parse(readFileSync(join(root, 'www/profile.schema.json'), 'utf8'));
  assert.deepEqual(JSON.parse(readFileSync(join(place, 'profile.schema.json'), 'utf8')), schema);
  const types = unique(readFileSync(join(place, 'profile.d.ts'), 'utf8'), /^export (?:interface|type) (\w+)/gm);
  assert.deepEqual(types, ['Profile', ...Object.keys(schema.$defs).map((name) => `Profile${name}`)].sort());
});
