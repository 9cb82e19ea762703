"""What a file with the name of a workbook is instead, and how a workbook is made of it."""

from __future__ import annotations

from estimator.policy.model import Label

_OLE_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
"""Begins a compound file: an old .xls, or a workbook that Office has encrypted."""

NO_WORKBOOK = Label(
    en="is not an Excel workbook. Open it in Excel or LibreOffice and save it as .xlsx.",
    ja="は Excel ブックではありません。Excel か LibreOffice で開き、.xlsx 形式で保存してください。",
)
BINARY = Label(
    en="is a binary Excel file (.xlsb) in disguise. Open it in Excel and save it as Excel Workbook "
    "(.xlsx).",
    ja="の中身はバイナリ形式(.xlsb)です。Excel で開き、「Excel ブック(.xlsx)」として保存してください。",
)
OPEN_DOCUMENT = Label(
    en="is an OpenDocument file in disguise. Open it in LibreOffice and save it as "
    "Excel 2007-365 (.xlsx).",
    ja="の中身は OpenDocument 形式です。LibreOffice で開き、Excel 2007-365(.xlsx)形式で"
    "保存してください。",
)
_EMPTY = Label(
    en="is empty (0 bytes). Take the last good file from its versions folder.",
    ja="は空です(0バイト)。版の保存フォルダから直近の正しいファイルを戻してください。",
)
_LABELLED = Label(
    en="is encrypted by a sensitivity label or by rights management, so that only Office can open "
    "it. In Excel choose a label without encryption under Home, Sensitivity, or choose File, Info, "
    "Protect Workbook, Restrict Access, Unrestricted Access; then save. If you may not change it, "
    "ask whoever looks after Microsoft 365.",
    ja="は秘密度ラベルまたはアクセス権の管理(IRM)で暗号化されており、Office 以外では開けません。Excel の"
    "「ホーム」→「秘密度」で暗号化しないラベルを選ぶか、「ファイル」→「情報」→「ブックの保護」→"
    "「アクセスの制限」→「無制限アクセス」を選んで保存してください。変更できない場合は、"
    "Microsoft 365 の管理者に相談してください。",
)
_PASSWORD = Label(
    en="is protected with a password. In Excel: File, Info, Protect Workbook, "
    "Encrypt with Password, empty the field, and save.",
    ja="はパスワードで保護されています。Excel の「ファイル」→「情報」→「ブックの保護」→"
    "「パスワードを使用して暗号化」で欄を空にして保存してください。",
)
_OLD = Label(
    en="is an old Excel file (.xls) in disguise. Open it in Excel and save it as .xlsx.",
    ja="の中身は古い Excel 形式(.xls)です。Excel で開き、.xlsx 形式で保存してください。",
)


def other_format(data: bytes) -> Label | None:
    """Return what `data` is if it is no zip package, to follow its name; None if it may be one."""
    if not data:
        return _EMPTY
    if data.startswith(_OLE_MARK):
        if _has(data, "DRMEncrypted") or _has(data, "DRMContent"):
            return _LABELLED
        return _PASSWORD if _has(data, "EncryptedPackage") else _OLD
    return None if data.startswith(b"PK") else NO_WORKBOOK


def _has(data: bytes, name: str) -> bool:
    """Return whether a compound file has a part whose name contains `name`."""
    return name.encode("utf-16-le") in data
