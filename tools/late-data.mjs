// Texts that only the rest of the wasm reads leave the first part's memory image: the rest brings them
// along, to the same addresses.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../data', import.meta.url));
const [DATA_SECTION, COUNT_SECTION] = [11, 12];
/** Smaller ones cost more in headers than they give. */
const SMALLEST = 256;

/** What the crate includes as text: the files of `data/`, and the table of sentences as `build.rs` cuts it. */
function texts() {
  const files = readdirSync(DATA, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const table = JSON.parse(readFileSync(join(DATA, 'texts/en.json'), 'utf8'));
  const starts = JSON.parse(readFileSync(join(DATA, 'texts/first.json'), 'utf8'));
  const late = Object.keys(table).filter((key) => !starts.some((start) => key.startsWith(start))).sort();
  return [
    ...files.map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name))),
    Buffer.from(JSON.stringify(Object.fromEntries(late.map((key) => [key, table[key]])))),
  ].filter((text) => text.length >= SMALLEST);
}

/**
 * `first` without the texts whose addresses are none of `mentioned`, and `rest` with them.
 * `mentioned`: every number that a function of the first part holds.
 */
export function moveLateData(first, rest, mentioned) {
  const sections = sectionsOf(first);
  const data = sections.find(({ id }) => id === DATA_SECTION);
  let segments = segmentsOf(data.bytes);
  // Code and data know a text by the address of its start; a number from inside may be anything
  // (0x110000 is how Rust writes that there is no character).
  const starts = new Set(mentioned);
  for (const { offset, bytes } of segments) {
    // Pointers are aligned in memory.
    for (let at = (4 - (offset % 4)) % 4; at + 4 <= bytes.length; at += 4) starts.add(bytes.readUInt32LE(at));
  }
  const moved = [];
  for (const text of texts()) {
    const home = segments.find(({ bytes }) => bytes.includes(text));
    if (!home) continue;
    const at = home.bytes.indexOf(text);
    const [from, to] = [home.offset + at, home.offset + at + text.length];
    if (starts.has(from)) continue;
    moved.push({ offset: from, bytes: text });
    const pieces = [
      { offset: home.offset, bytes: home.bytes.subarray(0, at) },
      { offset: to, bytes: home.bytes.subarray(at + text.length) },
    ];
    segments = segments.flatMap((segment) => (segment === home ? pieces : [segment])).filter(({ bytes }) => bytes.length);
  }
  data.bytes = written(segments);
  const count = sections.find(({ id }) => id === COUNT_SECTION);
  if (count) count.bytes = leb(segments.length);
  const others = sectionsOf(rest);
  if (others.some(({ id }) => id === DATA_SECTION)) throw new Error('late-data: the rest has data already');
  // Known sections stand in the order of their numbers, data last; custom ones may stand anywhere.
  if (moved.length) others.push({ id: DATA_SECTION, bytes: written(moved) });
  return { first: joined(first, sections), rest: joined(rest, others), moved: moved.reduce((sum, { bytes }) => sum + bytes.length, 0) };
}

function sectionsOf(wasm) {
  const reader = { bytes: Buffer.from(wasm.buffer, wasm.byteOffset, wasm.byteLength), at: 8 };
  const sections = [];
  while (reader.at < reader.bytes.length) {
    const id = reader.bytes[reader.at++];
    const size = number(reader);
    sections.push({ id, bytes: reader.bytes.subarray(reader.at, (reader.at += size)) });
  }
  return sections;
}

/** Active segments at constant addresses of the one memory: all that Rust makes. */
function segmentsOf(bytes) {
  const reader = { bytes, at: 0 };
  return Array.from({ length: number(reader) }, () => {
    if (number(reader) !== 0 || bytes[reader.at++] !== 0x41) throw new Error('late-data: a segment of another kind');
    const offset = number(reader, true);
    if (bytes[reader.at++] !== 0x0b) throw new Error('late-data: an address that is computed');
    const size = number(reader);
    return { offset, bytes: bytes.subarray(reader.at, (reader.at += size)) };
  });
}

function written(segments) {
  const parts = segments.flatMap(({ offset, bytes }) => [Buffer.of(0, 0x41), leb(offset, true), Buffer.of(0x0b), leb(bytes.length), bytes]);
  return Buffer.concat([leb(segments.length), ...parts]);
}

function joined(wasm, sections) {
  const head = Buffer.from(wasm.buffer, wasm.byteOffset, 8);
  return Buffer.concat([head, ...sections.flatMap(({ id, bytes }) => [Buffer.of(id), leb(bytes.length), bytes])]);
}

function number(reader, signed = false) {
  let [value, shift, byte] = [0, 0, 0];
  do {
    byte = reader.bytes[reader.at++];
    value += (byte & 127) * 2 ** shift;
    shift += 7;
  } while (byte > 127);
  if (signed && byte & 64) throw new Error('late-data: an address below zero');
  return value;
}

function leb(value, signed = false) {
  const bytes = [];
  do {
    bytes.push(value & 127);
    value = Math.floor(value / 128);
  } while (value > 0 || (signed && bytes.at(-1) & 64));
  return Buffer.from(bytes.map((byte, index) => (index < bytes.length - 1 ? byte | 128 : byte)));
}
