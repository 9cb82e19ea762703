"""Files that are no book of the desk although they hold a table, and how to make a book of each."""

from __future__ import annotations

from pathlib import Path

from backoffice.errors import BookUnavailableError
from estimator.policy.model import Label

_SAVE_AS = Label(
    en="In Excel choose File, Save As, Excel Workbook (.xlsx), and use the new file.",
    ja="Excel の「ファイル」→「名前を付けて保存」で「Excel ブック(.xlsx)」を選び、新しいファイルをお使いください。",
)
_MACROS = Label(
    en="is a workbook with macros. The desk does not write one, because a macro may rely on what it "
    f"would change. {_SAVE_AS.en} Its macros stay in the old one.",
    ja="はマクロ有効ブックです。書き込むとマクロの動作に影響するおそれがあるため、対応していません。"
    f"{_SAVE_AS.ja}マクロは元のファイルに残ります。",
)
_OTHER_EXCEL = Label(
    en=f"is an Excel file of another kind; the desk needs a workbook (.xlsx). {_SAVE_AS.en}",
    ja=f"は別の形式の Excel ファイルです。ブック(.xlsx)が必要です。{_SAVE_AS.ja}",
)
_OPEN_DOCUMENT = Label(
    en="is an OpenDocument file; the desk needs a workbook (.xlsx). In LibreOffice choose File, Save "
    "As, Excel 2007-365 (.xlsx), and use the new file.",
    ja="は OpenDocument 形式です。ブック(.xlsx)が必要です。LibreOffice の「ファイル」→「名前を付けて保存」で"
    "「Excel 2007-365(.xlsx)」を選び、新しいファイルをお使いください。",
)
_KINDS = {
    ".xlsm": _MACROS,
    ".xltm": _MACROS,
    ".xls": _OTHER_EXCEL,
    ".xlsb": _OTHER_EXCEL,
    ".xltx": _OTHER_EXCEL,
    ".ods": _OPEN_DOCUMENT,
    ".numbers": Label(
        en="is a Numbers file; the desk needs a workbook (.xlsx). In Numbers choose File, Export To, "
        "Excel, and use the new file.",
        ja="は Numbers のファイルです。ブック(.xlsx)が必要です。Numbers の「ファイル」→「書き出す」→「Excel」で"
        "書き出し、新しいファイルをお使いください。",
    ),
    ".gsheet": Label(
        en="is only a link to a Google Sheet. Open the sheet in the browser, copy its whole address "
        "(https://docs.google.com/spreadsheets/d/…) and give that.",
        ja="は Google スプレッドシートへのリンクです。ブラウザーでシートを開き、アドレス全体"
        "(https://docs.google.com/spreadsheets/d/…)をコピーして指定してください。",
    ),
}


def no_book(text: str) -> BookUnavailableError:
    """Return the refusal of `text`, which names neither a workbook nor a Google Sheet."""
    kind = _KINDS.get(Path(text).suffix.lower())
    if kind:
        return BookUnavailableError(f"{text} {kind.en}", f"{text} {kind.ja}")
    return BookUnavailableError(
        f"{text or 'An empty name'} is neither the path of an Excel workbook, which ends in .xlsx, "
        "nor the address of a Google Sheet.",
        f"{text or '空の名前'} は、Excel ブックのパス(.xlsx で終わるもの)でも、"
        "Google スプレッドシートのアドレスでもありません。",
    )
