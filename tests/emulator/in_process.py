"""Requests answered in the caller's own thread, without a socket: for tests that fork, and for very many runs.

What a socket adds is simulated: a hang is a time-out at once, a connection that is cut is an error.
`test_failures` goes both ways.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from unittest.mock import patch

import requests
from requests.adapters import HTTPAdapter

from tests.emulator.emulator import Emulator
from tests.emulator.failures import DROP, HANG
from tests.emulator.messages import Message
from tests.emulator.server import Handler, Server

_BROKEN = {HANG: requests.ReadTimeout, DROP: requests.ConnectionError}


class _Exchange(Handler):
    """Answers one request without a connection."""

    def __init__(self, server: Server, asked: requests.PreparedRequest) -> None:
        self.server = server
        self.command, self.path = str(asked.method), asked.path_url
        self.headers = asked.headers  # type: ignore[assignment]  # names in any case, as in a message
        body = asked.body or b""
        assert isinstance(body, str | bytes), "nothing here is sent as a stream"
        self.rfile = BytesIO(body.encode() if isinstance(body, str) else body)
        self.answer = requests.Response()
        self._take()

    def _fail(self, kind: str) -> None:
        if kind in _BROKEN:
            raise _BROKEN[kind](kind)
        super()._fail(kind)

    def _send(self, code: int, kind: str, body: str | Message) -> None:
        data = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        self.answer.status_code = code
        self.answer.headers["Content-Type"] = kind
        self.answer.headers["Date"] = self.date_time_string()
        self.answer._content = data.encode()
        self.answer.encoding = "utf-8"


@contextmanager
def in_process(emulator: Emulator) -> Iterator[None]:
    """Let all that this process asks of `emulator` be answered without a socket."""
    real = HTTPAdapter.send

    def send(
        adapter: HTTPAdapter, request: requests.PreparedRequest, *given: object, **options: object
    ) -> requests.Response:
        url = str(request.url)
        if not url.startswith(f"{emulator.address}/"):
            return real(adapter, request, *given, **options)  # type: ignore[arg-type]
        answer = _Exchange(emulator, request).answer
        answer.url, answer.request = url, request
        return answer

    with patch.object(HTTPAdapter, "send", send):
        yield
