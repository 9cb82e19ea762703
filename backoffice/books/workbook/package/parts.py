"""The zip package of a workbook: parts are read one by one, and replaced without touching others.

`zipfile` can only copy a part by decompressing and compressing it, which takes seconds for a long
Tickets sheet and changes its bytes.  Here every part that is not replaced is copied with its local
header, compressed bytes and data descriptor.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping

from backoffice.books.workbook.package.zip_directory import (
    CENTRAL,
    CENTRAL_MARK,
    DEFLATED,
    END,
    END_MARK,
    INCOMPLETE,
    LOCAL,
    LOCAL_MARK,
    MOST,
    NO_WORKBOOK,
    UTF8,
    Entry,
    read_directory,
)
from backoffice.errors import BookUnavailableError


class Package:
    """The parts of one workbook.

    Args:
        data: The whole file.

    Raises:
        BookUnavailableError: If it is no workbook; the message continues the file's name.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._entries, self._ends, self._comment = read_directory(data)
        except struct.error as error:
            raise BookUnavailableError(INCOMPLETE.en, INCOMPLETE.ja) from error
        if "mimetype" in self._entries:
            raise BookUnavailableError(
                "is an OpenDocument file in disguise. Open it in LibreOffice and save it as "
                "Excel 2007-365 (.xlsx).",
                "の中身は OpenDocument 形式です。LibreOffice で開き、Excel 2007-365(.xlsx)形式で"
                "保存してください。",
            )
        if "[Content_Types].xml" not in self._entries:
            raise BookUnavailableError(NO_WORKBOOK.en, NO_WORKBOOK.ja)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    @property
    def names(self) -> list[str]:
        """The parts, in the order of the file."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Return the content of part `name`."""
        entry = self._entries.get(name)
        if entry is None:
            raise BookUnavailableError(
                f"has no part {name} and so {NO_WORKBOOK.en}",
                f"{NO_WORKBOOK.ja}(部品 {name} がありません)",
            )
        mark, *_, name_length, extra_length = LOCAL.unpack_from(self._data, entry.start)
        start = entry.start + LOCAL.size + name_length + extra_length
        packed = self._data[start : start + entry.packed]
        try:
            content = zlib.decompress(packed, -15) if entry.method == DEFLATED else packed
        except zlib.error as error:
            raise BookUnavailableError(INCOMPLETE.en, INCOMPLETE.ja) from error
        if mark != LOCAL_MARK or zlib.crc32(content) != entry.crc:
            raise BookUnavailableError(INCOMPLETE.en, INCOMPLETE.ja)
        return content

    def changed(
        self, parts: Mapping[str, bytes], without: Collection[str] = ()
    ) -> Iterator[bytes | memoryview]:
        """Return the file in pieces, with some parts replaced and some left out.

        Args:
            parts: New content by name; every name must be in the package.
            without: Parts to leave out.
        """
        at, directory, count = 0, [], 0
        view = memoryview(self._data)
        for entry in self._entries.values():
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
            raise BookUnavailableError(
                "would grow beyond 4 GB. Start a new book.",
                "が 4 GB を超えてしまいます。新しいブックを作ってください。",
            )
        yield index
        yield END.pack(END_MARK, 0, 0, count, count, len(index), at, len(self._comment))
        yield self._comment


def _packed(entry: Entry, content: bytes, fields: list[int]) -> bytes:
    """Return the local record of `content`; sets flags, method, checksum and sizes in `fields`."""
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    name = entry.tail[: fields[9]]
    fields[2] &= UTF8
    fields[3] = DEFLATED
    fields[6:9] = [zlib.crc32(content), len(packed), len(content)]
    header = LOCAL.pack(LOCAL_MARK, 20, *fields[2:9], len(name), 0)
    return b"".join((header, name, packed))
