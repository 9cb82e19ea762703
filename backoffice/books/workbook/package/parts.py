"""The zip package of a workbook: parts are read one by one, and replaced without touching others.

`zipfile` can only copy a part by decompressing and compressing it, which takes seconds for a long
Tickets sheet and changes its bytes.  Here every part that is not replaced is copied with its local
header, compressed bytes and data descriptor.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from backoffice.books.workbook.package.other_formats import other_format
from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_MARK, _CENTRAL_MARK, _LOCAL_MARK = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_ZIP64_MARK = b"PK\x06\x07"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_MOST = 0xFFFFFFFF
_PIECE = 1 << 14
"""Packed bytes of a piece: what comes of them fits into a processor's cache."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One part as the central directory describes it; `tail` is name, extra fields and comment."""

    name: str
    fields: tuple[int, ...]
    tail: bytes
    start: int

    @property
    def method(self) -> int:
        return self.fields[3]

    @property
    def crc(self) -> int:
        return self.fields[6]

    @property
    def packed(self) -> int:
        return self.fields[7]


class Package:
    """The parts of one workbook.

    Args:
        data: The file.

    Raises:
        BookUnavailableError: If it is no workbook; the message continues the file's name.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._entries, self._ends, self._comment = _directory(data)
        except struct.error as error:
            raise BookUnavailableError("file.incomplete") from error
        if "mimetype" in self._entries:
            raise BookUnavailableError("file.open-document")
        if "[Content_Types].xml" not in self._entries:
            raise BookUnavailableError("file.no-workbook")

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    @property
    def names(self) -> list[str]:
        """The parts, in the order of the file."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Return the content of part `name`."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the content of part `name` in pieces, the last only if no byte of it has changed."""
        entry = self._entries.get(name)
        if entry is None:
            raise BookUnavailableError("file.no-part", part=name, why=label("file", "no-workbook"))
        mark, *_, name_length, extra_length = _LOCAL.unpack_from(self._data, entry.start)
        start = entry.start + _LOCAL.size + name_length + extra_length
        packed = memoryview(self._data)[start : start + entry.packed]
        unpacker, checksum, piece = zlib.decompressobj(-15), 0, b""
        for at in range(0, len(packed), _PIECE):
            yield piece
            piece = bytes(packed[at : at + _PIECE])
            if entry.method == _DEFLATED:
                try:
                    piece = unpacker.decompress(piece)
                except zlib.error as error:
                    raise BookUnavailableError("file.incomplete") from error
            checksum = zlib.crc32(piece, checksum)
        is_complete = unpacker.eof or entry.method == _STORED
        if mark != _LOCAL_MARK or checksum != entry.crc or not is_complete:
            raise BookUnavailableError("file.incomplete")
        yield piece

    def changed(
        self, parts: Mapping[str, bytes | Iterator[bytes]], without: Collection[str] = ()
    ) -> Iterator[bytes | memoryview]:
        """Return the file in pieces, with some parts replaced and some left out.

        Args:
            parts: New content, or its pieces, by name; a part that is not in the package is added.
            without: Parts to leave out.
        """
        at, directory, count = 0, [], 0
        view = memoryview(self._data)
        new = [_new_entry(name) for name in parts if name not in self._entries]
        for entry in [*self._entries.values(), *new]:
            if entry.name in without:
                continue
            fields = list(entry.fields)
            piece: bytes | memoryview
            if entry.name in parts:
                piece = _packed(entry, parts[entry.name], fields)
            else:
                piece = view[entry.start : self._ends[entry.start]]
            yield piece
            fields[-1] = at
            directory.append(_CENTRAL.pack(_CENTRAL_MARK, *fields) + entry.tail)
            at += len(piece)
            count += 1
        index = b"".join(directory)
        if at + len(index) >= _MOST:
            raise BookUnavailableError("file.too-large")
        yield index
        yield _END.pack(_END_MARK, 0, 0, count, count, len(index), at, len(self._comment))
        yield self._comment


def _new_entry(name: str) -> _Entry:
    """Return the entry of a part that is not in the file yet; its sizes and start are set later."""
    tail = name.encode("ascii")
    day_0 = 0x21  # 1 January 1980, the first day that a zip file knows
    return _Entry(name, (20, 20, 0, _DEFLATED, 0, day_0, 0, 0, 0, len(tail), *[0] * 6), tail, 0)


def _packed(entry: _Entry, content: bytes | Iterator[bytes], fields: list[int]) -> bytes:
    """Return the local record of `content`; sets flags, method, checksum and sizes in `fields`."""
    deflate, pieces, size, checksum = zlib.compressobj(1, zlib.DEFLATED, -15), [], 0, 0
    for piece in (content,) if isinstance(content, bytes) else content:
        pieces.append(deflate.compress(piece))
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
    packed = b"".join([*pieces, deflate.flush()])
    name = entry.tail[: fields[9]]
    fields[2] &= _UTF8
    fields[3] = _DEFLATED
    fields[6:9] = [checksum, len(packed), size]
    header = _LOCAL.pack(_LOCAL_MARK, 20, *fields[2:9], len(name), 0)
    return b"".join((header, name, packed))


def _directory(data: bytes) -> tuple[dict[str, _Entry], dict[int, int], bytes]:
    """Return the entries in file order, the end of each local record by its start, and the comment."""
    end = _end_of(data)
    _, disk, start_disk, here, count, size, start, _ = _END.unpack_from(data, end)
    if disk or start_disk or here != count or _is_zip64(data, end, count, start):
        raise BookUnavailableError("file.zip64")
    if start + size != end:
        raise BookUnavailableError("file.incomplete")
    entries, at = [], start
    for _ in range(count):
        mark, *fields = _CENTRAL.unpack_from(data, at)
        if mark != _CENTRAL_MARK:
            raise BookUnavailableError("file.incomplete")
        tail_size = sum(fields[9:12])
        at += _CENTRAL.size
        tail = data[at : at + tail_size]
        at += tail_size
        entries.append(_entry(fields, tail))
    entries.sort(key=lambda entry: entry.start)
    borders = [*(entry.start for entry in entries), start]
    ends = dict(pairwise(borders))
    return {entry.name: entry for entry in entries}, ends, data[end + _END.size :]


def _end_of(data: bytes) -> int:
    """Return the offset of the end record; raise an error that says what the file is instead."""
    if other := other_format(data):
        raise BookUnavailableError(other)
    end = data.rfind(_END_MARK, max(0, len(data) - _END.size - 0xFFFF))
    if end < 0:
        raise BookUnavailableError("file.incomplete")
    return end


def _is_zip64(data: bytes, end: int, count: int, start: int) -> bool:
    return data[max(0, end - 20) :].startswith(_ZIP64_MARK) or count == 0xFFFF or start == _MOST


def _entry(fields: list[int], tail: bytes) -> _Entry:
    flags, method, sizes, start = fields[2], fields[3], fields[7:9], fields[-1]
    if flags & _ENCRYPTED or method not in (_STORED, _DEFLATED) or _MOST in (*sizes, start):
        raise BookUnavailableError("file.encrypted")
    name = tail[: fields[9]].decode("utf-8" if flags & _UTF8 else "cp437")
    return _Entry(name, tuple(fields), tail, start)
