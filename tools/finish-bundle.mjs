// Trunk runs this after each build, before the result becomes `dist/`. It renames what Yew leaves on
// DOM nodes and, in release, minifies and compresses.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { digestOf, filesOf, languages, pseudoLanguages } from './languages.mjs';

const GLUE = 'azure-connect.js';
const WASM = 'azure-connect_bg.wasm';
const REST = 'azure-connect_rest.wasm';
const TARGETS = ['chrome97', 'firefox102', 'safari16.4'];
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.wasm']);

const staging = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
const release = process.env.TRUNK_PROFILE === 'release' || process.argv.includes('--release');
if (!staging) throw new Error('finish-bundle: Trunk sets TRUNK_STAGING_DIR; by hand: finish-bundle.mjs DIRECTORY [--release]');

await renameYewMarks(join(staging, GLUE));
await makeInstances(join(staging, GLUE));
await takeOutBuildNotes(join(staging, 'index.html'));
await addLanguages(join(staging, 'element/assets.mjs'));
if (release) {
  await shortenLinks(join(staging, GLUE), join(staging, WASM));
  await split(join(staging, WASM), join(staging, REST), { gluePath: join(staging, GLUE), profiles: join(staging, 'profiles') });
  await bundleElement(join(staging, 'element'));
  const files = await filesBelow(staging);
  await minify(files);
  await compress(files);
}

/**
 * Yew numbers its subtrees from one in every instance and keeps the number on the node under a fixed
 * name. Inside a page that runs Yew itself, each would take the other's nodes for its own and fire
 * its handlers; a name of our own keeps them apart. The names occur in the glue only.
 */
async function renameYewMarks(path) {
  const glue = await readFile(path, 'utf8');
  const renamed = glue.replaceAll('__yew_', '__azc_');
  if (renamed === glue && !glue.includes('__azc_')) {
    throw new Error(`finish-bundle: no "__yew_" in ${GLUE}. Where does Yew keep its marks now? They must not clash with the page's own Yew.`);
  }
  await writeFile(path, renamed);
}

/**
 * The glue is a module with one instance of the wasm in its variables. Here it becomes a function that makes one,
 * so that a page can have another when the first has trapped, and that lets the element guard what enters it.
 */
async function makeInstances(path) {
  let glue = await readFile(path, 'utf8');
  const change = (what, into) => {
    const changed = glue.replace(what, into);
    if (changed === glue) throw new Error(`finish-bundle: no ${what} in ${GLUE}`);
    glue = changed;
  };
  const exported = [...glue.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  change(/^function initSync[^]*?^}\n/m, '');
  change(/^export \{ initSync, __wbg_init as default \};\n?/m, '');
  change(/^export /gm, '');
  // The element names the wasm; a name in here would make bundlers bring it twice.
  change(/^ *if \(module_or_path === undefined\) \{\n.*import\.meta\.url.*\n *\}\n/m, '');
  change('wasm = instance.exports;', 'wasm = guarded(instance.exports);');
  const init = 'async (module_or_path) => (await __wbg_init({ module_or_path }), wasmInstance.exports)';
  // The rest takes over: it is the whole program, in the memory of the first part.
  const add = `async (bytes) => {
    const { instance } = await WebAssembly.instantiate(bytes, { ...__wbg_get_imports(), first: wasmInstance.exports });
    wasm = guarded(instance.exports);
    return instance.exports;
  }`;
  await writeFile(path, `export default function (guarded) {\n${glue}\nreturn { init: ${init}, add: ${add}, ${exported.join(', ')} };\n}\n`);
}

/** Trunk leaves its own link in the page when it injects no loader. */
async function takeOutBuildNotes(path) {
  const page = await readFile(path, 'utf8');
  await writeFile(path, page.replace(/[ \t]*<link[^>]*\sdata-trunk[\s>][^>]*>\n?|[ \t]*<!--[^]*?-->\n?|^[ \t]+\n/gm, ''));
}

/** The tables of languages, and the element's list of them, with digests in the release. */
async function addLanguages(path) {
  await mkdir(join(staging, 'texts'), { recursive: true });
  const entries = [];
  for (const [language, digested] of [...(await languages()).map((one) => [one, release]), ...(await pseudoLanguages()).map((one) => [one, false])]) {
    for (const [name, content] of Object.entries(filesOf(language))) await writeFile(join(staging, name), content);
    entries.push(`'${language[0]}': '${digested ? digestOf(language[1].first).replace('sha256-', '') : ''}'`);
  }
  const source = await readFile(path, 'utf8');
  const made = `
const asset = (name, digest) => ({ name, integrity: digest && 'sha256-' + digest, url: new URL('../' + name, import.meta.url) });
const table = ([tag, digest]) => [tag, { first: asset('texts/' + tag + '_first.json', digest), whole: asset('texts/' + tag + '.json') }];
export const TEXTS = Object.fromEntries(Object.entries({ ${entries.join(', ')} }).map(table));`;
  const filled = source.replace('export const TEXTS = {};', () => made.trim());
  if (filled === source) throw new Error(`finish-bundle: no "export const TEXTS = {};" in ${path}`);
  await writeFile(path, filled);
}

/**
 * wasm-bindgen links the wasm and its glue by 170 names, each with a hash of 16 digits, which no
 * compression makes shorter. Nobody else reads them, so both sides get short ones. Names without a
 * hash are the widget's interface and stay.
 */
async function shortenLinks(gluePath, wasmPath) {
  const wasm = await readFile(wasmPath);
  const short = new Map();
  const rename = (name) => {
    if (!/_[0-9a-f]{16}(_|$)/.test(name)) return name;
    if (!short.has(name)) short.set(name, `_${short.size.toString(36)}`);
    return short.get(name);
  };
  const renamed = renameLinks(wasm, rename);
  const [before, after] = [wasm, renamed].map((bytes) => new WebAssembly.Module(bytes));
  const kinds = (module) => WebAssembly.Module.imports(module).map(({ kind }) => kind).join();
  if (kinds(before) !== kinds(after)) throw new Error('finish-bundle: the imports of the wasm did not survive their renaming');
  const glue = await readFile(gluePath, 'utf8');
  const missed = new Set(short.keys());
  const relinked = glue.replace(/[\w$]+/g, (word) => {
    missed.delete(word);
    return short.get(word) ?? word;
  });
  if (missed.size > 0) throw new Error(`finish-bundle: not in ${GLUE}, but linked by the wasm: ${[...missed].join(', ')}`);
  await writeFile(wasmPath, renamed);
  await writeFile(gluePath, relinked);
}

/** The module with other names in its import and export sections (WebAssembly core specification, 5.5). */
function renameLinks(wasm, rename) {
  const [IMPORTS, EXPORTS] = [2, 7];
  let at = 8;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = wasm[at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte > 127);
    return value;
  };
  const bytes = (count) => wasm.subarray(at, (at += count));
  const copied = (read) => {
    const from = at;
    read();
    return wasm.subarray(from, at);
  };
  const limits = () => {
    const flags = number();
    number();
    if (flags & 1) number();
  };
  const descriptions = [
    () => number(),
    () => (bytes(1), limits()),
    limits,
    () => bytes(2),
    () => (bytes(1), number()),
  ];
  const described = () => {
    const describe = descriptions[number()];
    if (!describe) throw new Error('finish-bundle: the wasm imports something unknown');
    describe();
  };
  const name = () => bytes(number()).toString();
  const written = (text) => Buffer.concat([leb(Buffer.byteLength(text)), Buffer.from(text)]);
  const parts = [wasm.subarray(0, 8)];
  while (at < wasm.length) {
    const id = wasm[at++];
    const size = number();
    if (id !== IMPORTS && id !== EXPORTS) {
      parts.push(Buffer.of(id), leb(size), bytes(size));
      continue;
    }
    const count = number();
    const section = [leb(count)];
    for (let index = 0; index < count; index++) {
      if (id === IMPORTS) section.push(written(name()));
      section.push(written(rename(name())), copied(id === IMPORTS ? described : () => (number(), number())));
    }
    const body = Buffer.concat(section);
    parts.push(Buffer.of(id), leb(body.length), body);
  }
  return Buffer.concat(parts);
}

/** A number as WebAssembly writes it. */
function leb(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Buffer.of(...bytes, value);
}

/** What the first screen does not run arrives after it. */
async function split(wasmPath, restPath, start) {
  const { splitWasm } = await import('./split-wasm.mjs');
  const { first, rest, named, contents, ...counts } = await splitWasm(await readFile(wasmPath), start);
  for (const part of [first, rest]) new WebAssembly.Module(part);
  await writeFile(wasmPath, first);
  await writeFile(restPath, rest);
  await noteContents({ first, rest, named, contents });
  console.log(`finish-bundle: ${counts.reached} of ${counts.spots} spots are seen at the start; ${counts.shared} functions are shared, ${counts.moved} bytes of memory come late`);
}

/**
 * What the parts are made of, for `cargo xtask size`, with the digest by which it knows that it is of this build; and
 * the parts with names, for who looks for more. Neither is part of what ships.
 */
async function noteContents({ first, rest, named, contents }) {
  const directory = join(process.env.CARGO_TARGET_DIR ?? 'target', 'wasm-parts');
  const digest = createHash('sha256').update(first).update(rest).digest('hex');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'contents.json'), JSON.stringify({ digest, ...contents }));
  await writeFile(join(directory, 'first.named.wasm'), named.first);
  await writeFile(join(directory, 'rest.named.wasm'), named.rest);
}

/**
 * The element is one file to fetch, the glue in it, and knows the digests of the wasm that it was built with: parts of
 * different releases, as a cache may hand them out, do not run.
 */
async function bundleElement(directory) {
  const esbuild = await getEsbuild();
  const assets = join(directory, 'assets.mjs');
  let source = await readFile(assets, 'utf8');
  for (const name of [WASM, REST]) {
    const digest = digestOf(await readFile(join(staging, name)));
    source = source.replace(`import.meta.url) };`, `import.meta.url), integrity: '${digest}' };`);
  }
  await writeFile(assets, source);
  const index = join(directory, 'index.mjs');
  const built = await esbuild.build({ entryPoints: [index], bundle: true, format: 'esm', target: TARGETS, write: false });
  for (const name of await readdir(directory)) {
    if (name.endsWith('.mjs') && name !== 'define.mjs') await rm(join(directory, name));
  }
  await writeFile(index, built.outputFiles[0].text);
}

function getEsbuild() {
  return import('esbuild').catch(() => {
    throw new Error('finish-bundle: esbuild is missing; `npm ci --prefix tools` brings it');
  });
}

async function minify(files) {
  const esbuild = await getEsbuild();
  for (const path of files) {
    const loader = { '.css': 'css', '.js': 'js', '.mjs': 'js' }[extname(path)];
    if (!loader) continue;
    const { code } = await esbuild.transform(await readFile(path, 'utf8'), {
      loader,
      minify: true,
      target: TARGETS,
      legalComments: 'none',
      charset: 'utf8',
      sourcefile: relative(staging, path),
    });
    await writeFile(path, code);
  }
}

/** Made here once at the highest quality, so that no server spends time on it and all measure the same. */
async function compress(files) {
  const brotli = promisify(brotliCompress);
  await Promise.all(
    files
      .filter((path) => COMPRESSED.has(extname(path)))
      .map(async (path) => {
        const content = await readFile(path);
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        };
        await writeFile(`${path}.br`, await brotli(content, { params }));
      }),
  );
}

async function filesBelow(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
