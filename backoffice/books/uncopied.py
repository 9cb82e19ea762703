"""What a book holds besides cell values, and what a copy of it therefore lacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from estimator.policy.model import Label


class UncopiedKind(Enum):
    """What is not copied; the value is what staff read."""

    FORMULAS = Label(en="formulas (their results are copied)", ja="数式(計算結果はコピーします)")
    NOTES = Label(en="notes and comments", ja="メモとコメント")
    PICTURES = Label(en="pictures and drawings", ja="画像と図形")
    CHARTS = Label(en="charts", ja="グラフ")
    PIVOTS = Label(en="pivot tables", ja="ピボットテーブル")
    MACROS = Label(en="macros", ja="マクロ")
    MERGED = Label(
        en="merged cells (their value stands in the first)",
        ja="結合されたセル(値は先頭のセルに入ります)",
    )
    OTHER = Label(en="a tab that has no cells", ja="セルのないタブ")
    START = Label(
        en="what somebody changed on the page Start here; it is laid out anew",
        ja="「はじめに」ページに手で加えた変更(ページは作り直します)",
    )


@dataclass(frozen=True, slots=True, order=True)
class Uncopied:
    """One thing that is not copied.

    Attributes:
        tab: The tab that holds it; empty if it belongs to the book as such.
        kind: Name of a `UncopiedKind`.
        count: How many there are; 0 if unknown.
    """

    tab: str
    kind: str
    count: int = 0

    def text(self, language: str) -> str:
        """Return a description for staff."""
        kind = UncopiedKind[self.kind].value.in_(language)
        number = f" × {self.count}" if self.count else ""
        return f"{self.tab}: {kind}{number}" if self.tab else f"{kind}{number}"
