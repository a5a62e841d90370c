// The crate in an app of somebody's own, and the npm package in the same page.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Admin } from '../e2e/fixtures/admin.mjs';
import { launch, openPage } from '../e2e/fixtures/browser.mjs';
import { all, root, target } from './fixtures/places.mjs';
import { freshProject } from './fixtures/project.mjs';
import { serve } from './fixtures/site.mjs';
import { acceptsTenant, useBrowser } from './fixtures/trial.mjs';

const visit = useBrowser();
const executed = promisify(execFile);
/** Made up. */
const VALUES = {
  tenantId: 'b7d5a0c2-4f61-4a3e-9c18-2e6f70d1a934',
  clientId: '3c9e1f84-72ab-4d05-8e6b-5a10c7f2d3b9',
  clientSecret: 'wT38Q~made-up-secret-value-1234567890ab',
  subscriptionId: 'e4a1c6d8-0b93-47f2-b5de-9f8071c2a6e3',
};

/** The crate as `cargo publish` would send it, in place of the registry's. */
async function addCrate(project) {
  const options = ['--package', 'azure-connect', '--no-verify', '--allow-dirty', '--quiet'];
  await executed('cargo', ['package', ...options], { cwd: root, env: { ...process.env, CARGO_TARGET_DIR: target } });
  const { stdout } = await executed('cargo', ['pkgid', '--package', 'azure-connect'], { cwd: root });
  const version = stdout.trim().split(/[#@]/).pop();
  const crate = join(target, 'package', `azure-connect-${version}.crate`);
  await executed('tar', ['-xzf', crate, '-C', project.path]);
  await mkdir(project.at('.cargo'));
  const path = JSON.stringify(project.at(`azure-connect-${version}`));
  // What is compiled of others' crates stays for the next time.
  const build = `[build]\ntarget-dir = ${JSON.stringify(target)}\nincremental = false\n`;
  const config = `[patch.crates-io]\nazure-connect = { path = ${path} }\n${build}`;
  await writeFile(project.at('.cargo/config.toml'), config);
}

if (all) {
  test('a Yew app with the crate’s component, and the npm package’s element inside it', async (t) => {
    const project = await freshProject(t, 'yew');
    await addCrate(project);
    // The same versions as here, wasm-bindgen's above all: it must be that of the program that makes the glue.
    await cp(join(root, 'Cargo.lock'), project.at('Cargo.lock'));
    await project.run('build');
    const site = await serve(t, project.at('dist'));
    const { page, admin } = await visit(t, `${site}/`, { others: /harbor/ });
    const component = new Admin({ page, widget: page.locator('div.azure-connect') });
    await page.getByText('Ready, step: route').waitFor();
    await acceptsTenant(component);
    await page.getByText('Ready, step: credential').waitFor();

    // Yew numbers its listeners from nought in each program: none may answer for another's.
    await admin.press('Back');
    await component.press('Back');
    await admin.heading('Connect Azure to Harbor').waitFor();
    assert.equal(await page.getByText(/^Clicks:/).textContent(), 'Clicks: 0');
    for (const machine of ['Machine 1', 'Machine 20']) await page.getByRole('button', { name: machine, exact: true }).click();
    await page.getByText('Clicks: 2').waitFor();
    await admin.goOn('Enter your values');
    assert.equal(await page.getByText(/^Clicks:/).textContent(), 'Clicks: 2');
  });

  test('the example to copy, with a version in place of the path, connects', async (t) => {
    const path = await mkdtemp(join(tmpdir(), 'azure-connect-yew-example-'));
    t.after(() => rm(path, { recursive: true, force: true }));
    const project = { path, at: (name) => join(path, name) };
    await cp(join(root, 'examples/yew'), path, { recursive: true, filter: (from) => !/\/(target|dist)$/.test(from) });
    const manifest = await readFile(project.at('Cargo.toml'), 'utf8');
    assert.ok(manifest.includes('azure-connect = { path = "../.." }'));
    await writeFile(project.at('Cargo.toml'), manifest.replace('{ path = "../.." }', '"0.1"'));
    await addCrate(project);
    await executed('trunk', ['build', '--skip-version-check'], { cwd: path, env: { ...process.env, NO_COLOR: 'true' }, maxBuffer: 1 << 26 });
    const browser = await launch({ whole: true });
    t.after(() => browser.close());
    const visit = await openPage(browser, await serve(t, project.at('dist')));
    const widget = visit.page.locator('.azure-connect');
    const admin = new Admin({ page: visit.page, widget }, VALUES);
    await admin.bringValues();
    await admin.press('Connect subscription');
    await visit.page.getByText('Connected as harbor-1').waitFor();
    await admin.heading('Azure is connected').waitFor();
    await visit.close();
    visit.untroubled();
  });
}
