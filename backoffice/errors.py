"""What can go wrong outside the sheet's own cells.

A mistake in a cell is a value (`backoffice.intake.problems.Problem`); these stop a run before it writes.
"""

from __future__ import annotations

import errno


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
}


def in_japanese(error: OSError) -> str:
    """Return in Japanese why the system refused."""
    return _REASONS.get(error.errno or 0, f"システムエラー {error.errno or error}")


class BookUnavailableError(BackofficeError):
    """The book is missing, unreadable, or held open by somebody."""


class AlreadySetUpError(BookUnavailableError):
    """There is something already where a new desk was to be created.  Nothing was written."""


class BookChangedError(BackofficeError):
    """Somebody saved the book between our reading and our writing.  Nothing was written."""


class AlreadyWrittenError(BackofficeError):
    """This write happened before, by us or by somebody else.  Nothing was written."""


class LayoutError(BackofficeError):
    """A tab or a heading is missing, doubled or renamed.  Nothing was written."""


class RefusedError(BackofficeError):
    """The desk's own rules say no: a month closed out of order, a batch already back."""
