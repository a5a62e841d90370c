import { createServer } from 'node:http';

const SIDECAR = process.env.SIDECAR ?? 'http://127.0.0.1:8787';
const API = '/api/azure/connections';
const ASK = ['content-type', 'idempotency-key', 'if-match', 'origin'];
const TELL = ['content-type', 'location', 'etag', 'retry-after'];

/** Yours: whose session this is. */
const accountOf = ({ headers }) => /\bsession=(\w+)/.exec(headers.cookie)?.[1];

const server = createServer(async (request, response) => {
  if (!request.url.startsWith(API)) return response.writeHead(404).end();
  const account = accountOf(request);
  if (!account) return response.writeHead(401, { 'Content-Type': 'application/problem+json' }).end('{"status":401}');
  const headers = { 'x-account': account };
  for (const name of ASK) if (request.headers[name]) headers[name] = request.headers[name];
  const body = request.method === 'GET' ? undefined : Buffer.concat(await request.toArray());
  const answer = await fetch(SIDECAR + request.url, { method: request.method, headers, body, redirect: 'error' });
  for (const name of TELL) if (answer.headers.has(name)) response.setHeader(name, answer.headers.get(name));
  response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
});

server.listen(process.env.PORT ?? 3000, '127.0.0.1');
