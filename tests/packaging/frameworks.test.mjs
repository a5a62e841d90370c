// In pages that others' frameworks render: the profile as an address and as an object, events heard their way. Each project's
// build checks its types, strictly.
import { test } from 'node:test';
import { all } from './fixtures/places.mjs';
import { freshProject } from './fixtures/project.mjs';
import { serve } from './fixtures/site.mjs';
import { useBrowser } from './fixtures/trial.mjs';

const visit = useBrowser();

/** Both profiles: each page has heard that the widget is ready, and which step shows. */
async function works(t, site) {
  for (const [address, platform] of [['/', 'Harbor'], ['/?object', 'Quay']]) {
    const { page } = await visit(t, `${site}${address}`, { platform });
    await page.getByText('Ready, step: credential').waitFor();
  }
}

/** The same for a project that is built into files. */
async function builds(t, name) {
  const project = await freshProject(t, name);
  await project.run('build');
  await works(t, await serve(t, project.at('dist')));
}

test('React', (t) => builds(t, 'react'));

if (all) {
  test('Vue', (t) => builds(t, 'vue'));

  test('Svelte', (t) => builds(t, 'svelte'));

  test('Angular', (t) => builds(t, 'angular'));

  test('Next.js, where a server imports it and renders the page', async (t) => {
    const project = await freshProject(t, 'next');
    await project.run('build');
    await works(t, await project.start(t, 'start', '--hostname', '127.0.0.1', '--port', '0'));
  });
}
