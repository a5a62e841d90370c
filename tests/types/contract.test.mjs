// The types that the package ships, held against types made from the document by somebody else's tool: each
// schema has a type of its name and the other way round, and each is assignable to the other.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "node:test";

import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));
const document = JSON.parse(readFileSync(join(root, "docs/openapi.json"), "utf8"));
const shipped = readFileSync(join(root, "www/element/contract.d.ts"), "utf8");
const generated = astToString(await openapiTS(document));
const names = Object.keys(document.components.schemas);

/** What `tsc --strict` says to these files: for each that is checked, its complaints. */
function complaints(files, checked) {
  const directory = mkdtempSync(join(tmpdir(), "azure-connect-types-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    writeFileSync(join(directory, "package.json"), '{"type":"module"}');
    const paths = checked.map((name) => join(directory, name));
    const program = ts.createProgram(paths, {
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    return paths.map((path) =>
      ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map((one) => ts.flattenDiagnosticMessageText(one.messageText, " ")),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const SAME = `
import type { components } from "./generated.js";
import type * as shipped from "./SHIPPED.js";
type Made = components["schemas"];
// Neither assignability alone nor both see a member that one of them lacks and that is optional.
type Exact<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;
type Flat<T> = T extends (infer I)[] ? Flat<I>[] : T extends object ? { [K in keyof T]: Flat<T[K]> } : T;
declare function same<A, B>(both: [A] extends [B] ? ([B] extends [A] ? Exact<A, B> : never) : never): void;
`;

/** The complaints about each of these versions of the shipped types. */
function compared(versions) {
  const lines = names.map((name) => `same<Made["${name}"], shipped.${name}>(true);`).join("\n");
  const files = { "generated.d.ts": generated };
  const checked = versions.map((types, index) => {
    files[`shipped-${index}.d.ts`] = types;
    files[`check-${index}.ts`] = SAME.replace("SHIPPED", `shipped-${index}`) + lines;
    return `check-${index}.ts`;
  });
  return complaints(files, checked);
}

test("the shipped types and the document say the same", () => {
  assert.deepEqual(compared([shipped]), [[]]);
});

test("each type has a schema", () => {
  const exported = [...shipped.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(exported.sort(), [...names].sort());
});

test("what is changed in a type is seen", () => {
  const changes = [
    ['"connected" | "attention"', '"connected"'],
    ["  updatedAt?: string;\n", ""],
    ["  next?: string;", "  next: string;"],
    ["  next?: string;", "  next?: string;\n  more?: boolean;"],
    ["retryAfterSeconds?: number", "retryAfterSeconds?: string"],
    ["scopes?: Scope[];", "scopes?: Scope;"],
    ["  version: 1;", "  version: number;"],
    ['  kind: "federated";', '  kind: "federation";'],
    ["clientSecret: string", "clientSecret?: string"],
    ['| { state: "unknown" | "unconfirmed" }', ""],
    ["expiresOn?: Day | null;\n}\n\n/** The app", "expiresOn?: Day;\n}\n\n/** The app"],
  ];
  const versions = changes.map(([before, after]) => {
    const changed = shipped.replace(before, after);
    assert.notEqual(changed, shipped, before);
    return changed;
  });
  for (const [index, found] of compared(versions).entries()) {
    assert.notDeepEqual(found, [], changes[index].join(" → "));
  }
});

/** Each example of the document with the name of its schema. */
function* examples(node) {
  if (Array.isArray(node)) for (const item of node) yield* examples(item);
  else if (node && typeof node === "object") {
    const name = node.schema?.$ref?.split("/").pop();
    if (name) for (const [key, { value }] of Object.entries(node.examples ?? {})) yield [name, key, value];
    for (const item of Object.values(node)) yield* examples(item);
  }
}

test("each example of the document has the shipped type", () => {
  const found = [...examples(document)];
  assert.ok(found.length > 40, String(found.length));
  const lines = found.map(([name, , value]) => `ignore<shipped.${name}>(${JSON.stringify(value)});`);
  const head = 'import type * as shipped from "./contract.js";\ndeclare function ignore<T>(value: T): void;\n';
  const wrong = 'ignore<shipped.Connection>({"id":"1","status":"hibernating"});';
  const files = { "contract.d.ts": shipped, "check.ts": head + lines.join("\n"), "wrong.ts": head + wrong };
  const [good, bad] = complaints(files, ["check.ts", "wrong.ts"]);
  assert.deepEqual(good, []);
  assert.equal(bad.length, 1);
});
