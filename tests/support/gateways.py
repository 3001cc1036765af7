"""Stand-ins for the world outside: GOV.UK Notify on this machine, which keeps what it is given."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Notify:
    """`given`: path, token and body of each call. `answers`: the codes of the next answers; 201 when there are none.

    `asked`: the paths of the questions what became of a message; `statuses`: what is said of it, by its id; what is not
    named is on its way, and of None nothing is known any more.
    """

    url: str = ""
    given: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    statuses: dict[str, str | None] = field(default_factory=dict)


@contextmanager
def notify() -> Iterator[Notify]:
    """A server that answers as Notify does."""
    kept = Notify()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kept.given.append((self.path, self.headers["Authorization"], body))
            code = kept.answers.pop(0) if kept.answers else 201
            self._say(code, {"id": f"notify-{len(kept.given)}"} if code == 201 else {"errors": []})

        def do_GET(self) -> None:
            kept.asked.append((self.path, self.headers["Authorization"]))
            status = kept.statuses.get(self.path.rpartition("/")[2], "sending")
            self._say(200 if status else 404, {"status": status} if status else {"errors": []})

        def _say(self, code: int, answer: dict[str, Any]) -> None:
            said = json.dumps(answer).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
