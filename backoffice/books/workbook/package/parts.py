"""The zip package of a workbook: parts are read one by one, and replaced without touching others.

`zipfile` can only copy a part by decompressing and compressing it, which takes seconds for a long
Tickets sheet and changes its bytes.  Here every part that is not replaced is copied with its local
header, compressed bytes and data descriptor.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping

from backoffice.books.workbook.package.zip_entries import (
    CENTRAL,
    CENTRAL_MARK,
    DEFLATED,
    END,
    END_MARK,
    LOCAL,
    LOCAL_MARK,
    MOST,
    STORED,
    UTF8,
    Entry,
    directory_of,
    new_entry,
)
from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError

_PIECE = 1 << 14
"""Packed bytes of a piece: what comes of them fits into a processor's cache."""


class Package:
    """The parts of one workbook.

    Attributes:
        data: The file.

    Raises:
        BookUnavailableError: If it is no workbook; the message continues the file's name.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self._entries, self._ends, self._comment = directory_of(data)
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
        mark, *_, name_length, extra_length = LOCAL.unpack_from(self.data, entry.start)
        start = entry.start + LOCAL.size + name_length + extra_length
        packed = memoryview(self.data)[start : start + entry.packed]
        unpacker, checksum, piece = zlib.decompressobj(-15), 0, b""
        for at in range(0, len(packed), _PIECE):
            yield piece
            piece = bytes(packed[at : at + _PIECE])
            if entry.method == DEFLATED:
                try:
                    piece = unpacker.decompress(piece)
                except zlib.error as error:
                    raise BookUnavailableError("file.incomplete") from error
            checksum = zlib.crc32(piece, checksum)
        is_complete = unpacker.eof or entry.method == STORED
        if mark != LOCAL_MARK or checksum != entry.crc or not is_complete:
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
        view = memoryview(self.data)
        new = [new_entry(name) for name in parts if name not in self._entries]
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
            directory.append(CENTRAL.pack(CENTRAL_MARK, *fields) + entry.tail)
            at += len(piece)
            count += 1
        index = b"".join(directory)
        if at + len(index) >= MOST:
            raise BookUnavailableError("file.too-large")
        yield index
        yield END.pack(END_MARK, 0, 0, count, count, len(index), at, len(self._comment))
        yield self._comment


def _packed(entry: Entry, content: bytes | Iterator[bytes], fields: list[int]) -> bytes:
    """Return the local record of `content`; sets flags, method, checksum and sizes in `fields`."""
    deflate, pieces, size, checksum = zlib.compressobj(1, zlib.DEFLATED, -15), [], 0, 0
    for piece in (content,) if isinstance(content, bytes) else content:
        pieces.append(deflate.compress(piece))
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
    packed = b"".join([*pieces, deflate.flush()])
    name = entry.tail[: fields[9]]
    fields[2] &= UTF8
    fields[3] = DEFLATED
    fields[6:9] = [checksum, len(packed), size]
    header = LOCAL.pack(LOCAL_MARK, 20, *fields[2:9], len(name), 0)
    return b"".join((header, name, packed))
