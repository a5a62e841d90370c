// Trunk runs this after each build, before the result becomes `dist/`. It renames what Yew leaves on
// DOM nodes and, in release, minifies and compresses.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const GLUE = 'azure-connect.js';
const TARGETS = ['chrome97', 'firefox102', 'safari16.4'];
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.wasm']);

const staging = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
const release = process.env.TRUNK_PROFILE === 'release' || process.argv.includes('--release');
if (!staging) throw new Error('finish-bundle: Trunk sets TRUNK_STAGING_DIR; by hand: finish-bundle.mjs DIRECTORY [--release]');

await renameYewMarks(join(staging, GLUE));
await takeOutBuildNotes(join(staging, 'index.html'));
if (release) {
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

/** Trunk leaves its own link in the page when it injects no loader. */
async function takeOutBuildNotes(path) {
  const page = await readFile(path, 'utf8');
  await writeFile(path, page.replace(/[ \t]*<link[^>]*\sdata-trunk[\s>][^>]*>\n?|[ \t]*<!--[^]*?-->\n?|^[ \t]+\n/gm, ''));
}

async function minify(files) {
  const esbuild = await import('esbuild').catch(() => {
    throw new Error('finish-bundle: esbuild is missing; `npm ci --prefix tools` brings it');
  });
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
