"""What a file with the name of a workbook is instead."""

from __future__ import annotations

_OLE_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
"""Begins a compound file: an old .xls, or a workbook that Office has encrypted."""


def other_format(data: bytes) -> str | None:
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
