import http.client
import os
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SIDECAR = os.environ.get("SIDECAR", "127.0.0.1:8787")
API = "/api/azure/connections"
ASK = ["Content-Type", "Idempotency-Key", "If-Match", "Origin"]
TELL = ["Content-Type", "Location", "ETag", "Retry-After"]


def account_of(headers):
    """Yours: whose session this is."""
    session = re.search(r"\bsession=(\w+)", headers.get("Cookie", ""))
    return session and session[1]


class Endpoint(BaseHTTPRequestHandler):
    def answer(self, status, headers=(), body=b""):
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", len(body))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def pass_on(self):
        account = account_of(self.headers)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.path.startswith(API):
            return self.answer(404)
        if not account:
            return self.answer(401, [("Content-Type", "application/problem+json")], b'{"status":401}')
        headers = {"X-Account": account, **{name: self.headers[name] for name in ASK if name in self.headers}}
        sidecar = http.client.HTTPConnection(SIDECAR, timeout=60)
        sidecar.request(self.command, self.path, body or None, headers)
        reply = sidecar.getresponse()
        self.answer(reply.status, [(name, reply.headers[name]) for name in TELL if name in reply.headers], reply.read())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 3000))), Endpoint).serve_forever()
