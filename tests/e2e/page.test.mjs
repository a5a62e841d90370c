import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSetting } from './fixtures/setting.mjs';

const setting = useSetting();

test('the page opens under the strict policy and the widget gets ready', async (t) => {
  const { page, widget } = await setting.visit(t);
  await widget.getByRole('heading').first().waitFor();
  const response = await page.request.get(setting.backend.url);
  const policy = response.headers()['content-security-policy'];
  for (const directive of [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]) {
    assert.ok(policy.includes(directive), `${directive} is missing in ${policy}`);
  }
});

test('the widget marks no node with the names of another Yew', async (t) => {
  const { widget } = await setting.visit(t);
  const marks = await widget.evaluate((element) => {
    const nodes = [...element.shadowRoot.querySelectorAll('*')];
    return [...new Set(nodes.flatMap((node) => Object.keys(node).filter((key) => key.startsWith('__'))))];
  });
  assert.ok(marks.some((mark) => mark.startsWith('__azc_')), `no mark of ours: ${marks}`);
  assert.ok(!marks.some((mark) => mark.startsWith('__yew_')), `a mark of Yew's own: ${marks}`);
});
