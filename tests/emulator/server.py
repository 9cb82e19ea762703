"""The HTTP side: requests, tokens, failures on order, replies."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from tests.emulator.api_errors import ApiError, NotAnsweredError, ToolBugError, invalid
from tests.emulator.discovery import Method, find_method
from tests.emulator.failures import (
    DROP,
    HANG,
    JSON,
    Failure,
    Request,
    When,
    failed_reply,
    refusal,
)
from tests.emulator.keyless import Keyless
from tests.emulator.messages import Message
from tests.emulator.methods import METHODS, Files, answer
from tests.emulator.schema_checks import read_body, read_parameters
from tests.emulator.tokens import Accounts, GrantError

_Reply: TypeAlias = tuple[int, str, str | Message]
"""Status, content type and body: a message for JSON, or text."""
_Found: TypeAlias = tuple[Method, dict[str, str]]
"""A method and its path parameters."""

TOKEN_PATH = "/token"
_PROJECT = "x-goog-user-project"


class Server(ThreadingHTTPServer):
    """Serves some spreadsheets.

    Attributes:
        files: The spreadsheets by id.
        accounts: The service accounts.
        requests: API requests so far, in order.
        token_requests: Requests for tokens so far.
        failures: Failures on order.
        callback: Called with each API request before it is done.
        keyless: What signs in without a key file.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.files: Files = {}
        self.accounts = Accounts()
        self.requests: list[Request] = []
        self.token_requests: list[Request] = []
        self.failures: list[Failure] = []
        self.callback: Callable[[Request], None] | None = None
        self.keyless = Keyless(self.accounts)
        self.lock = threading.RLock()
        self.closing = threading.Event()
        self._in_callback = False

    @property
    def address(self) -> str:
        """Its address: ``http://127.0.0.1:8900``."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def is_token(self, path: str) -> bool:
        """Return whether requests to `path` are for tokens."""
        return path == TOKEN_PATH or self.keyless.answers(path)

    def run_between(self, request: Request) -> None:
        """Run `callback`; requests that it makes itself do not run it again."""
        if self.callback is None or self._in_callback:
            return
        self._in_callback = True
        try:
            self.callback(request)
        finally:
            self._in_callback = False

    def failure_of(self, request: Request) -> Failure | None:
        """Return the failure that `request` gets, if any."""
        with self.lock:
            is_token = self.is_token(urlsplit(request.path).path)
            waiting = [one for one in self.failures if one.path or not is_token]
            struck = [one for one in waiting if one.strikes(request)]
            return struck[0] if struck else None

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing when a client closes its connection."""


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server: Server
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print nothing: `Server.requests` has every request."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the time of an answer, by the clock by which keys are judged."""
        return super().date_time_string(timestamp or self.server.accounts.clock())

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        found = find_method(self.command, path)
        request = Request(self.command, self.path, len(body), found[0].name if found else "", body)
        is_token = self.server.is_token(path)
        with self.server.lock:
            (self.server.token_requests if is_token else self.server.requests).append(request)
        if not is_token:
            self.server.run_between(request)
        failure = self.server.failure_of(request)
        if failure and failure.when is When.BEFORE:
            self._fail(failure.kind)
            return
        reply = self._token(path, body) if is_token else self._api(found, request)
        if failure:
            self._fail(failure.kind)
        else:
            self._send(*reply)

    def _token(self, path: str, body: bytes) -> _Reply:
        if path != TOKEN_PATH:
            return self._keyless(body)
        try:
            form = parse_qs(body.decode())
            return 200, JSON, self.server.accounts.grant(form, self.server.address)
        except GrantError as error:
            return 400, JSON, {"error": error.code, "error_description": error.message}

    def _keyless(self, body: bytes) -> _Reply:
        try:
            answer = self.server.keyless.answer(self.path, self.headers, body)
        except ApiError as error:
            return error.code, JSON, error.body
        return 200, JSON if isinstance(answer, dict) else "application/text", answer

    def _api(self, found: _Found | None, request: Request) -> _Reply:
        try:
            with self.server.lock:
                return 200, JSON, self._answered(found, request)
        except ApiError as error:
            return error.code, JSON, error.body
        except Exception as error:
            bug = ToolBugError(f"{type(error).__name__}: {error}")
            return bug.code, JSON, bug.body

    def _answered(self, found: _Found | None, request: Request) -> Message:
        if found is None or request.name not in METHODS:
            raise NotAnsweredError(f"the method {request.name or request.path}")
        (method, positions), body = found, request.body
        email = self._email(method)
        given = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        given |= {key: [unquote(text)] for key, text in positions.items()}
        parameters = read_parameters(method, given)
        try:
            asked = json.loads(body) if body else None
        except ValueError as error:
            raise invalid("Invalid JSON payload received. Unexpected token.") from error
        return answer(self.server.files, method, parameters | read_body(method, asked), email)

    def _email(self, method: Method) -> str:
        """Return who asks."""
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        holder = self.server.accounts.holder(token) if kind.lower() == "bearer" else None
        if holder is None:
            raise refusal("401")
        email, scopes = holder
        if not scopes & method.scopes:
            raise refusal("scope")
        if self.server.accounts.needs_project(token) and not self.headers.get(_PROJECT):
            raise refusal("quota-project")
        return email

    def _fail(self, kind: str) -> None:
        if kind == HANG:
            self._wait_for_client()
        if kind not in (HANG, DROP):
            self._send(*failed_reply(kind, reading=self.command == "GET"))
            return
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _wait_for_client(self) -> None:
        """Wait until the client closes the connection or the server stops."""
        self.connection.settimeout(0.1)
        while not self.server.closing.is_set():
            try:
                if self.connection.recv(1) == b"":
                    return
            except TimeoutError:
                continue
            except OSError:
                return

    @property
    def _takes_gzip(self) -> bool:
        """Whether the caller gets compressed answers.

        Source: guide "Improve performance": two headers must ask for it.
        """
        asked = (self.headers.get(name, "") for name in ("Accept-Encoding", "User-Agent"))
        return all("gzip" in text for text in asked)

    def _send(self, code: int, kind: str, body: str | Message) -> None:
        data = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        sent = data.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        if self._takes_gzip:
            sent = gzip.compress(sent, compresslevel=1)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)
        self.wfile.flush()
