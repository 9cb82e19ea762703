"""The HTTP side: reading requests, tokens, failures on order, sending replies."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.emulator.answering import Call, answer
from tests.emulator.discovery import Api, Method
from tests.emulator.drive import Drive
from tests.emulator.failures import DROP, HANG, Failure, When, failed_reply
from tests.emulator.problems import ApiError, ToolBugError, denied, invalid
from tests.emulator.requests import Request
from tests.emulator.schemas import DRIVE, SHEETS
from tests.emulator.shapes import read_body, read_parameters
from tests.emulator.tokens import Accounts, GrantError

TOKEN_PATH = "/token"
JSON = "application/json; charset=UTF-8"
_SCOPES = {
    "sheets": ("spreadsheets", "drive", "drive.file"),
    "drive": ("drive", "drive.file"),
}
_READING = ("spreadsheets.readonly", "drive.readonly")
_NO_TOKEN = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, login "
    "cookie or other valid authentication credential. See "
    "https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_BAD_TOKEN = _NO_TOKEN.replace("is missing required", "had invalid").replace(
    "authentication credential. Expected", "authentication credentials. Expected", 1
)


class Server(ThreadingHTTPServer):
    """Serves one Drive full of spreadsheets.

    Attributes:
        drive: The files.
        accounts: The service accounts.
        requests: API requests so far, in order.
        token_requests: Requests for tokens so far.
        failures: What is to fail.
        between: Called with each API request before it is done.
        today: Returns the day.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.drive, self.accounts = Drive(), Accounts()
        self.requests: list[Request] = []
        self.token_requests: list[Request] = []
        self.failures: list[Failure] = []
        self.between: Callable[[Request], None] | None = None
        self.today: Callable[[], date] = date.today
        self.lock = threading.RLock()
        self.closing = threading.Event()
        self._between_runs = False

    @property
    def address(self) -> str:
        """Where it listens: ``http://127.0.0.1:8900``."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def run_between(self, request: Request) -> None:
        """Let staff do what they do between requests; requests made meanwhile start nothing."""
        between = self.between
        if between is None or self._between_runs:
            return
        self._between_runs = True
        try:
            between(request)
        finally:
            self._between_runs = False

    def failure_of(self, request: Request) -> Failure | None:
        """Return how `request` is to fail."""
        with self.lock:
            is_token = request.path == TOKEN_PATH
            waiting = [one for one in self.failures if one.path or not is_token]
            struck = [one for one in waiting if one.strikes(request.line)]
            return struck[0] if struck else None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client has gone away."""


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: Server
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def do_PUT(self) -> None:
        self._take()

    def do_PATCH(self) -> None:
        self._take()

    def do_DELETE(self) -> None:
        self._take()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Write nothing; `requests` holds what came in."""

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        found = _find(self.command, path)
        name = found[1].name if found else ""
        request = Request(self.command, self.path, len(body), name, body)
        is_token = path == TOKEN_PATH
        with self.server.lock:
            (self.server.token_requests if is_token else self.server.requests).append(request)
        if not is_token:
            self.server.run_between(request)
        failure = self.server.failure_of(request)
        if failure and failure.when is When.BEFORE:
            self._fail(failure.kind)
            return
        reply = self._token(body) if is_token else self._api(found, body)
        if failure:
            self._fail(failure.kind)
            return
        self._send(*reply)

    def _token(self, body: bytes) -> tuple[int, str, Any]:
        try:
            form = parse_qs(body.decode())
            return 200, JSON, self.server.accounts.grant(form, self.server.address)
        except GrantError as error:
            return 400, JSON, {"error": error.code, "error_description": error.message}

    def _api(
        self, found: tuple[Api, Method, dict[str, str]] | None, body: bytes
    ) -> tuple[int, str, Any]:
        if found is None:
            text = "<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>"
            return 404, "text/html; charset=UTF-8", text
        try:
            with self.server.lock:
                return self._answered(*found, body)
        except ApiError as error:
            return error.code, JSON, error.body
        except Exception as error:
            bug = ToolBugError(f"{type(error).__name__}: {error}")
            return bug.code, JSON, bug.body

    def _answered(
        self, api: Api, method: Method, places: dict[str, str], body: bytes
    ) -> tuple[int, str, Any]:
        email = self._email(api, method)
        query = read_parameters(method, parse_qs(urlsplit(self.path).query, keep_blank_values=True))
        for key, text in places.items():
            query |= read_parameters(method, {key: [unquote(text)]})
        try:
            asked = json.loads(body) if body else None
        except ValueError as error:
            raise invalid("Invalid JSON payload received. Unexpected token.") from error
        message = read_body(api, method, asked)
        call = Call(method, query, message, email, self.server.today())
        reply = answer(self.server.drive, call)
        if reply is None:
            return 204, "text/html", ""
        return 200, JSON, reply

    def _email(self, api: Api, method: Method) -> str:
        """Return who asks."""
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        if not token or kind.lower() != "bearer":
            raise ApiError(401, _NO_TOKEN)
        holder = self.server.accounts.holder(token)
        if holder is None:
            raise ApiError(401, _BAD_TOKEN)
        email, scopes = holder
        good = _SCOPES[api.name] + (_READING if method.verb == "GET" else ())
        if not scopes & {f"https://www.googleapis.com/auth/{scope}" for scope in good}:
            error = denied()
            error.message = "Request had insufficient authentication scopes."
            raise error
        return email

    def _fail(self, kind: str) -> None:
        if kind == HANG:
            self.connection.settimeout(0.1)
            while not self.server.closing.is_set():
                try:
                    if self.connection.recv(1) == b"":
                        break
                except TimeoutError:
                    continue
                except OSError:
                    break
        if kind in (HANG, DROP):
            self.close_connection = True
            try:
                self.connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
            return
        self._send(*failed_reply(kind, reading=self.command == "GET"))

    def _send(self, code: int, kind: str, body: Any) -> None:
        data = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        sent = data.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        if code != 204:
            self.wfile.write(sent)
        self.wfile.flush()


def _find(verb: str, path: str) -> tuple[Api, Method, dict[str, str]] | None:
    for api in (SHEETS, DRIVE):
        found = api.method(verb, path)
        if found:
            return api, *found
    return None
