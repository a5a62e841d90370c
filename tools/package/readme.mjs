// The package's front page: its tables come from the manifest and its sizes from the files, so that neither can lie.
import { brotliCompressSync, constants } from 'node:zlib';

/** `text` has places like `{{events}}`; `files` are the contents whose sizes it names. */
export function fillIn(text, { manifest, files }) {
  const element = manifest.modules[0].declarations[0];
  const attributes = new Set(element.attributes.map(({ fieldName }) => fieldName));
  const own = element.members.filter(({ kind, name }) => kind === 'field' && !attributes.has(name));
  const sizes = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, brotli(bytes)]));
  const places = {
    attributes: table(element.attributes),
    properties: table(own),
    events: table(element.events),
    slots: table(element.slots, 'slot'),
    cssProperties: table(element.cssProperties, 'custom property'),
    cssParts: element.cssParts.map(({ name }) => `\`${name}\``).join(', '),
    'size.ready': kilobytes(sizes.index + sizes.first),
    'size.index': kilobytes(sizes.index),
    'size.first': kilobytes(sizes.first),
    'size.rest': kilobytes(sizes.rest),
    'size.inline': kilobytes(sizes.inline),
  };
  return text.replace(/\{\{([\w.]+)\}\}/g, (_, place) => {
    if (places[place] === undefined) throw new Error(`readme: nothing to put in at {{${place}}}`);
    return places[place];
  });
}

function table(entries, head = '') {
  const rows = entries.map(({ name, description }) => `| \`${name}\` | ${description.replaceAll('|', '\\|')} |`);
  return [`| ${head} | |`, '|---|---|', ...rows].join('\n');
}

function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}
