// The rules of docs/design.md that can be read off the style sheets.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './fixtures/places.mjs';

const TOKENS = ['tokens.css', 'states.css'];
const folder = join(root, 'src/shell/style');
const sheets = readdirSync(folder)
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, css: readFileSync(join(folder, name), 'utf8').replace(/\/\*[^]*?\*\//g, '') }));
const components = sheets.filter(({ name }) => !TOKENS.includes(name));
const tokens = new Set(
  sheets.filter(({ name }) => TOKENS.includes(name)).flatMap(({ css }) => [...css.matchAll(/(--[a-z0-9-]+):/g)].map(([, token]) => token)),
);

/** Every match of a pattern in the sheets, with the sheet's name. */
const found = (sheets, pattern) => sheets.flatMap(({ name, css }) => [...css.matchAll(pattern)].map(([all]) => `${name}: ${all.trim()}`));

test('colours, sizes of type and durations come from the tokens', () => {
  assert.deepEqual(found(components, /#[0-9a-f]{3,8}\b(?=[^{}]*[;}])|\b(?:rgb|hsl|oklch)\([^)]*\)/gi), []);
  // 1rem is what keeps phones from zooming into a field; em is the text around.
  assert.deepEqual(found(components, /font-size: (?!var\(--t-|1rem|inherit|[\d.]+em)[^;]*/g), []);
  // What has no end is no transition: it turns or breathes for as long as something is under way.
  assert.deepEqual(found(components, /(?:transition|animation): (?!none)(?![^;]*infinite)(?![^;]*var\(--(?:quick|calm)\))[^;]*/g), []);
});

test('every token is declared, and used', () => {
  const used = new Set(sheets.flatMap(({ css }) => [...css.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, token]) => token)));
  // What a page and the widget itself set.
  const given = (token) => token.startsWith('--ac-') || /^--(?:on-)?accent(?:-text)?-(?:profile|light|dark)$/.test(token);
  assert.deepEqual([...used].filter((token) => !tokens.has(token) && !given(token)), []);
  assert.deepEqual([...tokens].filter((token) => !used.has(token)), []);
});

test('the documentation names every token', () => {
  const page = readFileSync(join(root, 'docs/design.md'), 'utf8');
  // Of a row of sizes it names the first and the last.
  const rows = [/^--t-/, /^--s\d/];
  const named = (token) => page.includes(`\`${token}\``) || rows.some((row) => row.test(token));
  assert.deepEqual([...tokens].filter((token) => !named(token)), []);
});

test('directions are logical', () => {
  const physical = /(?<![a-z-])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)):(?![^{};]*\{)[^;)]*;|(?:text-align|float): (?:left|right)/g;
  assert.deepEqual(found(sheets, physical), []);
  const lopsided = sheets.flatMap(({ name, css }) =>
    [...css.matchAll(/(?:padding|margin|border-radius|inset): ([^;()]+);/g)].filter(([, value]) => {
      const sides = value.trim().split(/\s+/);
      return sides.length === 4 && sides[1] !== sides[3];
    }).map(([all]) => `${name}: ${all}`),
  );
  assert.deepEqual(lopsided, []);
});

test('both themes have the same tokens, asked for or by the system', () => {
  for (const { name, css } of sheets.filter(({ name }) => TOKENS.includes(name))) {
    const [asked, system] = ['dark', 'auto'].map((theme) => {
      const [, block] = css.match(new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*--[^}]*)\\}`));
      return block.split(';').map((line) => line.trim()).filter(Boolean);
    });
    assert.deepEqual(asked, system, name);
  }
});
