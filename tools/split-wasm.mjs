// Cuts the linked wasm in two: what the first screen runs, and the rest, which arrives later.
//
// Both parts share one memory, one stack and one function table. A function of the rest that the
// first part calls stays there as a stub that calls through the table `rest`; the rest, when it is
// instantiated, puts the real functions into it, and into the places that they have in the function table.
// What belongs to the rest is neither guessed nor listed: it is all that does not run when the widget
// starts (tools/first-start.mjs). Should a start need more after all, the call traps, and the element starts
// again with both parts.
import binaryen from 'binaryen';
import { contentsOf } from './contents.mjs';
import { reachedAtStart } from './first-start.mjs';
import { moveLateData, objectsOf, withoutNotes } from './late-data.mjs';
import { spotsOf } from './spots.mjs';

const { Features: F } = binaryen;
const FEATURES =
  F.BulkMemory | F.BulkMemoryOpt | F.Multivalue | F.MutableGlobals | F.NontrappingFPToInt | F.ReferenceTypes | F.SignExt | F.CallIndirectOverlong;

/**
 * In these, what does not run at the start is cut out: Yew's own code, which goes one way for all that we show. Ours goes
 * by the profile, of which nobody can see them all, and others by what lies where in memory.
 */
const SEEN_INSIDE = /^(?!.*azure_connect).*yew/;
/**
 * But not where a hash table is looked through in line, which this number gives away (it finds the free places in a group
 * of eight): how far depends on the hashes, those on a seed, and the seed on where in memory something lies. One more letter
 * in an option, and another arm is taken.
 */
const HASHES = 'i64.const -9187201950435737472';
/** These come whole, with all that they call: which way memory is given out and tables grow, no start can show for all. */
const WHOLE = /dlmalloc|hashbrown|__rust_(realloc|alloc|dealloc)|RawVec/;
/** A function of fewer instructions is cheaper to have twice than to share, which is an export of the first part. */
const SHARED_FROM = 50;

/**
 * `bytes` must carry function names. Answers with the two parts, without names.
 * `start`: the glue and the profiles to start with, for tools/first-start.mjs.
 */
export async function splitWasm(bytes, start) {
  const module = withoutNotes(bytes);
  const whole = read(module);
  const functions = functionsOf(whole);
  const { calls, lines, hashing } = callsIn(whole.emitText());
  const inside = (name) => SEEN_INSIDE.test(name) && !hashing.has(name);
  const always = closure([...functions.keys()].filter((name) => WHOLE.test(name)), calls);

  const marked = read(module);
  const reached = await reachedAtStart(marked, spotsIn(marked, inside).map(({ spot }) => spot), start);
  const first = read(module);
  const spots = spotsIn(first, inside);
  const slim = new Set();
  spots.forEach(({ name, spot }, number) => {
    if (reached.has(number) || always.has(name)) return;
    slim.add(name);
    spot.cut();
  });
  first.runPasses(['dce', 'vacuum', 'remove-unused-module-elements']);
  // What calls something slim is no use to the rest, which needs all of it.
  const callers = callersOf(calls);
  const unshared = closure([...slim], callers);
  const early = new Set([...functionsOf(first)].filter(([, { imported }]) => !imported).map(([name]) => name));
  const shared = [...early].filter((name) => !unshared.has(name) && lines.get(name) >= SHARED_FROM);

  const rest = read(module);
  share(first, rest, functions, shared);
  const numbers = numbersIn(first.emitText());
  const [emitted, objects] = [{ first: emit(first, { early: true }), rest: emit(rest) }, objectsOf(bytes)];
  const [named, parts] = ['named', 'plain'].map((form) => moveLateData(emitted.first[form], emitted.rest[form], objects, numbers));
  return { ...parts, named, contents: { first: contentsOf(named.first), rest: contentsOf(named.rest) }, spots: spots.length, reached: reached.size, shared: shared.length };
}

function spotsIn(module, inside) {
  const spots = [];
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const func = module.getFunctionByIndex(index);
    const { name, module: from } = binaryen.getFunctionInfo(func);
    if (from !== '') continue;
    for (const spot of spotsOf(module, func, { inside: inside(name) })) spots.push({ name, spot });
  }
  return spots;
}

/** All that can be reached from `names`. */
function closure(names, next) {
  const all = new Set();
  const open = [...names];
  while (open.length) {
    const name = open.pop();
    if (all.has(name)) continue;
    all.add(name);
    open.push(...(next.get(name) ?? []));
  }
  return all;
}

function callersOf(calls) {
  const callers = new Map();
  for (const [caller, called] of calls) {
    for (const name of called) callers.set(name, [...(callers.get(name) ?? []), caller]);
  }
  return callers;
}

function read(bytes) {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  return module;
}

function functionsOf(module) {
  const functions = new Map();
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const info = binaryen.getFunctionInfo(module.getFunctionByIndex(index));
    functions.set(info.name, { ...info, imported: info.module !== '' });
  }
  return functions;
}

/** A name in the text form. */
const NAME = String.raw`\$("(?:[^"\\]|\\.)*"|[^\s()]+)`;

/** The direct calls of each function, how many instructions it has, and which look through hash tables. */
function callsIn(text) {
  const begins = new RegExp(String.raw`^ \(func ${NAME}`);
  const calls = new RegExp(String.raw`\((?:call|return_call|ref\.func) ${NAME}`, 'g');
  const [of, lines, hashing] = [new Map(), new Map(), new Set()];
  let current;
  for (const line of text.split('\n')) {
    const begin = line.match(begins);
    if (begin) of.set((current = bare(begin[1])), new Set());
    else if (/^ \(/.test(line)) current = undefined;
    if (current === undefined) continue;
    lines.set(current, (lines.get(current) ?? 0) + 1);
    if (line.includes(HASHES)) hashing.add(current);
    for (const [, name] of line.matchAll(calls)) of.get(current).add(bare(name));
  }
  return { calls: of, lines, hashing };
}

/** Every number that stands in a module: among them, all addresses that its functions know. */
function numbersIn(text) {
  return new Set(Array.from(text.matchAll(/(?:i32\.const |offset=)(\d+)/g), ([, number]) => Number(number)));
}

/** A name as the interface has it: the text form escapes what is no letter. */
function bare(name) {
  const inside = name.startsWith('"') ? name.slice(1, -1) : name;
  return inside.replace(/\\([0-9a-f]{2})|\\(.)/g, (_, hex, plain) => (hex ? String.fromCharCode(parseInt(hex, 16)) : plain));
}

function segmentsIn(module) {
  return Array.from({ length: module.getNumElementSegments() }, (_, index) => {
    const segment = binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(index));
    const { name, table, data: functions } = segment;
    return { name, table, functions, offset: binaryen.getExpressionInfo(segment.offset).value };
  });
}

/** Memory, tables, stack pointer and functions of the first part, for the rest. */
function share(first, rest, functions, shared) {
  let count = 0;
  const link = (give, take) => {
    const alias = `$${(count++).toString(36)}`;
    give(alias);
    take(alias);
  };
  const tables = segmentsIn(rest);
  for (const { name } of tables) rest.removeElementSegment(name);
  for (const name of shared) {
    const { params, results } = functions.get(name);
    rest.removeFunction(name);
    link(
      (alias) => first.addFunctionExport(name, alias),
      (alias) => rest.addFunctionImport(name, 'first', alias, params, results),
    );
  }
  for (let index = first.getNumGlobals(); index-- > 0; ) {
    const { name, type, mutable } = binaryen.getGlobalInfo(first.getGlobalByIndex(index));
    rest.removeGlobal(name);
    link(
      (alias) => first.addGlobalExport(name, alias),
      (alias) => rest.addGlobalImport(name, 'first', alias, type, mutable),
    );
  }
  for (let index = first.getNumTables(); index-- > 0; ) {
    const { name } = binaryen.getTableInfo(first.getTableByIndex(index));
    link(
      (alias) => first.addTableExport(name, alias),
      (alias) => rest.addTableImport(name, 'first', alias),
    );
  }
  for (const { name, table, functions, offset } of tables) {
    rest.addActiveElementSegment(table, name, functions, rest.i32.const(offset));
  }
  const memory = first.getMemoryInfo();
  // Setting the memory anew takes the data out: the first part has brought it.
  rest.setMemory(memory.initial, memory.max ?? -1, null, []);
  rest.addMemoryImport('0', 'first', 'memory');
  // The element looks for this very name to know that there is a rest.
  first.addMemoryExport('0', 'rest');
}

/** Made as small as Binaryen can; once with names, for who counts or looks for something, and once without. */
function emit(module, { early = false } = {}) {
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  // Rust keeps the first kilobyte of memory free: offsets can be folded.
  binaryen.setLowMemoryUnused(true);
  module.runPasses(['remove-unused-module-elements']);
  module.optimize();
  if (early) {
    // What was cut out leaves blocks behind that better nest otherwise.
    module.runPasses(['flatten', 'rereloop']);
    module.optimize();
  }
  if (!module.validate()) throw new Error('split-wasm: a part is not valid');
  binaryen.setDebugInfo(true);
  const named = module.emitBinary();
  binaryen.setDebugInfo(false);
  module.runPasses(['strip-debug', 'strip-producers', 'strip-target-features']);
  return { named, plain: module.emitBinary() };
}
