"""Google Drive, as far as gspread needs it: files that are spreadsheets, and who they are shared with."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from tests.emulator.model import Spreadsheet, new_key
from tests.emulator.problems import ApiError, NotAnsweredError

Message = dict[str, Any]
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
_CONDITION = re.compile(r"""\s*(\w+)\s*(=|!=|contains)\s*(?:"([^"]*)"|'([^']*)'|(true|false))\s*""")


class DriveError(ApiError):
    """A refusal in Drive's words; its body names a reason."""

    def __init__(self, code: int, message: str, reason: str) -> None:
        super().__init__(code, message)
        self.reason = reason

    @property
    def body(self) -> Message:
        """The reply."""
        one = {"domain": "global", "reason": self.reason, "message": self.message}
        return {"error": {"errors": [one], "code": self.code, "message": self.message}}


class Drive:
    """All files there are, and what each address may do with them."""

    def __init__(self) -> None:
        self.files: dict[str, Spreadsheet] = {}

    def file(self, key: str, email: str, *, to_own: bool = False) -> Spreadsheet:
        """Return a file.

        Raises:
            DriveError: If `email` cannot see it, or may not do what only its owner may.
        """
        file = self.files.get(key)
        role = file.role(email) if file else None
        if file is None or role is None:
            raise DriveError(404, f"File not found: {key}.", "notFound")
        if to_own and role != "owner":
            text = "The user does not have sufficient permissions for this file."
            raise DriveError(403, text, "insufficientFilePermissions")
        return file

    def create(self, email: str, body: Message) -> Message:
        """Answer ``files.create``."""
        if body.get("mimeType") != SPREADSHEET:
            raise NotAnsweredError("Drive files other than spreadsheets")
        odd = set(body) - {"name", "mimeType"}
        if odd:
            raise NotAnsweredError(f"files.create with {', '.join(sorted(odd))}")
        file = Spreadsheet.new(body.get("name", "Untitled"), email)
        self.files[file.id] = file
        return described(file)

    def get(self, email: str, query: Message) -> Message:
        """Answer ``files.get``."""
        return described(self.file(query["fileId"], email))

    def list(self, email: str, query: Message) -> Message:
        """Answer ``files.list``, on one page, the file changed last first."""
        seen = [file for file in self.files.values() if file.role(email)]
        for part in re.split(r"\s+and\s+", query.get("q", "")):
            if part.strip():
                key, sign, wanted = _condition(part)
                seen = [file for file in seen if _fits(file, key, sign, wanted)]
        seen.sort(key=lambda file: file.modified, reverse=True)
        if query.get("pageToken"):
            raise NotAnsweredError("files.list beyond its first page")
        return {"kind": "drive#fileList", "files": [described(file) for file in seen]}

    def copy(self, email: str, query: Message, body: Message) -> Message:
        """Answer ``files.copy``."""
        odd = set(body) - {"name", "mimeType"}
        if odd:
            raise NotAnsweredError(f"files.copy with {', '.join(sorted(odd))}")
        source = self.file(query["fileId"], email)
        file = source.copy()
        file.id, file.owner, file.roles = new_key(), email, {}
        file.created = file.modified = datetime.now(UTC)
        file.properties["title"] = body.get("name") or f"Copy of {source.properties['title']}"
        self.files[file.id] = file
        return described(file)

    def delete(self, email: str, query: Message) -> None:
        """Answer ``files.delete``."""
        del self.files[self.file(query["fileId"], email, to_own=True).id]

    def comments(self, email: str, query: Message) -> Message:
        """Answer ``comments.list``: there never are any."""
        self.file(query["fileId"], email)
        return {"kind": "drive#commentList", "comments": []}

    def permissions(self, email: str, query: Message) -> Message:
        """Answer ``permissions.list``."""
        file = self.file(query["fileId"], email)
        roles = {file.owner: "owner"} | file.roles
        shown = [_permission(who, role) for who, role in roles.items()]
        return {"kind": "drive#permissionList", "permissions": shown}

    def share(self, email: str, query: Message, body: Message) -> Message:
        """Answer ``permissions.create`` for one person."""
        file = self.file(query["fileId"], email)
        if file.role(email) not in ("owner", "writer"):
            text = "The user does not have sufficient permissions for this file."
            raise DriveError(403, text, "insufficientFilePermissions")
        role = body.get("role", "")
        if body.get("type") != "user" or role not in ("writer", "commenter", "reader"):
            raise NotAnsweredError("permissions other than writer, commenter and reader for a user")
        file.roles[body["emailAddress"]] = role
        return _permission(body["emailAddress"], role)

    def unshare(self, email: str, query: Message) -> None:
        """Answer ``permissions.delete``."""
        file = self.file(query["fileId"], email)
        for who in list(file.roles):
            if _permission(who, "")["id"] == query["permissionId"]:
                del file.roles[who]
                return
        raise DriveError(404, f"Permission not found: {query['permissionId']}.", "notFound")


def described(file: Spreadsheet) -> Message:
    """Return everything of a File that this tool keeps."""
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": file.properties["title"],
        "mimeType": SPREADSHEET,
        "createdTime": _moment(file.created),
        "modifiedTime": _moment(file.modified),
        "trashed": file.trashed,
    }


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03}Z"


def _permission(email: str, role: str) -> Message:
    number = str(int(sha256(email.encode()).hexdigest()[:16], 16)).zfill(20)
    return {
        "kind": "drive#permission",
        "id": number,
        "type": "user",
        "role": role,
        "emailAddress": email,
    }


def _condition(text: str) -> tuple[str, str, str]:
    """Return field, sign and value of one part of a query.

    Raises:
        NotAnsweredError: If it is of another kind.
    """
    match = _CONDITION.fullmatch(text)
    if not match or match[1] not in ("name", "mimeType", "trashed"):
        raise NotAnsweredError(f"files.list where {text}")
    return match[1], match[2], next(part for part in match.groups()[2:] if part is not None)


def _fits(file: Spreadsheet, key: str, sign: str, wanted: str) -> bool:
    known = {
        "name": str(file.properties["title"]),
        "mimeType": SPREADSHEET,
        "trashed": str(file.trashed).lower(),
    }[key]
    if sign == "contains":
        return wanted.casefold() in known.casefold()
    return (known == wanted) == (sign == "=")
