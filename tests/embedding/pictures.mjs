// Takes the pictures of docs/embedding/theming.md:
//
//     node tests/embedding/pictures.mjs
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, openPage } from '../e2e/fixtures/browser.mjs';
import { root } from '../e2e/fixtures/places.mjs';
import { install } from '../package/fixtures/package.mjs';
import { of } from './fixtures/samples.mjs';
import { startSite } from './fixtures/site.mjs';

const sheets = of('element').filter(({ page, language }) => page === 'theming.md' && language === 'css').map(({ code }) => code);
const LOOKS = { plain: '', colours: sheets[0] };
const profile = JSON.parse(readFileSync(join(root, 'www/profiles/demo.json'), 'utf8'));

const place = await mkdtemp(join(tmpdir(), 'azure-connect-pictures-'));
const browser = await launch();
try {
  for (const [name, sheet] of Object.entries(LOOKS)) {
    const pages = {
      '/': '<!doctype html><html lang="en"><title>Page</title><link rel="stylesheet" href="/page.css"><script type="module" src="/azure-connect/define.js"></script><azure-connect profile="/p.json"></azure-connect></html>',
      '/page.css': `body { margin: 16px; font-family: Arial, "Liberation Sans", sans-serif; }\n${sheet}`,
      '/p.json': JSON.stringify({ ...profile, endpoint: { url: '/api/azure/connections' } }),
      '/favicon.ico': '',
    };
    const site = await startSite(install(await mkdtemp(join(place, 'p-'))), pages, {});
    const visit = await openPage(browser, site.url, { viewport: { width: 1000, height: 560 }, deviceScaleFactor: 1 });
    await visit.ready();
    await visit.page.screenshot({ path: join(root, `docs/images/theme-${name}.png`), animations: 'disabled' });
    await visit.close();
    await site.stop();
  }
} finally {
  await browser.close();
  await rm(place, { recursive: true, force: true });
}
