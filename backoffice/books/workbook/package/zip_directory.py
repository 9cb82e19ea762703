"""The directory of a zip file, and messages for files that are none or cannot be read."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise

from backoffice.errors import BookUnavailableError
from estimator.policy.model import Label

END = struct.Struct("<4s4H2LH")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
END_MARK, CENTRAL_MARK, LOCAL_MARK = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_ZIP64_MARK = b"PK\x06\x07"
_OLE_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
STORED, DEFLATED = 0, 8
_ENCRYPTED, UTF8 = 0x1, 0x800
MOST = 0xFFFFFFFF
"""The largest size or offset without zip64."""

INCOMPLETE = Label(
    en="is not a complete workbook: it was cut short or is still being copied. Wait until copying "
    "or syncing is finished, or take the last good file from its versions folder.",
    ja="は不完全です。途中で切れているか、コピー中です。コピーや同期が終わるのを待つか、"
    "版の保存フォルダから直近の正しいファイルを戻してください。",
)
NO_WORKBOOK = Label(
    en="is not an Excel workbook. Open it in Excel or LibreOffice and save it as .xlsx.",
    ja="は Excel ブックではありません。Excel か LibreOffice で開き、.xlsx 形式で保存してください。",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One part as the central directory describes it.

    Attributes:
        name: Of the part.
        fields: Fixed fields of its record, without the mark.
        tail: Name, extra fields and comment, as bytes.
        start: Offset of its local record.
    """

    name: str
    fields: tuple[int, ...]
    tail: bytes
    start: int

    @property
    def method(self) -> int:
        """How the part is compressed: `STORED` or `DEFLATED`."""
        return self.fields[3]

    @property
    def crc(self) -> int:
        """Checksum of the content."""
        return self.fields[6]

    @property
    def packed(self) -> int:
        """Size of the compressed content."""
        return self.fields[7]


def read_directory(data: bytes) -> tuple[dict[str, Entry], dict[int, int], bytes]:
    """Return the entries in file order, the end of each local record by its start, and the comment.

    Raises:
        BookUnavailableError: If `data` is no zip file, or one that cannot be read.
        struct.error: If it is cut off.
    """
    end = _end_of(data)
    _, disk, start_disk, here, count, size, start, _ = END.unpack_from(data, end)
    if disk or start_disk or here != count or _is_zip64(data, end, count, start):
        raise BookUnavailableError(
            "is packed in a way this program does not read (zip64 or several disks). "
            "Open it in Excel or LibreOffice and save it again.",
            "は読み取れない圧縮形式です(zip64 または分割)。Excel か LibreOffice で開いて"
            "保存し直してください。",
        )
    if start + size != end:
        raise BookUnavailableError(INCOMPLETE.en, INCOMPLETE.ja)
    entries, at = [], start
    for _ in range(count):
        mark, *fields = CENTRAL.unpack_from(data, at)
        if mark != CENTRAL_MARK:
            raise BookUnavailableError(INCOMPLETE.en, INCOMPLETE.ja)
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
    if not data:
        raise BookUnavailableError(
            "is empty (0 bytes). Take the last good file from its versions folder.",
            "は空です(0バイト)。版の保存フォルダから直近の正しいファイルを戻してください。",
        )
    if data.startswith(_OLE_MARK):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BookUnavailableError(
                "is protected with a password. In Excel: File, Info, Protect Workbook, "
                "Encrypt with Password, empty the field, and save.",
                "はパスワードで保護されています。Excel の「ファイル」→「情報」→「ブックの保護」→"
                "「パスワードを使用して暗号化」で欄を空にして保存してください。",
            )
        raise BookUnavailableError(
            "is an old Excel file (.xls) in disguise. Open it in Excel and save it as .xlsx.",
            "の中身は古い Excel 形式(.xls)です。Excel で開き、.xlsx 形式で保存してください。",
        )
    if not data.startswith(b"PK"):
        raise BookUnavailableError(NO_WORKBOOK.en, NO_WORKBOOK.ja)
    end = data.rfind(END_MARK, max(0, len(data) - END.size - 0xFFFF))
    if end < 0:
        raise BookUnavailableError(INCOMPLETE.en, INCOMPLETE.ja)
    return end


def _is_zip64(data: bytes, end: int, count: int, start: int) -> bool:
    return data[max(0, end - 20) :].startswith(_ZIP64_MARK) or count == 0xFFFF or start == MOST


def _entry(fields: list[int], tail: bytes) -> Entry:
    flags, method, sizes, start = fields[2], fields[3], fields[7:9], fields[-1]
    if flags & _ENCRYPTED or method not in (STORED, DEFLATED) or MOST in (*sizes, start):
        raise BookUnavailableError(
            "is encrypted or packed in a way this program does not read. "
            "Open it in Excel or LibreOffice and save it again without a password.",
            "は暗号化されているか、読み取れない圧縮形式です。Excel か LibreOffice で開き、"
            "パスワードなしで保存し直してください。",
        )
    name = tail[: fields[9]].decode("utf-8" if flags & UTF8 else "cp437")
    return Entry(name, tuple(fields), tail, start)
