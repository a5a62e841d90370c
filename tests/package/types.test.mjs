// The types as an integrator's compiler sees them: strict, with the library checked too, for each way of resolving.
import assert from 'node:assert/strict';
import { copyFileSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import ts from 'typescript';
import { install, scratch } from './fixtures/package.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const RESOLUTIONS = {
  node: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

/** What the compiler says of examples in a project of their own. */
function complaints(t, examples, resolution, { react = false } = {}) {
  const directory = scratch(t);
  install(directory);
  if (react) {
    mkdirSync(join(directory, 'node_modules/@types'));
    for (const name of ['@types/react', 'csstype']) symlinkSync(join(here, 'node_modules', name), join(directory, 'node_modules', name));
  }
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  for (const example of examples) copyFileSync(join(here, 'examples', example), join(directory, example));
  const program = ts.createProgram(examples.map((example) => join(directory, example)), {
    ...RESOLUTIONS[resolution],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    resolveJsonModule: true,
    skipLibCheck: false,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    jsx: ts.JsxEmit.ReactJSX,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file ? `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1}: ` : '';
    return line + ts.flattenDiagnosticMessageText(messageText, '\n  ');
  });
}

// Reading the browser's own types is what takes long: two programs, and each shows what the other does not.
test('an example compiles, without any framework, resolved as Node does', (t) => {
  assert.deepEqual(complaints(t, ['plain.ts'], 'node'), []);
});

test('an example with React compiles beside it, resolved as bundlers do', (t) => {
  assert.deepEqual(complaints(t, ['plain.ts', 'react.tsx'], 'bundler', { react: true }), []);
});
