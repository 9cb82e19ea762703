"""Tabs and columns of the shared sheet: their keys here, their words in English and Japanese.

Service, material and re-plating columns come from the policy; all else is fixed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from unicodedata import normalize

from estimator.policy import Label, Policy


class Tab(Enum):
    """The tabs of a desk.  All but START and TICKETS are written by the script alone."""

    START = Label(en="Start here", ja="はじめに")
    TICKETS = Label(en="Tickets", ja="受付")
    TO_FIX = Label(en="To fix", ja="要確認")
    DESK = Label(en="Desk", ja="今月の状況")
    QUOTES = Label(en="Quotes", ja="見積")
    BATCHES = Label(en="Batches", ja="月末便")
    LOG = Label(en="Log", ja="記録")

    @property
    def by_script(self) -> bool:
        """Whether the script rewrites this tab."""
        return self not in (Tab.START, Tab.TICKETS)


class Kind(Enum):
    """What a column holds; decides its format, its check and how its cells are read."""

    NUMBER = "ticket number"
    TEXT = "text"
    LINK = "link"
    DATE = "date"
    MOMENT = "date and time"
    YEN = "money"
    COUNT = "count"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a dropdown: its code in the policy and its words."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a tab.

    Attributes:
        key: Its name in code; service columns are ``service:CODE``.
        label: Its heading.
        kind: What it holds.
        width: In characters.
        choices: What a CHOICE column offers.
        hint: What to type, shown while the cell is selected; none for script columns.
        most: Largest count of a COUNT column.
    """

    key: str
    label: Label
    kind: Kind = Kind.TEXT
    width: int = 12
    choices: tuple[Choice, ...] = ()
    hint: Label | None = None
    most: int = 1

    def heading(self, language: str) -> str:
        """Return the bilingual heading, the sheet's own language first."""
        other = "en" if language == "ja" else "ja"
        return f"{self.label.in_(language)}\n{self.label.in_(other)}"

    @property
    def service(self) -> str | None:
        """The service this column counts, if it is a service column."""
        kind, _, code = self.key.partition(":")
        return code if kind == "service" else None


LANGUAGES = (
    Choice("en", Label(en="English", ja="英語")),
    Choice("ja", Label(en="Japanese", ja="日本語")),
)
REPLATING = (
    Choice("yes", Label(en="yes", ja="要")),
    Choice("no", Label(en="no", ja="不要")),
    Choice("not-sure", Label(en="not sure", ja="未定")),
)
EXCEPTIONS = (
    Choice("unannounced", Label(en="unannounced", ja="連絡なし")),
    Choice("wrong-address", Label(en="wrong address", ja="宛先違い")),
    Choice("packaging", Label(en="packaging", ja="梱包不良")),
)
ANSWERS = (
    Choice("approved", Label(en="approved", ja="承認")),
    Choice("declined", Label(en="declined", ja="辞退")),
    Choice("not-repairable", Label(en="not repairable", ja="修理不可")),
    Choice("cancelled", Label(en="cancelled", ja="取消")),
)


_Text = tuple[str, str]  # English, Japanese


def _column(
    key: str,
    heading: _Text,
    kind: Kind = Kind.TEXT,
    width: int = 12,
    *,
    hint: _Text | None = None,
    choices: Sequence[Choice] = (),
    most: int = 1,
) -> Column:
    return Column(
        key=key,
        label=Label(en=heading[0], ja=heading[1]),
        kind=kind,
        width=width,
        hint=Label(en=hint[0], ja=hint[1]) if hint else None,
        choices=tuple(choices),
        most=most,
    )


def ticket_columns(policy: Policy) -> list[Column]:
    """Return the columns of Tickets, in the order `init` makes them.  Staff may reorder them."""
    materials = [Choice(material.code, material.label) for material in policy.materials.values()]
    before = [
        _column("ticket", ("Ticket", "受付番号"), Kind.NUMBER, 11),
        _column(
            "together",
            ("Together with", "同梱先"),
            Kind.NUMBER,
            11,
            hint=(
                "Several pieces in one request: the first ticket's number. Blank for one piece.",
                "同じご依頼で複数点のときは、最初の受付番号。1点なら空欄。",
            ),
        ),
        _column(
            "enquired",
            ("Enquired", "お問い合わせ日"),
            Kind.DATE,
            12,
            hint=(
                "The day the customer wrote. Prices of this day apply.",
                "お客様からご連絡のあった日。この日の料金が適用されます。",
            ),
        ),
        _column("name", ("Name", "お名前"), width=16),
        _column("email", ("Email", "メール"), width=24),
        _column("language", ("Language", "言語"), Kind.CHOICE, 9, choices=LANGUAGES),
        _column(
            "order",
            ("Order number", "注文番号"),
            width=14,
            hint=(
                "As on the receipt. If it is unknown, ask for a photo of the product.",
                "領収書のとおりに。不明なら商品の写真をお願いしてください。",
            ),
        ),
        _column(
            "photo",
            ("Photo", "写真"),
            Kind.LINK,
            18,
            hint=(
                "Link to the photo of the damage (and of the product, if there is no order number).",
                "破損部の写真(注文番号が不明なら商品の写真も)へのリンク。",
            ),
        ),
        _column(
            "piece",
            ("Piece", "品名"),
            width=20,
            hint=(
                "What it is. The workshop reads this: no names, no addresses.",
                "品物の説明。工房に渡るので、お客様の氏名・連絡先は書かないこと。",
            ),
        ),
        _column("material", ("Material", "素材"), Kind.CHOICE, 14, choices=materials),
    ]
    replating = (
        [
            _column("replating", ("Re-plating", "再メッキ"), Kind.CHOICE, 10, choices=REPLATING),
        ]
        if policy.surcharges
        else []
    )
    services = [
        _column(
            f"service:{service.code}",
            (
                f"{service.sign} {service.label.en}".strip(),
                f"{service.sign} {service.label.ja}".strip(),
            ),
            Kind.COUNT,
            13,
            most=service.most,
        )
        for service in policy.services.values()
    ]
    after = [
        _column("code", ("Estimate code", "見積コード"), width=18),
        _column(
            "go_ahead",
            ("Go ahead up to", "事前承認額(税込)"),
            Kind.YEN,
            13,
            hint=(
                "With tax. Up to this amount the customer has agreed in advance.",
                "税込。この金額までは事前にご承認いただいています。",
            ),
        ),
        _column(
            "arrived",
            ("Arrived", "到着日"),
            Kind.DATE,
            12,
            hint=("The day the parcel was delivered.", "荷物が届いた日。"),
        ),
        _column("exception", ("Exception", "受取時の問題"), Kind.CHOICE, 14, choices=EXCEPTIONS),
        _column("inspected", ("Inspected", "検品日"), Kind.DATE, 12),
        _column(
            "price",
            ("Inspected price", "検品後の料金(税抜)"),
            Kind.YEN,
            13,
            hint=("Before tax, without the handling fee.", "税抜、手数料を含まない金額。"),
        ),
        _column("answer", ("Answer", "ご回答"), Kind.CHOICE, 13, choices=ANSWERS),
        _column("back", ("Back from workshop", "工房より戻り"), Kind.DATE, 12),
        _column("sent", ("Sent back", "ご返送日"), Kind.DATE, 12),
        _column("notes", ("Notes", "備考"), width=30),
    ]
    return [*before, *replating, *services, *after]


QUOTES = [
    _column("ticket", ("Ticket", "受付番号"), Kind.NUMBER, 11),
    _column("request", ("Request", "ご依頼"), Kind.NUMBER, 11),
    _column("stage", ("Stage", "状況"), width=14),
    _column("guide_low", ("Guide from (net)", "目安・下限(税抜)"), Kind.YEN, 13),
    _column("guide_high", ("Guide to (net)", "目安・上限(税抜)"), Kind.YEN, 13),
    _column("quoted", ("Quoted (net)", "お見積(税抜)"), Kind.YEN, 13),
    _column("handling", ("Handling (request)", "手数料(ご依頼ごと)"), Kind.YEN, 13),
    _column("total_low", ("Total from (request, with tax)", "合計・下限(税込)"), Kind.YEN, 15),
    _column("total_high", ("Total to (request, with tax)", "合計・上限(税込)"), Kind.YEN, 15),
    _column("batch", ("Batch", "便"), width=10),
    _column("dispatch", ("Dispatch", "発送日"), Kind.DATE, 12),
    _column("back", ("Back about", "戻り予定"), Kind.DATE, 12),
    _column("edition", ("Price edition", "料金の版"), Kind.DATE, 12),
    _column("inputs", ("Computed from", "計算のもと"), width=40),
    _column("hash", ("Fingerprint", "指紋"), width=12),
    _column("agreed", ("Agreed at", "承認確認日時"), Kind.MOMENT, 17),
    _column("computed", ("Computed at", "計算日時"), Kind.MOMENT, 17),
    _column("seal", ("Seal", "封印"), width=12),
]

BATCHES = [
    _column("month", ("Month", "月"), width=10),
    _column("ticket", ("Ticket", "受付番号"), Kind.NUMBER, 11),
    _column("piece", ("Piece", "品名"), width=24),
    _column("material", ("Material", "素材"), width=14),
    _column("work", ("Work", "作業"), width=36),
    _column("net", ("Net", "税抜"), Kind.YEN, 11),
    _column("arrived", ("Arrived", "到着日"), Kind.DATE, 12),
    _column("dispatch", ("Dispatch", "発送日"), Kind.DATE, 12),
    _column("back", ("Back about", "戻り予定"), Kind.DATE, 12),
    _column("closed", ("Closed at", "締め日時"), Kind.MOMENT, 17),
    _column("run", ("Run", "実行番号"), Kind.COUNT, 8),
    _column("hash", ("Fingerprint", "指紋"), width=12),
    _column("seal", ("Seal", "封印"), width=12),
]

TO_FIX = [
    _column("level", ("Kind", "種別"), width=10),
    _column("ticket", ("Ticket", "受付番号"), Kind.NUMBER, 11),
    _column("column", ("Column", "列"), width=20),
    _column("cell", ("Cell", "セル"), Kind.LINK, 14),
    _column("found", ("Found", "入力値"), width=20),
    _column("message", ("What is wrong, what to do", "内容と対処"), width=90),
]

DESK = [
    _column("what", ("What", "項目"), width=30),
    _column("count", ("How many", "件数"), Kind.COUNT, 12),
    _column("detail", ("Details", "詳細"), width=90),
]

LOG = [
    _column("run", ("Run", "実行番号"), Kind.COUNT, 8),
    _column("when", ("When", "日時"), Kind.MOMENT, 17),
    _column("who", ("Who", "担当"), width=14),
    _column("command", ("Command", "コマンド"), width=12),
    _column("month", ("Month", "月"), width=10),
    _column("tickets", ("Tickets", "受付数"), Kind.COUNT, 10),
    _column("problems", ("To fix", "要確認"), Kind.COUNT, 10),
    _column("batched", ("Sent to workshop", "発送数"), Kind.COUNT, 12),
    _column("edition", ("Price edition", "料金の版"), Kind.DATE, 12),
    _column("version", ("Software", "版"), width=10),
    _column("pad_to", ("Numbers issued to", "発番済み"), Kind.NUMBER, 12),
    _column("mark", ("Mark", "印"), Kind.COUNT, 10),
    _column("frees", ("Frees mark", "印の解除"), Kind.COUNT, 10),
    _column("record", ("Copy of the batch", "便の控え"), width=14),
]

SCRIPT_COLUMNS: Mapping[Tab, Sequence[Column]] = {
    Tab.TO_FIX: TO_FIX,
    Tab.DESK: DESK,
    Tab.QUOTES: QUOTES,
    Tab.BATCHES: BATCHES,
    Tab.LOG: LOG,
}


def position(tab: Tab, key: str) -> int:
    """Return the place of column `key` in a row of script tab `tab`, counted from 0."""
    return [column.key for column in SCRIPT_COLUMNS[tab]].index(key)


def find_tab(tab: Tab, names: Sequence[str]) -> str | None:
    """Return which of `names` is `tab`, in either language; None if none is."""
    wanted = {tab.value.en.casefold(), tab.value.ja.casefold()}
    return next((name for name in names if name.strip().casefold() in wanted), None)


def find_column(column: Column, headings: Sequence[object]) -> list[int]:
    """Return the places, counted from 0, whose heading is `column`'s, in either language.

    A heading may hold both languages, one below the other or with a slash between them.  The sign
    of a service may be left out.
    """
    wanted = _names_of(column)
    return [place for place, heading in enumerate(headings) if wanted & _names_in(heading)]


def _names_of(column: Column) -> set[str]:
    names = {column.label.en, column.label.ja}
    if column.service:
        names |= {name.split(" ", 1)[-1] for name in names}
    return {_plain(name) for name in names}


def _names_in(heading: object) -> set[str]:
    text = "" if heading is None else str(heading)
    return {_plain(part) for part in [text, *re.split(r"\n| / ", text)] if part.strip()}


def _plain(text: str) -> str:
    """Return `text` without differences that staff do not see: width, case, spaces."""
    return "".join(normalize("NFKC", text).casefold().split())
