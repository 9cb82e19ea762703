"""What can go wrong outside the sheet's own cells.

A mistake in a cell is a value (`backoffice.intake.problems.Problem`); these stop a run before it writes.
"""

from __future__ import annotations

import errno
from pathlib import Path

from estimator.policy.model import Label


class BackofficeError(Exception):
    """A run that cannot go on.  Its text says what, where and what to do next.

    Args:
        en: The text in English.
        ja: The text in Japanese.
    """

    def __init__(self, en: str, ja: str = "") -> None:
        self.ja = ja or en
        super().__init__(en)

    def in_(self, language: str) -> str:
        """Return the text in `language`, ``en`` or ``ja``."""
        return self.ja if language == "ja" else str(self)


_REASONS = {
    errno.EACCES: "アクセス権がありません",
    errno.EPERM: "許可されていない操作です",
    errno.ENOENT: "見つかりません",
    errno.EEXIST: "同じ名前のものがすでにあります",
    errno.EISDIR: "ファイルではなくフォルダです",
    errno.ENOTDIR: "フォルダではないものがパスに含まれています",
    errno.ENOSPC: "空き容量がありません",
    errno.EDQUOT: "割り当て容量を超えています",
    errno.EROFS: "読み取り専用のディスクです",
    errno.EBUSY: "使用中です",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.EIO: "ディスクの読み書きに失敗しました",
    errno.ENOTSUP: "対応していない操作です",
    errno.EOPNOTSUPP: "対応していない操作です",
    errno.ENOSYS: "対応していない操作です",
    errno.EINVAL: "受け付けられない操作です",
    errno.ENOLCK: "ロックを使用できません",
    errno.EFBIG: "ファイルが大きすぎます",
    errno.ELOOP: "リンクが循環しています",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.ENFILE: "開いているファイルが多すぎます",
    errno.ETIMEDOUT: "応答がありません",
    errno.ESTALE: "ネットワークドライブとの接続が切れています",
}


def in_japanese(error: OSError) -> str:
    """Return in Japanese why the system refused."""
    return _REASONS.get(error.errno or 0, f"システムエラー {error.errno or error}")


_NO_SPACE = Label(
    en="Free some space on the disk, then run this again.",
    ja="ディスクの空き容量を増やして、もう一度実行してください。",
)
_NO_DISK = Label(
    en="Check that the disk or the network drive is connected, then run this again.",
    ja="ディスクやネットワークドライブの接続を確認して、もう一度実行してください。",
)
_NOT_OFFERED = Label(
    en="This drive cannot do what the desk needs: move the folder to another drive and work there.",
    ja="このドライブでは必要な操作ができません。フォルダごと別のドライブに移してお使いください。",
)
_IN_USE = Label(
    en="Close it in other programs, then run this again.",
    ja="ほかのプログラムで開いていれば閉じて、もう一度実行してください。",
)
_TOO_MANY = Label(
    en="Close other programs, then run this again.",
    ja="ほかのプログラムを閉じて、もう一度実行してください。",
)
_NEXT_STEPS = {
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EROFS: Label(
        en="Make the disk writable, or move the folder to another disk.",
        ja="ディスクの書き込み禁止を解除するか、フォルダごと別のディスクに移してください。",
    ),
    errno.ENAMETOOLONG: Label(
        en="Give the file a shorter name, then run this again with that name.",
        ja="ファイル名を短くし、その名前でもう一度実行してください。",
    ),
    errno.EISDIR: Label(
        en="Give the path of a file, not of a folder.",
        ja="フォルダではなくファイルを指定してください。",
    ),
    errno.ELOOP: Label(
        en="Give the path of the file itself.",
        ja="リンクではなくファイルそのものを指定してください。",
    ),
    errno.EFBIG: _NOT_OFFERED,
    errno.EBUSY: _IN_USE,
    errno.ETXTBSY: _IN_USE,
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    **dict.fromkeys((errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL), _NOT_OFFERED),
}


def next_step(error: OSError) -> Label:
    """Return what to do after the system refused, as a sentence; by the kind of the refusal."""
    path = Path(error.filename) if error.filename else None
    match error:
        case PermissionError():
            # a hidden file is one of ours: what matters is the folder
            name = (path.parent if path.name.startswith(".") else path) if path else None
            return Label(
                en=f"Close it in other programs and check that you may change {name or 'the file'} and "
                "what is beside it.",
                ja=f"ほかのプログラムで開いていれば閉じ、{name or 'ファイル'} とそのフォルダを変更する"
                "権限があるか確認してください。",
            )
        case FileExistsError() | NotADirectoryError() if path:
            return Label(
                en=f"Something else has the name {path}: rename or move it, then run this again.",
                ja=f"{path} という名前のものが別にあります。名前を変えるか移動して、もう一度実行してください。",
            )
        case FileNotFoundError() if path:
            return Label(
                en=f"Check that the folder {path.parent} exists, then run this again.",
                ja=f"フォルダ {path.parent} があるか確認して、もう一度実行してください。",
            )
        case _:
            return _NEXT_STEPS.get(error.errno or 0, _NO_DISK)


class BookUnavailableError(BackofficeError):
    """The book is missing, unreadable, or held open by somebody."""


class BookChangedError(BackofficeError):
    """Somebody saved the book between our reading and our writing.  Nothing was written."""


class AlreadyWrittenError(BackofficeError):
    """This write happened before, by us or by somebody else.  Nothing was written."""


class LayoutError(BackofficeError):
    """A tab or a heading is missing, doubled or renamed.  Nothing was written."""


class RefusedError(BackofficeError):
    """The desk's own rules say no: a month closed out of order, a batch already back."""
