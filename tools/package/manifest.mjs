// The custom-elements manifest (schema 2.1.0), made from what stands before the class and its methods. Tests hold that
// against the sources, so what an editor shows is what there is.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const CLASS = 'AzureConnectElement';
const TAG = 'azure-connect';

/** `element` is the directory of the element's sources, `types` the text of their types. */
export async function manifestOf(element, types) {
  const declaration = classOf(await readFile(join(element, 'element.mjs'), 'utf8'), types);
  const functions = [];
  for (const name of ['index.mjs', 'create.mjs', 'load.mjs']) {
    functions.push(...functionsOf(await readFile(join(element, name), 'utf8')));
  }
  const module = (path, declarations, exports) => ({ kind: 'javascript-module', path, declarations, exports });
  const named = (name) => ({ kind: 'js', name, declaration: { name, module: 'index.js' } });
  const defined = { kind: 'custom-element-definition', name: TAG, declaration: { name: CLASS, module: 'index.js' } };
  const all = [declaration, ...functions].map(({ name }) => named(name));
  return {
    schemaVersion: '2.1.0',
    modules: [
      module('index.js', [declaration, ...functions], all),
      module('define.js', [], [named(CLASS), defined]),
      module('inline.js', [], [...all, defined]),
    ],
  };
}

function classOf(source, types) {
  const [, block, body] = source.match(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*export class AzureConnectElement[^{]*\{([^]*)/) ?? [];
  if (!block) throw new Error('manifest: nothing stands before the class any more');
  const { description, tags } = read(block);
  const of = (tag) => tags.filter(([name]) => name === tag).map(([, text]) => entry(text));
  const attributes = of('attr').map(({ name, type, description }) => ({ name, type: { text: type }, fieldName: camel(name), description }));
  const fields = [
    ...attributes.map(({ name, fieldName, description }) => ({ name: fieldName, type: { text: accepted(fieldName, types) }, description, attribute: name })),
    ...of('prop').map(({ name, type, description }) => ({ name, type: { text: type }, description })),
  ].map((field) => ({ kind: 'field', privacy: 'public', ...field }));
  return {
    kind: 'class',
    customElement: true,
    name: CLASS,
    tagName: TAG,
    description,
    superclass: { name: 'HTMLElement' },
    attributes,
    members: [...fields, ...methodsOf(body)],
    events: of('fires').map(({ name, description }) => ({
      name,
      type: { text: `CustomEvent<AzureConnectEventDetails['${name}']>` },
      description,
    })),
    slots: of('slot').map(({ name, description }) => ({ name, description })),
    cssParts: of('csspart').map(({ name, description }) => ({ name, description })),
    cssProperties: of('cssprop').map(({ name, description }) => ({ name, description })),
  };
}

/** What a property can be set to. */
function accepted(name, types) {
  const type = types.match(new RegExp(`^  set ${name}\\(value: (.+)\\);$`, 'm'))?.[1];
  if (!type) throw new Error(`manifest: the types have no property ${name}`);
  return type.replaceAll(/ \| (null|undefined|\(string & \{\}\))/g, '');
}

/** Methods with a comment, but for what only the browser calls. */
function methodsOf(body) {
  const methods = [...body.matchAll(/^  \/\*\*((?:(?!\*\/)[^])*)\*\/\n  (static )?(\w+)\(([^)]*)\)/gm)];
  return methods
    .filter(([, , , name]) => !/Callback$|^constructor$/.test(name))
    .map(([, block, isStatic, name, parameters]) => ({
      kind: 'method',
      privacy: 'public',
      ...(isStatic ? { static: true } : {}),
      name,
      parameters: parametersOf(parameters),
      description: read(block).description,
    }));
}

function functionsOf(source) {
  const functions = [...source.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:async )?function (\w+)\(/g)];
  return functions
    .filter(([, , name]) => /^(defineAzureConnect|createAzureConnect|preload)$/.test(name))
    .map(([, block, name]) => {
      const { description, tags } = read(block);
      const parameters = tags
        .filter(([tag]) => tag === 'param')
        .map(([, text]) => entry(text))
        .map(({ name, type, description, optional }) => ({ name, type: { text: type }, description, ...(optional ? { optional } : {}) }));
      return { kind: 'function', name, description, parameters };
    });
}

/** A comment: what it says, and its tags with what they say, in order. */
function read(block) {
  const lines = block.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  const [description, ...tags] = lines.join('\n').split(/\n(?=@)|^(?=@)/);
  return {
    description: oneLine(description),
    tags: tags.map((tag) => tag.match(/^@(\w+)\s+([^]*)/)).filter(Boolean).map(([, name, text]) => [name, oneLine(text)]),
  };
}

/** `{type} name - description`, `{type} [name] description`. */
function entry(text) {
  const match = text.match(/^(?:\{((?:[^{}]|\{[^{}]*\})*)\}\s+)?(\[)?([\w-]+)[^\s\]]*\]?\s*(?:-\s+)?(.*)$/);
  if (!match) throw new Error(`manifest: what does "${text}" name?`);
  const [, type = 'string', bracket, name, description] = match;
  return { name, type: type.replaceAll(/(?<=\S)\|(?=\S)/g, ' | '), description, optional: Boolean(bracket) };
}

function parametersOf(list) {
  return list.split(',').map((parameter) => parameter.trim()).filter(Boolean).map((parameter) => {
    const [name, ...value] = parameter.split(/\s*=\s*/);
    return { name, ...(value.length ? { optional: true } : {}) };
  });
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function camel(name) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
