// Pictures of every screen of the catalogue, for whoever reviews them: light, dark, on a telephone, right to left; and a
// sheet with all of them. `node screens.mjs DIRECTORY [WALK…]`; `cargo xtask pictures` runs it.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startBackend } from './fixtures/backend.mjs';
import { launch, openPage } from './fixtures/browser.mjs';
import { goThrough, SCREENS, WALKS } from './fixtures/screens/index.mjs';
import { speak } from './fixtures/screens/language.mjs';

const WIDE = { width: 1080, height: 900 };
const LOOKS = {
  light: { size: WIDE, media: { colorScheme: 'light' } },
  dark: { size: WIDE, media: { colorScheme: 'dark' } },
  narrow: { size: { width: 320, height: 640 }, media: { colorScheme: 'light' } },
  he: { size: WIDE, media: { colorScheme: 'light' }, locale: 'he' },
  forced: { size: WIDE, media: { colorScheme: 'light', forcedColors: 'active' } },
};

const [directory, ...only] = process.argv.slice(2);
if (!directory) throw new Error('node screens.mjs DIRECTORY [WALK…]');
const chosen = WALKS.filter(({ name }) => only.length === 0 || only.includes(name));
if (chosen.length === 0) throw new Error(`there is none of these walks; there are ${WALKS.map(({ name }) => name).join(', ')}`);
await mkdir(directory, { recursive: true });
const backend = await startBackend();
const browser = await launch();

/** The screen in every look. A dialog is seen in its window, all else at its whole length. */
async function pictures(name, admin) {
  const { page, widget } = admin;
  await page.mouse.move(0, 0);
  for (const [look, { size, media, locale }] of Object.entries(LOOKS)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce', ...media });
    if (locale) await speak(admin, locale);
    await page.evaluate(() => document.fonts.ready);
    const fullPage = (await widget.getByRole('dialog').count()) === 0;
    await page.screenshot({ path: join(directory, `${name}.${look}.png`), fullPage, animations: 'disabled', caret: 'hide' });
    if (locale) await speak(admin, 'en');
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  console.log(name);
}

const failed = [];
try {
  for (const walk of chosen) {
    let visit;
    try {
      await goThrough(
        walk,
        async ({ ready = true, except: _, ...options }) => {
          visit = await openPage(browser, backend.url, { viewport: WIDE, ...options });
          if (ready) await visit.ready();
          return visit;
        },
        pictures,
      );
    } catch (error) {
      // The others are worth having all the same.
      failed.push(`${walk.name}: ${error.message.split('\n')[0]}`);
    } finally {
      await visit?.close();
    }
  }
} finally {
  await browser.close();
  await backend.stop();
}
await writeFile(join(directory, 'index.html'), sheet());
console.log(`${resolve(directory, 'index.html')}`);
if (failed.length > 0) {
  console.error(failed.join('\n'));
  process.exitCode = 1;
}

/** A page with all pictures, walk by walk. */
function sheet() {
  const figure = (name, look) => `<a href="${name}.${look}.png"><img src="${name}.${look}.png" alt="${name}, ${look}" loading="lazy"></a>`;
  const row = ({ name }) => `<h3 id="${name}">${name}</h3><div class="row">${Object.keys(LOOKS).map((look) => figure(name, look)).join('')}</div>`;
  const walks = chosen.map((walk) => `<h2>${walk.about}</h2>${SCREENS.filter((screen) => screen.walk === walk).map(row).join('\n')}`);
  const css = `body { margin: 24px; font: 14px/1.5 system-ui, sans-serif; color: #16191f; background: #e9ecf1 }
h3 { margin: 24px 0 6px; font-weight: 600 } .row { display: flex; gap: 12px; align-items: flex-start; overflow-x: auto }
img { display: block; inline-size: 360px; max-block-size: 900px; object-fit: cover; object-position: top; border: 1px solid #c8ced8; background: #fff }
a:nth-child(3) img { inline-size: 200px }`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>All screens</title><style>${css}</style>
<h1>All screens</h1><p>${Object.keys(LOOKS).join(' · ')}</p>${walks.join('\n')}</html>\n`;
}
