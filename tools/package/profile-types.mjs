// The profile as types of TypeScript, made from its JSON schema. Only what our schema says of shapes is known here; a
// keyword of shape that is not known stops the build, so that no type is looser than the schema by accident.

/** Keywords that say nothing of the shape, or more than a type can. */
const BEYOND_TYPES = new Set([
  '$schema', '$id', '$defs', 'title', 'description', 'default', 'examples', 'pattern', 'format', 'minLength', 'maxLength',
  'minItems', 'maxItems', 'uniqueItems', 'minimum', 'maximum', 'multipleOf', 'minProperties', 'maxProperties', 'propertyNames', 'not', 'allOf', 'if', 'then', 'else', 'dependentRequired',
]);
const SHAPE = new Set(['$ref', 'type', 'const', 'enum', 'anyOf', 'oneOf', 'properties', 'required', 'additionalProperties', 'items']);

/** `schema` is the profile's own. */
export function profileTypes(schema) {
  const head = '// Made from profile.schema.json.\n';
  const profile = declaration('Profile', { ...schema, description: schema.description });
  const parts = Object.entries(schema.$defs ?? {}).map(([name, part]) => declaration(typeName(name), part));
  return [head, profile, ...parts].join('\n');
}

/** In the schema a part has the name of its place; beside the contract's types it needs one of its own. */
function typeName(name) {
  return `Profile${name}`;
}

function declaration(name, schema) {
  const isInterface = schema.type === 'object' && schema.properties && !schema.oneOf && !schema.anyOf;
  const text = typeOf(schema, '');
  return comment(schema.description, '') + (isInterface ? `export interface ${name} ${text}\n` : `export type ${name} = ${text};\n`);
}

function typeOf(schema, indent) {
  if (schema === true || schema === undefined) return 'unknown';
  for (const keyword of Object.keys(schema)) {
    if (!SHAPE.has(keyword) && !BEYOND_TYPES.has(keyword)) throw new Error(`profile-types: what does "${keyword}" say of a type?`);
  }
  if (schema.$ref) return referenced(schema.$ref);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return union(choices.map((choice) => typeOf(choice, indent)));
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, indent)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, indent);
    case 'array':
      return `readonly ${bracketed(typeOf(schema.items, indent))}[]`;
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case undefined:
      return 'unknown';
    default:
      throw new Error(`profile-types: no type for "${schema.type}"`);
  }
}

function referenced(reference) {
  const name = reference.match(/^#\/\$defs\/(\w+)$/)?.[1];
  if (!name) throw new Error(`profile-types: where does "${reference}" lead?`);
  return typeName(name);
}

function objectOf({ properties = {}, required = [], additionalProperties }, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return `${comment(schema.description, inner)}${inner}${key}${required.includes(name) ? '' : '?'}: ${typeOf(schema, inner)};\n`;
  });
  if (additionalProperties) {
    const type = typeOf(additionalProperties, inner);
    // An index signature has to hold for the named ones, too.
    if (lines.length) return `{\n${lines.join('')}${inner}[name: string]: unknown;\n${indent}}`;
    return `{ readonly [name: string]: ${type} }`;
  }
  return lines.length ? `{\n${lines.join('')}${indent}}` : '{}';
}

function union(types) {
  return [...new Set(types)].join(' | ');
}

function bracketed(type) {
  return / \| |^readonly /.test(type) ? `(${type})` : type;
}

function comment(text, indent) {
  if (!text) return '';
  const safe = text.replaceAll('*/', '*\\/').split('\n');
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}
