// Cuts the linked wasm in two: what the first step runs, and the rest, which arrives later.
//
// Both parts share one memory, one stack and one function table. A function of the rest that the
// first part mentions stays there as a stub that calls through the table `rest`; the rest, when it is
// instantiated, puts the real functions into it. What belongs to the rest is not guessed: it is all
// that can be reached through the gates below and in no other way, and the shell opens the gates only
// when the rest has arrived (src/shell/rest.rs).
import binaryen from 'binaryen';

/** Functions that run only once the rest is there. */
const GATES = [
  /shell::app::App>?::(handle|begin|move_focus)$/,
  /shell::view::stage::later_(panel|words)$/,
];
/** Behind vtables no call can be followed. These are made behind the gates only: futures of requests. */
const BEHIND_GATES = [/shell::http::(client|courier|foreign|receive)/, /shell::app::App>?::(submit|poll_in|tick|copy|say)/];

const { Features: F } = binaryen;
const FEATURES =
  F.BulkMemory | F.BulkMemoryOpt | F.Multivalue | F.MutableGlobals | F.NontrappingFPToInt | F.ReferenceTypes | F.SignExt | F.CallIndirectOverlong;

/** `bytes` must carry function names. Answers with the two parts, without names. */
export function splitWasm(bytes) {
  const first = read(bytes);
  const rest = read(bytes);
  const functions = functionsOf(first);
  const late = lateFunctions(first, functions);
  if (late.size < 100) throw new Error(`split-wasm: only ${late.size} functions could wait; are the gates still named so?`);

  const stubs = keepStubs(first, functions, late);
  takeOver(rest, functions, late, stubs);
  const shared = shareFirst(first, rest, functions, late);
  finish(first);
  finish(rest);
  return { first: first.emitBinary(), rest: rest.emitBinary(), functions: late.size, shared };
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
function lateFunctions(module, functions) {
  const text = module.emitText();
  const calls = callsIn(text);
  const isGate = (name) => GATES.some((gate) => gate.test(functions.get(name).plain));
  const roots = new Set(calls.roots);
  for (const name of roots) {
    if (BEHIND_GATES.some((gate) => gate.test(functions.get(name).plain))) roots.delete(name);
  }
  const early = new Set();
  const open = [...roots];
  while (open.length) {
    const name = open.pop();
    if (early.has(name) || isGate(name)) continue;
    early.add(name);
    open.push(...(calls.of.get(name) ?? []));
  }
  const gates = [...functions.keys()].filter(isGate);
  for (const gate of GATES) {
    if (!gates.some((name) => gate.test(functions.get(name).plain))) throw new Error(`split-wasm: nothing is named like ${gate}`);
  }
  return new Set([...functions].filter(([name, info]) => !info.imported && !early.has(name)).map(([name]) => name));
}

/** The direct calls of each function, and who is called from outside or through the table. */
function callsIn(text) {
  const of = new Map();
  const roots = new Set();
  let current;
  for (const line of text.split('\n')) {
    const start = line.match(/^ \(func \$(\S+)/);
    if (start) of.set((current = unescape_(start[1])), new Set());
    if (/^ \((elem|export|start)/.test(line)) {
      current = undefined;
      for (const [, name] of line.matchAll(/\$("[^"]*"|[^\s()]+)/g)) roots.add(unescape_(name));
      continue;
    }
    if (!current) continue;
    for (const [, name] of line.matchAll(/\((?:call|ref\.func) \$("[^"]*"|[^\s()]+)/g)) of.get(current).add(unescape_(name));
  }
  return { of, roots: [...roots].filter((name) => of.has(name)) };
}

function unescape_(name) {
  return name.replace(/^"|"$/g, '').replace(/\\([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}
