// The endpoints of the documentation, each in front of a host of its own, held to the conformance kit.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { startServer } from '../e2e/fixtures/server.mjs';
import { programs, root } from '../e2e/fixtures/places.mjs';

const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const kit = process.env.AC_TEST_CONFORMANCE ?? join(target, 'debug/conformance');
const example = process.env.AC_TEST_ENDPOINT ?? join(target, 'debug/examples/endpoint');
const file = (name) => join(root, 'docs/embedding/endpoint', name);
const profile = join(root, 'www/profiles/demo.json');

let simulator;
let scratch;
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'azure-connect-embedding-'));
  simulator = await startServer(programs.simulator, { env: { AZSIM_LISTEN: '127.0.0.1:0', AZSIM_PROFILE: profile } });
});
after(async () => {
  await simulator?.stop();
  await rm(scratch, { recursive: true, force: true });
});

async function sidecar(t, name) {
  const azure = simulator.said.listening.replace(/\/$/, '');
  const host = await startServer(programs.host, {
    env: {
      AC_LISTEN: '127.0.0.1:0',
      AC_ACCOUNT_HEADER: 'x-account',
      DATABASE_URL: `sqlite://${join(scratch, `${name}.sqlite`)}`,
      AC_KEY_FILE: join(scratch, `${name}.key`),
      AC_PROFILE: profile,
      AC_LOGIN_URL: `${azure}/login`,
      AC_ARM_URL: `${azure}/arm`,
      AC_RETRY_SECONDS: '1',
      AC_DEADLINE_SECONDS: '20',
    },
  });
  t.after(() => host.stop());
  return new URL(host.said.listening);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function listens(port) {
  for (let tries = 0; tries < 200; tries++) {
    const socket = createConnection(port, '127.0.0.1');
    const there = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
    socket.destroy();
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody listens on ${port}`);
}

const LANGUAGES = {
  Node: (host) => [process.execPath, [file('endpoint.mjs')], host.origin],
  Python: (host) => ['python3', [file('endpoint.py')], host.host],
  Rust: (host) => [example, [], host.origin],
};

for (const [language, command] of Object.entries(LANGUAGES)) {
  test(`the endpoint in ${language} speaks the dialect`, async (t) => {
    const host = await sidecar(t, language);
    const port = await freePort();
    const [program, args, place] = command(host);
    const endpoint = spawn(program, args, { env: { ...process.env, PORT: String(port), SIDECAR: place }, stdio: ['ignore', 'inherit', 'pipe'] });
    let log = '';
    endpoint.stderr.on('data', (text) => (log += text));
    t.after(() => endpoint.kill('SIGKILL'));
    await listens(port);

    const url = `http://127.0.0.1:${port}/api/azure/connections`;
    assert.equal((await fetch(url)).status, 401, 'without a session there is no account');
    assert.notEqual((await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { Cookie: 'session=acme' } })).status, 200, 'only the API is passed on');

    const values = join(scratch, `${language}.json`);
    await writeFile(values, JSON.stringify(simulator.said.values));
    const asked = ['--level', 'minimum', '--values', values, '--header', 'Cookie: session=acme', '--other', 'Cookie: session=other', '--patience', '60'];
    const said = await promisify(execFile)(kit, [url, ...asked], { timeout: 240_000 }).catch((error) => error);
    const last = said.stdout.trim().split('\n').at(-1);
    assert.match(last, /^[1-9]\d+ passed, 0 failed/, `${said.stdout}\n${log}`);
  });
}
