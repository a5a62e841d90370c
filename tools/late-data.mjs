// What only the rest of the wasm reads leaves the first part's memory image: the rest brings it along, to
// the same addresses. Where an object begins and ends, and which other objects it points at, is in the
// linker's own notes (`--emit-relocs`, build.rs).
//
// The format: https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md

const [CUSTOM, DATA, COUNT] = [0, 11, 12];
const SYMBOL_TABLE = 8;
const SYMBOL = { data: 1, section: 3 };
const [UNDEFINED, EXPLICIT_NAME, ABSOLUTE] = [0x10, 0x40, 0x200];
/** Relocations with an addend; those among them that are an address in memory: in an offset, a constant, an object. */
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);
const ADDRESS = new Set([3, 4, 5]);
/** A gap that is smaller costs more, as the head of another segment, than it gives. */
const GAP = 12;

/** The linker's objects in memory: from where to where, as which addresses functions know each, and what it points at. */
export function objectsOf(wasm) {
  const sections = sectionsOf(wasm);
  const custom = (name) => sections.find((section) => section.name === name);
  if (!custom('linking') || !custom('reloc.CODE')) throw new Error('late-data: the linker has left no notes; build.rs asks for them');
  const data = sections.find(({ id }) => id === DATA).bytes;
  const segments = segmentsOf(data);
  const symbols = symbolsOf(custom('linking'), segments);
  const objects = symbols.filter(({ size }) => size > 0);
  for (const { type, index, addend } of relocationsOf(custom('reloc.CODE'))) {
    const symbol = WITH_ADDEND.has(type) ? symbols[index] : undefined;
    if (symbol?.kind !== SYMBOL.data) continue;
    if (ADDRESS.has(type)) symbol.known.add(symbol.from + addend);
    else symbol.stays = true;
  }
  for (const { type, offset, index, addend } of relocationsOf(custom('reloc.DATA'))) {
    const symbol = symbols[index];
    if (!ADDRESS.has(type) || symbol?.from === undefined) continue;
    const segment = segments.find(({ at, bytes }) => at <= offset && offset + 4 <= at + bytes.length);
    if (!segment || data.readUInt32LE(offset) !== symbol.from + addend) throw new Error(`late-data: no address of ${symbol.name} where the linker noted it`);
    const address = segment.offset + offset - segment.at;
    const holders = objects.filter(({ from, to }) => from <= address && address < to);
    if (holders.length === 0) symbol.stays = true;
    for (const { points } of holders) points.push(symbol);
  }
  return objects;
}

/**
 * `first` without the objects that its functions cannot reach, and `rest` with them.
 * `numbers`: all that the functions of the first part hold, as the linker wrote them.
 */
export function moveLateData(first, rest, objects, numbers) {
  const early = new Set();
  const open = objects.filter(({ stays, known }) => stays || [...known].some((address) => numbers.has(address)));
  while (open.length) {
    const object = open.pop();
    if (early.has(object)) continue;
    early.add(object);
    open.push(...object.points);
  }
  // Nothing is known of bytes that belong to no object: they stay.
  const late = without(joinedRanges(objects.filter((object) => !early.has(object))), joinedRanges([...early]));
  const moved = late.filter(({ from, to }) => to - from >= GAP);

  const sections = sectionsOf(first);
  const data = sections.find(({ id }) => id === DATA);
  const segments = segmentsOf(data.bytes).map(({ offset, bytes }) => ({ from: offset, to: offset + bytes.length, bytes }));
  const cut = (ranges) =>
    ranges.flatMap(({ from, to }) =>
      segments
        .filter((segment) => segment.from < to && from < segment.to)
        .map((segment) => {
          const [begin, end] = [Math.max(from, segment.from), Math.min(to, segment.to)];
          return { offset: begin, bytes: segment.bytes.subarray(begin - segment.from, end - segment.from) };
        }),
    );
  const [kept, brought] = [cut(without(joinedRanges(segments), moved)), cut(moved)];
  data.bytes = written(kept);
  const count = sections.find(({ id }) => id === COUNT);
  if (count) count.bytes = leb(kept.length);
  const others = sectionsOf(rest);
  if (others.some(({ id }) => id === DATA)) throw new Error('late-data: the rest has data already');
  // Known sections stand in the order of their numbers, data last; custom ones may stand anywhere.
  if (brought.length) others.push({ id: DATA, bytes: written(brought) });
  return {
    first: joined(first, sections),
    rest: joined(rest, others),
    moved: brought.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}

/** The module without the linker's notes. */
export function withoutNotes(wasm) {
  return joined(wasm, sectionsOf(wasm).filter(({ name }) => !/^(linking|reloc\..*)$/.test(name ?? '')));
}

/** Ranges that do not overlap, in order. */
function joinedRanges(ranges) {
  const all = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/** `ranges` without `others`; both as `joinedRanges` makes them. */
function without(ranges, others) {
  return ranges.flatMap(({ from, to }) => {
    const left = [];
    let at = from;
    for (const other of others) {
      if (other.to <= at || other.from >= to) continue;
      if (other.from > at) left.push({ from: at, to: other.from });
      at = other.to;
    }
    if (at < to) left.push({ from: at, to });
    return left;
  });
}

function sectionsOf(wasm) {
  const reader = { bytes: Buffer.from(wasm.buffer, wasm.byteOffset, wasm.byteLength), at: 8 };
  const sections = [];
  while (reader.at < reader.bytes.length) {
    const id = reader.bytes[reader.at++];
    const size = number(reader);
    const bytes = reader.bytes.subarray(reader.at, (reader.at += size));
    if (id !== CUSTOM) sections.push({ id, bytes });
    else {
      const inside = { bytes, at: 0 };
      const name = text(inside);
      sections.push({ id, bytes, name, body: bytes.subarray(inside.at) });
    }
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
    const { at } = reader;
    return { offset, at, bytes: bytes.subarray(at, (reader.at += size)) };
  });
}

/** The linker's symbols by their numbers; those in memory with their addresses. */
function symbolsOf(linking, segments) {
  const reader = { bytes: linking.body, at: 0 };
  number(reader);
  while (reader.at < reader.bytes.length) {
    const kind = reader.bytes[reader.at++];
    const size = number(reader);
    const end = reader.at + size;
    if (kind === SYMBOL_TABLE) return Array.from({ length: number(reader) }, () => symbol(reader, segments));
    reader.at = end;
  }
  throw new Error('late-data: the linker has left no symbols');
}

function symbol(reader, segments) {
  const kind = reader.bytes[reader.at++];
  const flags = number(reader);
  if (kind === SYMBOL.section) return { kind, section: number(reader) };
  if (kind !== SYMBOL.data) {
    number(reader);
    return { kind, name: !(flags & UNDEFINED) || flags & EXPLICIT_NAME ? text(reader) : undefined };
  }
  const name = text(reader);
  if (flags & UNDEFINED) return { kind, name };
  const [segment, offset, size] = [number(reader), number(reader), number(reader)];
  const from = flags & ABSOLUTE ? offset : segments[segment] && segments[segment].offset + offset;
  if (from === undefined) return { kind, name };
  return { kind, name, from, to: from + size, size, known: new Set(), points: [], stays: false };
}

function relocationsOf(section) {
  if (!section) return [];
  const reader = { bytes: section.body, at: 0 };
  number(reader);
  return Array.from({ length: number(reader) }, () => {
    const type = reader.bytes[reader.at++];
    const [offset, index] = [number(reader), number(reader)];
    return { type, offset, index, addend: WITH_ADDEND.has(type) ? number(reader, true) : 0 };
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

function text(reader) {
  const size = number(reader);
  return reader.bytes.subarray(reader.at, (reader.at += size)).toString();
}

function number(reader, signed = false) {
  let [value, shift, byte] = [0, 0, 0];
  do {
    byte = reader.bytes[reader.at++];
    value += (byte & 127) * 2 ** shift;
    shift += 7;
  } while (byte > 127);
  return signed && byte & 64 ? value - 2 ** shift : value;
}

function leb(value, signed = false) {
  const bytes = [];
  do {
    bytes.push(value & 127);
    value = Math.floor(value / 128);
  } while (value > 0 || (signed && bytes.at(-1) & 64));
  return Buffer.from(bytes.map((byte, index) => (index < bytes.length - 1 ? byte | 128 : byte)));
}
