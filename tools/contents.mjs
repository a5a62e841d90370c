// What a part of the wasm is made of, from the names of its functions and from what stands in its data: for
// `cargo xtask size`. What brotli makes of each kind is an estimate, since it is one stream: each is
// compressed alone, and all are brought to the sum that the whole has.
import { brotliCompressSync, constants } from 'node:zlib';

/** The first that fits a function's name counts; generic code goes with the crate that it comes from, what is made for the wizard with it. */
const KINDS = [
  ['screens', /shell::app::App|^azure_connect::(shell|element)/],
  // All of the profile's reader is inlined here.
  ['core', /^mount/],
  ['json', /^azure_connect::json|^serde/],
  ['core', /^azure_connect/],
  ['framework', /^(yew|implicit_clone|indexmap|gloo|tracing|futures|slab|boolinator|anymap|bumpalo)/],
  ['bindings', /^(wasm_bindgen|js_sys|web_sys|__wbindgen|__externref|__wbg|_\w+ externref shim)/],
  ['standard library', /^(core|alloc|std|hashbrown|dlmalloc|once_cell|memchr|compiler_builtins|mem(cpy|set|move|cmp)|bcmp|__rust|__rustc)/],
];
const DATA = [
  ['css', /:host\{|@media|@container/],
  ['texts', /^\s*\{"[a-z]+[.-]/],
];
const [IMPORTS, CODE, DATA_SECTION, CUSTOM] = [2, 10, 11, 0];

/** `bytes` must carry function names. Answers with `{ kind: { raw, brotli } }`. */
export function contentsOf(bytes) {
  const pieces = new Map();
  const add = (kind, piece) => pieces.set(kind, [...(pieces.get(kind) ?? []), piece]);
  const sections = sectionsOf(bytes);
  const names = namesIn(sections);
  const total = brotli(Buffer.concat([bytes.subarray(0, 8), ...sections.filter(({ id }) => id !== CUSTOM).map(({ all }) => all)]));
  for (const { id, body, all } of sections) {
    if (id === CODE) for (const [index, code] of bodiesIn(body).entries()) add(kindOf(names.get(names.imported + index)), code);
    else if (id === DATA_SECTION) for (const piece of dataIn(body)) add(DATA.find(([, pattern]) => pattern.test(piece.subarray(0, 3000).toString('latin1')))?.[0] ?? 'data', piece);
    else if (id !== CUSTOM) add('links', all);
  }
  const kinds = [...pieces].map(([kind, parts]) => [kind, Buffer.concat(parts)]).map(([kind, all]) => ({ kind, raw: all.length, alone: brotli(all) }));
  const share = total / kinds.reduce((sum, { alone }) => sum + alone, 0);
  return Object.fromEntries(kinds.sort((a, b) => b.alone - a.alone).map(({ kind, raw, alone }) => [kind, { raw, brotli: Math.round(alone * share) }]));
}

function kindOf(name = '') {
  // `<alloc::rc::Rc<yew::…> as core::…>` and `core::ptr::drop_in_place::<yew::…>` are the work of the crate inside.
  const plain = name.replace(/\[[0-9a-f]+\]/g, '');
  const inside = plain.match(/drop_in_place::<(?:&|\(|\[|\w+::(?!<)|[A-Z]\w*<)*/) ? plain.match(/(azure_connect|yew|implicit_clone|js_sys|web_sys|wasm_bindgen)::.*/)?.[0] : undefined;
  const path = inside ?? plain.replace(/^[<&(\[]+(?:mut |dyn )?/, '');
  return KINDS.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
}

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  return brotliCompressSync(bytes, { params }).length;
}

function readerOf(bytes, at = 0) {
  const reader = {
    get done() {
      return at >= bytes.length;
    },
    byte: () => bytes[at++],
    bytes: (count) => bytes.subarray(at, (at += count)),
    number() {
      let [value, shift, byte] = [0, 0, 0];
      do {
        byte = bytes[at++];
        value += (byte & 127) * 2 ** shift;
        shift += 7;
      } while (byte > 127);
      return value;
    },
    text: () => reader.bytes(reader.number()).toString(),
    from: (begin) => bytes.subarray(begin, at),
    get at() {
      return at;
    },
  };
  return reader;
}

function sectionsOf(wasm) {
  const reader = readerOf(Buffer.from(wasm.buffer, wasm.byteOffset, wasm.byteLength), 8);
  const sections = [];
  while (!reader.done) {
    const begin = reader.at;
    const id = reader.byte();
    const body = reader.bytes(reader.number());
    sections.push({ id, body, all: reader.from(begin) });
  }
  return sections;
}

function bodiesIn(body) {
  const reader = readerOf(body);
  return Array.from({ length: reader.number() }, () => reader.bytes(reader.number()));
}

function dataIn(body) {
  const reader = readerOf(body);
  return Array.from({ length: reader.number() }, () => {
    // An active segment of the one memory: its kind, `i32.const`, the address, `end`.
    reader.bytes(2);
    reader.number();
    reader.byte();
    return reader.bytes(reader.number());
  });
}

/** Names by the numbers of functions; the first of those that are no imports is `imported`. */
function namesIn(sections) {
  const names = new Map();
  for (const { id, body } of sections) {
    if (id !== CUSTOM) continue;
    const reader = readerOf(body);
    if (reader.text() !== 'name') continue;
    while (!reader.done) {
      const FUNCTIONS = 1;
      const kind = reader.byte();
      const inside = readerOf(reader.bytes(reader.number()));
      if (kind === FUNCTIONS) for (let left = inside.number(); left > 0; left--) names.set(inside.number(), inside.text());
    }
  }
  return Object.assign(names, { imported: importedIn(sections.find(({ id }) => id === IMPORTS)?.body) });
}

/** How many functions are imported (WebAssembly core specification, 5.5.5). */
function importedIn(body = Buffer.of(0)) {
  const [FUNCTION, TABLE, MEMORY] = [0, 1, 2];
  const reader = readerOf(body);
  const limits = () => {
    const flags = reader.number();
    reader.number();
    if (flags & 1) reader.number();
  };
  let functions = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === FUNCTION) functions += 1;
    if (kind === TABLE) reader.byte();
    if (kind === FUNCTION) reader.number();
    else if (kind === TABLE || kind === MEMORY) limits();
    else reader.bytes(2);
  }
  return functions;
}
