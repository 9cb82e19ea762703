"""The central directory of a zip file: which parts are in it, and where; else what the file is instead."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise

from backoffice.messages.errors import BookUnavailableError

END = struct.Struct("<4s4H2LH")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
END_MARK, CENTRAL_MARK, LOCAL_MARK = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
ZIP64_MARK = b"PK\x06\x07"
STORED, DEFLATED = 0, 8
ENCRYPTED, UTF8 = 0x1, 0x800
MOST = 0xFFFFFFFF

_OLE_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
"""Begins a compound file: an old .xls, or a workbook that Office has encrypted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One part as the central directory describes it; `tail` is name, extra fields and comment."""

    name: str
    fields: tuple[int, ...]
    tail: bytes
    start: int

    @property
    def method(self) -> int:
        """How it is packed."""
        return self.fields[3]

    @property
    def crc(self) -> int:
        """Checksum of its content."""
        return self.fields[6]

    @property
    def packed(self) -> int:
        """Bytes that it takes in the file."""
        return self.fields[7]


def directory_of(data: bytes) -> tuple[dict[str, Entry], dict[int, int], bytes]:
    """Return the entries in file order, the end of each local record by its start, and the comment."""
    end = _end_of(data)
    _, disk, start_disk, here, count, size, start, _ = END.unpack_from(data, end)
    if disk or start_disk or here != count or _is_zip64(data, end, count, start):
        raise BookUnavailableError("file.zip64")
    if start + size != end:
        raise BookUnavailableError("file.incomplete")
    entries, at = [], start
    for _ in range(count):
        mark, *fields = CENTRAL.unpack_from(data, at)
        if mark != CENTRAL_MARK:
            raise BookUnavailableError("file.incomplete")
        tail_size = sum(fields[9:12])
        at += CENTRAL.size
        tail = data[at : at + tail_size]
        at += tail_size
        entries.append(_entry(fields, tail))
    entries.sort(key=lambda entry: entry.start)
    borders = [*(entry.start for entry in entries), start]
    ends = dict(pairwise(borders))
    return {entry.name: entry for entry in entries}, ends, data[end + END.size :]


def _end_of(data: bytes) -> int:
    """Return the offset of the end record; raise an error that says what the file is instead."""
    if other := _other_format(data):
        raise BookUnavailableError(other)
    end = data.rfind(END_MARK, max(0, len(data) - END.size - 0xFFFF))
    if end < 0:
        raise BookUnavailableError("file.incomplete")
    return end


def _other_format(data: bytes) -> str | None:
    """Return the key of the message what `data` is if it is no zip package; None if it may be one."""
    if not data:
        return "file.empty"
    if data.startswith(_OLE_MARK):
        if _has(data, "DRMEncrypted") or _has(data, "DRMContent"):
            return "file.labelled"
        return "file.password" if _has(data, "EncryptedPackage") else "file.old-excel"
    return None if data.startswith(b"PK") else "file.no-workbook"


def _has(data: bytes, name: str) -> bool:
    """Return whether a compound file has a part whose name contains `name`."""
    return name.encode("utf-16-le") in data


def _is_zip64(data: bytes, end: int, count: int, start: int) -> bool:
    return data[max(0, end - 20) :].startswith(ZIP64_MARK) or count == 0xFFFF or start == MOST


def _entry(fields: list[int], tail: bytes) -> Entry:
    flags, method, sizes, start = fields[2], fields[3], fields[7:9], fields[-1]
    if flags & ENCRYPTED or method not in (STORED, DEFLATED) or MOST in (*sizes, start):
        raise BookUnavailableError("file.encrypted")
    name = tail[: fields[9]].decode("utf-8" if flags & UTF8 else "cp437")
    return Entry(name, tuple(fields), tail, start)


def new_entry(name: str) -> Entry:
    """Return the entry of a part that is not in the file yet; its sizes and start are set later."""
    tail = name.encode("ascii")
    day_0 = 0x21  # 1 January 1980, the first day that a zip file knows
    return Entry(name, (20, 20, 0, DEFLATED, 0, day_0, 0, 0, 0, len(tail), *[0] * 6), tail, 0)
