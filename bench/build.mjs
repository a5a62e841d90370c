// Makes one directory for each page: bundled, minified, and compressed with brotli.
//
//     node build.mjs --out DIR --package TARBALL --yew NAME=DIR …
//
// The tarball is `cargo xtask pack`'s; a `--yew` is what wasm-bindgen made.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build } from 'esbuild';
import { PAGES } from './pages.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values: options } = parseArgs({
  options: { out: { type: 'string' }, package: { type: 'string' }, yew: { type: 'string', multiple: true, default: [] } },
});
const made = new Map(options.yew.map((pair) => pair.split('=')));

const json = async (path) => JSON.parse(await readFile(join(here, path), 'utf8'));
const texts = await json('../data/texts/en.json');
const words = Object.fromEntries(
  Object.entries(await json('words.json')).map(([name, key]) => [name, texts[key].replace('{platform}', 'Harbor Demo')]),
);

/** `import words from 'words'` */
const wordsPlugin = {
  name: 'words',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^words$/ }, () => ({ path: 'words', namespace: 'words' }));
    onLoad({ filter: /./, namespace: 'words' }, () => ({ contents: JSON.stringify(words), loader: 'json' }));
  },
};

async function bundle(entry, directory, more = {}) {
  await build({
    entryPoints: { app: entry },
    outdir: directory,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome97', 'firefox102', 'safari16.4'],
    define: { 'process.env.NODE_ENV': '"production"' },
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'warning',
    absWorkingDir: here,
    plugins: [wordsPlugin],
    ...more,
  });
}

/** The files of a directory that end so. */
const endingIn = async (directory, ending) => (await readdir(directory)).filter((name) => name.endsWith(ending));

const SOURCES = {
  async script(page, directory) {
    await bundle(join(here, 'pages', page.entry), directory);
  },
  async yew(page, directory) {
    const from = made.get(page.yew);
    await copyFile(join(from, 'page_bg.wasm'), join(directory, 'page_bg.wasm'));
    const contents = "import init from './page.js'; init();";
    await bundle(undefined, directory, { entryPoints: undefined, stdin: { contents, resolveDir: from }, outdir: undefined, outfile: join(directory, 'app.js') });
  },
  async element(page, directory) {
    const from = join(options.out, 'package');
    for (const name of await endingIn(from, '.wasm')) await copyFile(join(from, name), join(directory, name));
    await bundle(join(here, 'pages', page.entry), directory, { alias: { 'azure-connect/define': join(from, 'define.js') } });
    await copyFile(join(here, '../www/profiles/demo.json'), join(directory, 'profile.json'));
  },
};

const preload = (name) => `<link rel="preload" href="/${name}" as="fetch" crossorigin />`;

async function html(page, directory) {
  const wasm = await endingIn(directory, '.wasm');
  const links = [
    ...(page.sheet ? ['<link rel="stylesheet" href="/plain.css" />'] : []),
    // As Trunk writes them.
    ...(page.yew ? ['<link rel="modulepreload" href="/app.js" />', preload(wasm[0])] : []),
    // As docs/embedding says for those who want the last of the time.
    ...(page.preload ? [preload(wasm.find((name) => name.includes('_bg.'))), preload('profile.json')] : []),
    '<script type="module" src="/app.js"></script>',
  ];
  const body = page.element ? '<azure-connect profile="/profile.json"></azure-connect>' : '';
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>Connect Azure</title>
    ${links.join('\n    ')}
  </head>
  <body>${body}</body>
</html>
`;
}

const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.wasm']);

async function compress(directory) {
  const brotli = promisify(brotliCompress);
  for (const name of await readdir(directory)) {
    if (!COMPRESSED.has(extname(name))) continue;
    const content = await readFile(join(directory, name));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    await writeFile(join(directory, `${name}.br`), await brotli(content, { params }));
  }
}

await rm(options.out, { recursive: true, force: true });
await mkdir(options.out, { recursive: true });
await promisify(execFile)('tar', ['-xzf', options.package, '-C', options.out]);
for (const page of PAGES) {
  const directory = join(options.out, page.name);
  await mkdir(directory, { recursive: true });
  await SOURCES[page.source](page, directory);
  if (page.sheet) {
    await build({ entryPoints: [join(here, 'pages/plain.css')], outdir: directory, minify: true, logLevel: 'warning' });
  }
  await writeFile(join(directory, 'index.html'), await html(page, directory));
  await compress(directory);
}
