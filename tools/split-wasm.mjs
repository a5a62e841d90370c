// Cuts the linked wasm in two: what the first step runs, and the rest, which arrives later.
//
// Both parts share one memory, one stack and one function table. A function of the rest that the
// first part mentions stays there as a stub that calls through the table `rest`; the rest, when it is
// instantiated, puts the real functions into it. What belongs to the rest is not guessed: it is all
// that can be reached through the gates below and in no other way, and the shell opens the gates only
// when the rest has arrived (src/shell/rest.rs).
import binaryen from 'binaryen';
import { moveLateData, objectsOf, withoutNotes } from './late-data.mjs';

/** Functions that run only once the rest is there. */
const GATES = [
  /shell::app::App>?::(handle|begin|move_focus|paste_into|paste_subscriptions|show_script|show_key|unlisten)$/,
  /shell::view::stage::later_(panel|words|lead|chooser|problems|care|connections)$/,
  /shell::view::scene::Scene>?::later_key$/,
  /shell::view::foot::later_back$/,
  /shell::style::complete$/,
];
/**
 * Behind vtables and in tables of functions no call can be followed. These are made behind the gates only:
 * futures of requests, listeners of later steps, readers of what is pasted.
 */
const BEHIND_GATES = [
  /shell::http::(client|courier|discovery|foreign|receive)/,
  /shell::app::App>?::(submit|poll_in|tick|copy|forget_keys|say|look_back|role_file|look_up|ask_federation|ask_certificate|speak_template|care_(read|update|verify|delete)|search|clear_clipboard|listen)/,
  /shell::view::(keys|role_(allows|existing|file)|certificate_panel|federation_panel|script_(step|options)|subscription_(chooser|fields)|extra_fields|problems|care|support)/,
  /^<?azure_connect::paste::/,
];

const { Features: F } = binaryen;
const FEATURES =
  F.BulkMemory | F.BulkMemoryOpt | F.Multivalue | F.MutableGlobals | F.NontrappingFPToInt | F.ReferenceTypes | F.SignExt | F.CallIndirectOverlong;

/** `bytes` must carry function names. Answers with the two parts, without names. */
export function splitWasm(bytes) {
  const module = withoutNotes(bytes);
  const first = read(module);
  const rest = read(module);
  const functions = functionsOf(first);
  const text = first.emitText();
  const calls = callsIn(text);
  const late = lateFunctions(functions, calls);
  const early = [...functions.keys()].filter((name) => !late.has(name));
  const mentioned = new Set([...calls.roots, ...early.flatMap((name) => [...(calls.of.get(name) ?? [])])]);
  const stubs = [...late].filter((name) => mentioned.has(name));
  const used = new Set([...late].flatMap((name) => [...calls.of.get(name)]).filter((name) => !late.has(name)));

  leaveStubs(first, functions, late, stubs);
  keepLate(rest, functions, late, stubs);
  share(first, rest, functions, used);
  const numbers = numbersIn(text, new Set(early));
  const parts = moveLateData(emit(first), emit(rest), objectsOf(bytes), numbers);
  return { ...parts, late: late.size, stubs: stubs.length, used: used.size };
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
    functions.set(info.name, { ...info, plain: plainName(info.name), imported: info.module !== '' });
  }
  return functions;
}

/** Names as written in the source: without hashes and generic arguments' own. */
function plainName(name) {
  return name.replace(/\[[0-9a-f]+\]/g, '').replace(/::h[0-9a-f]{16}$/, '').replace(/\.\d+$/, '');
}

/** What can be reached through the gates only. */
function lateFunctions(functions, calls) {
  const named = (patterns) => (name) => patterns.some((pattern) => pattern.test(functions.get(name).plain));
  for (const gate of GATES) {
    if (![...functions.keys()].some(named([gate]))) throw new Error(`split-wasm: no function is named like ${gate}`);
  }
  const isGate = named(GATES);
  // What ends a listener is alike for many of them: the linker keeps one, under the name of any.
  const endsListener = named([/^core::ptr::drop_in_place::<.*::(batch_)?callback/]);
  const open = calls.roots.filter((name) => endsListener(name) || !named(BEHIND_GATES)(name));
  const early = new Set();
  while (open.length) {
    const name = open.pop();
    if (early.has(name) || isGate(name)) continue;
    early.add(name);
    open.push(...(calls.of.get(name) ?? []));
  }
  const late = [...functions].filter(([name, { imported }]) => !imported && !early.has(name));
  return new Set(late.map(([name]) => name));
}

/** A name in the text form. */
const NAME = String.raw`\$("(?:[^"\\]|\\.)*"|[^\s()]+)`;

/** The direct calls of each function, and what can be called from outside or through the table. */
function callsIn(text) {
  const begins = new RegExp(String.raw`^ \(func ${NAME}`);
  const calls = new RegExp(String.raw`\((?:call|return_call|ref\.func) ${NAME}`, 'g');
  const mentions = new RegExp(NAME, 'g');
  const of = new Map();
  const roots = new Set();
  let current;
  for (const line of text.split('\n')) {
    const begin = line.match(begins);
    if (begin) of.set((current = bare(begin[1])), new Set());
    else if (/^ \((elem|export|start)/.test(line)) {
      current = undefined;
      for (const [, name] of line.matchAll(mentions)) roots.add(bare(name));
    } else if (current !== undefined) {
      for (const [, name] of line.matchAll(calls)) of.get(current).add(bare(name));
    }
  }
  return { of, roots: [...roots].filter((name) => of.has(name)) };
}

/** Every number that stands in these functions: among them, all addresses that they know. */
function numbersIn(text, functions) {
  const begins = new RegExp(String.raw`^ \(func ${NAME}`);
  const numbers = new Set();
  let counts = false;
  for (const line of text.split('\n')) {
    const begin = line.match(begins);
    if (begin) counts = functions.has(bare(begin[1]));
    else if (/^ \(/.test(line)) counts = /^ \(global/.test(line);
    if (counts) for (const [, number] of line.matchAll(/(?:i32\.const |offset=)(\d+)/g)) numbers.add(Number(number));
  }
  return numbers;
}

/** A name as the interface has it: the text form escapes what is no letter. */
function bare(name) {
  const inside = name.startsWith('"') ? name.slice(1, -1) : name;
  return inside.replace(/\\([0-9a-f]{2})|\\(.)/g, (_, hex, plain) => (hex ? String.fromCharCode(parseInt(hex, 16)) : plain));
}

/** In the first part, a function of the rest is a call through the table, or gone. */
function leaveStubs(first, functions, late, stubs) {
  first.addTable('rest', stubs.length, stubs.length, binaryen.funcref);
  for (const name of late) first.removeFunction(name);
  stubs.forEach((name, slot) => {
    const { params, results } = functions.get(name);
    const operands = binaryen.expandType(params).map((type, index) => first.local.get(index, type));
    first.addFunction(name, params, results, [], first.call_indirect('rest', first.i32.const(slot), operands, params, results));
  });
}

/** The rest keeps its own functions and puts those that the first part calls into the table. */
function keepLate(rest, functions, late, stubs) {
  for (let count = rest.getNumElementSegments(); count > 0; count--) {
    rest.removeElementSegment(binaryen.getElementSegmentInfo(rest.getElementSegmentByIndex(0)).name);
  }
  while (rest.getNumExports() > 0) rest.removeExport(binaryen.getExportInfo(rest.getExportByIndex(0)).name);
  for (const name of functions.keys()) {
    if (!late.has(name)) rest.removeFunction(name);
  }
  rest.addTable('rest', stubs.length, stubs.length, binaryen.funcref);
  rest.addActiveElementSegment('rest', 'stubs', stubs, rest.i32.const(0));
}

/** Memory, tables, stack pointer and functions of the first part, for the rest. */
function share(first, rest, functions, used) {
  let count = 0;
  const link = (give, take) => {
    const alias = `$${(count++).toString(36)}`;
    give(alias);
    take(alias);
  };
  for (const name of used) {
    const { params, results } = functions.get(name);
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
    // The element looks for this very name to know that there is a rest.
    const give = (alias) => first.addTableExport(name, name === 'rest' ? 'rest' : alias);
    link(give, (alias) => rest.addTableImport(name, 'first', name === 'rest' ? 'rest' : alias));
  }
  const memory = first.getMemoryInfo();
  // Setting the memory anew takes the data out: the first part has brought it.
  rest.setMemory(memory.initial, memory.max ?? -1, null, []);
  rest.addMemoryImport('0', 'first', 'memory');
}

/** Made as small as Binaryen can, and without names. */
function emit(module) {
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  // Rust keeps the first kilobyte of memory free: offsets can be folded.
  binaryen.setLowMemoryUnused(true);
  binaryen.setDebugInfo(false);
  module.runPasses(['remove-unused-module-elements']);
  module.optimize();
  module.runPasses(['strip-debug', 'strip-producers', 'strip-target-features']);
  if (!module.validate()) throw new Error('split-wasm: a part is not valid');
  return module.emitBinary();
}
