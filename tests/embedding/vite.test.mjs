// What the quick start and the package's front page say, done by a script in an empty Vite project.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launch, openPage } from '../e2e/fixtures/browser.mjs';
import { root } from '../e2e/fixtures/places.mjs';
import { scratch, tarball } from '../package/fixtures/package.mjs';
import { startSite } from './fixtures/site.mjs';
import { samples } from './fixtures/samples.mjs';

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
};

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A project with Vite and nothing else, and a shell in it. `npm install azure-connect` takes the package under test. */
async function emptyProject(t) {
  const directory = scratch(t);
  await cp(join(root, 'tests/embedding/vite'), directory, { recursive: true });
  const shell = async (line) => {
    const command = line.replace(/(?<=^npm install )azure-connect$/, tarball);
    await promisify(execFile)('sh', ['-c', command], { cwd: directory, timeout: 180_000 });
  };
  await shell('npm ci --no-audit --no-fund');
  return { directory, shell, write: async (path, text) => (await mkdir(dirname(join(directory, path)), { recursive: true }), writeFile(join(directory, path), text)) };
}

/** Opens what Vite built, goes past the first step and types. */
async function opens(t, directory) {
  const built = join(directory, 'dist');
  const site = await startSite(built, { '/': await readFile(join(built, 'index.html'), 'utf8'), '/favicon.ico': '' }, HEADERS);
  t.after(site.stop);
  const visit = await openPage(browser, site.url);
  t.after(() => visit.close());
  await visit.ready();
  await visit.widget.getByRole('radio', { name: /^I have the values/ }).check();
  await visit.widget.getByRole('button', { name: 'Continue', exact: true }).click();
  await visit.widget.getByLabel('Directory (tenant) ID', { exact: true }).fill('contoso.com');
  visit.untroubled();
}

test('the quick start, line by line', async (t) => {
  const project = await emptyProject(t);
  const steps = samples.filter(({ kind, page }) => kind === 'vite' && page === 'README.md');
  assert.ok(steps.length >= 4);
  for (const { value, code } of steps) {
    if (value) await project.write(value, code);
    else for (const line of code.trim().split('\n')) await project.shell(line);
  }
  await opens(t, project.directory);
});

test('the front page of the package, line by line', async (t) => {
  const project = await emptyProject(t);
  const page = await readFile(join(root, 'npm/README.md'), 'utf8');
  const first = (language) => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(page)[1];
  for (const line of first('sh').trim().split('\n')) await project.shell(line);
  await project.write('index.html', '<!doctype html><html lang="en"><body><main id="azure"></main><script type="module" src="/main.js"></script></body></html>');
  await project.write('main.js', first('js'));
  await project.shell('npx vite build');
  await opens(t, project.directory);
});
