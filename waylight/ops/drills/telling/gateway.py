"""A mail gateway on this machine that keeps what it takes, can be away, and can be watched saying yes."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

HOST = "127.0.0.1"
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Taken:
    """One message as the gateway took it; `at` by the clock of this machine."""

    id: str
    to: str
    body: str
    at: float


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender of plain mail needs."""

    server: _Server

    def handle(self) -> None:
        self._say("220 drill")
        to = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                to = line.decode().partition("<")[2].partition(">")[0]
            if word == b"DATA":
                self._say("354 go on")
                self._take(to)
                continue
            self._say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def _take(self, to: str) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if not line:
            # The sender went away in the middle: nothing was taken.
            return
        text = b"".join(lines)
        found = MESSAGE_ID.search(text)
        time.sleep(self.server.gateway.pause)
        if self.server.gateway.before(len(self.server.gateway.taken) + 1):
            # The sender died before it had its yes: this one was not taken.
            return
        self.server.gateway.keep(Taken(found[1].decode() if found else "", to, text.decode(), time.time()))
        self._say("250 taken")
        self.server.gateway.watched(len(self.server.gateway.taken))

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    gateway: Gateway

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that was killed is what the drill is about."""


class Gateway:
    """`pause`: seconds that it takes over each message. `before`: asked before each yes, by its number, whether the
    sender has died meanwhile. `watched`: told after each yes how many there were."""

    def __init__(self, *, pause: float = 0.0) -> None:
        self.pause = pause
        self.taken: list[Taken] = []
        self.before: Callable[[int], bool] = lambda _: False
        self.watched: Callable[[int], object] = lambda _: None
        self._lock = threading.Lock()
        self._server: _Server | None = None
        # A port of its own from the start, so that senders find it again after it was away.
        self.port = 0
        self.open()

    def open(self) -> None:
        """Take messages from now on."""
        server = self._server = _Server((HOST, self.port), _Session)
        server.gateway, self.port = self, int(server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Be away: whoever calls is refused."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def keep(self, message: Taken) -> None:
        with self._lock:
            self.taken.append(message)
