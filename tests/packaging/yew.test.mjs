// The crate in an app of somebody's own, and the npm package in the same page.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Admin } from '../e2e/fixtures/admin.mjs';
import { all, root, target } from './fixtures/places.mjs';
import { freshProject } from './fixtures/project.mjs';
import { serve } from './fixtures/site.mjs';
import { acceptsTenant, useBrowser } from './fixtures/trial.mjs';

const visit = useBrowser();
const executed = promisify(execFile);

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
  // The same versions as here, wasm-bindgen's above all: it must be that of the program that makes the glue.
  await cp(join(root, 'Cargo.lock'), project.at('Cargo.lock'));
}

if (all) {
  test('a Yew app with the crate’s component, and the npm package’s element inside it', async (t) => {
    const project = await freshProject(t, 'yew');
    await addCrate(project);
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
}
