// The scripts of the npm package, made by esbuild of the element's sources and of the release's glue.
import { join } from 'node:path';
import esbuild from 'esbuild';

/** File names in a package have no hyphen before what wasm-bindgen adds, as crates do. */
export const FIRST = 'azure_connect_bg.wasm';
export const REST = 'azure_connect_rest.wasm';

/**
 * `index.js`. The wasm and the tables of languages lie beside it, under the digests that the loader holds them to. A
 * language is its tag and, for the first screen and for all, name and digest of a table; the first knows the digest of the
 * other.
 */
export async function indexOf(element, glue, digests, languages) {
  const asset = (name, integrity) =>
    // Bundlers look for this very form. It stands in a getter, since in a plain script `import.meta` says nothing.
    `{ name: '${name}', ${integrity ? `integrity: '${integrity}', ` : ''}get url() { return new URL('${name}', import.meta.url); } }`;
  const text = await bundle(join(element, 'index.mjs'), glue, [
    `export const FIRST = ${asset(FIRST, digests.first)};`,
    `export const REST = ${asset(REST, digests.rest)};`,
    `export const TEXTS = { ${languages.map(([tag, [first, whole]]) => `'${tag}': { first: ${asset(...first)}, whole: ${asset(whole[0])} }`).join(', ')} };`,
  ]);
  // Each once, or bundlers copy a file that nobody asks for.
  for (const name of [FIRST, REST, ...languages.flatMap(([, tables]) => tables.map(([name]) => name))]) {
    const times = text.split(`new URL("${name}",import.meta.url)`).length - 1;
    if (times !== 1) throw new Error(`pack: index.js names ${name} ${times} times for bundlers`);
  }
  const others = text.replaceAll(/new URL\("[\w./-]+",import\.meta\.url\)/g, '');
  if (others.includes('import.meta')) throw new Error('pack: index.js has an import.meta that bundlers do not know');
  return text;
}

/** `define.js`: the class of `index.js`, so that both can be imported. */
export function defineOf() {
  return 'import{AzureConnectElement}from"./index.js";AzureConnectElement.define();export{AzureConnectElement};\n';
}

/** `inline.js`: both parts of the wasm inside. No address of `data:` is fetched, which the policy would refuse. */
export async function inlineOf(element, glue, parts) {
  const asset = (name, bytes) => `{ name: '${name}', bytes: () => decoded('${bytes.toString('base64')}') }`;
  const assets = [
    'function decoded(text) { const letters = atob(text); const bytes = new Uint8Array(letters.length);',
    'for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at); return bytes; }',
    `export const FIRST = ${asset(FIRST, parts.first)};`,
    `export const REST = ${asset(REST, parts.rest)};`,
    // Nothing is fetched: a page gives the tables that it wants.
    'export const TEXTS = {};',
  ];
  const text = await bundle('inline', glue, assets, {
    stdin: {
      contents: "export * from './index.mjs'; import { AzureConnectElement } from './index.mjs'; AzureConnectElement.define();",
      resolveDir: element,
    },
  });
  if (text.includes('import.meta')) throw new Error('pack: inline.js asks where it lies');
  return text;
}

async function bundle(entry, glue, assets, { stdin } = {}) {
  const { outputFiles } = await esbuild.build({
    ...(stdin ? { stdin } : { entryPoints: [entry] }),
    bundle: true,
    format: 'esm',
    minify: true,
    target: ['chrome97', 'firefox102', 'safari16.4'],
    legalComments: 'none',
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
    plugins: [inPlaceOf('glue', /\/azure-connect\.js$/, glue), inPlaceOf('assets', /\/assets\.mjs$/, assets.join('\n'))],
  });
  return outputFiles[0].text;
}

function inPlaceOf(name, filter, contents) {
  return {
    name,
    setup(build) {
      build.onResolve({ filter }, () => ({ path: name, namespace: name }));
      build.onLoad({ filter: /./, namespace: name }, () => ({ contents }));
    },
  };
}
