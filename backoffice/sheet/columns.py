"""The columns of every tab: their keys here, their words in English and Japanese.

Service, material and re-plating columns come from the policy; all else is fixed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backoffice.sheet.choices import ANSWERS, EXCEPTIONS, LANGUAGES, REPLATING
from backoffice.sheet.headings import Choice, Column, Kind, Tab
from estimator.policy.model import Label, UndatedPolicy

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


_ASKED = [
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
]
_DONE = [
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

TICKET = _ASKED[0]
"""Where the number of a row stands; its row is known by nothing else."""

TICKET_DAYS = [column for column in (*_ASKED, *_DONE) if column.kind is Kind.DATE]
"""The columns of Tickets that hold days; no policy adds any."""


def ticket_columns(policy: UndatedPolicy) -> list[Column]:
    """Return the columns of Tickets, in the order `init` makes them.  Staff may reorder them."""
    materials = [Choice(material.code, material.label) for material in policy.materials.values()]
    material = _column("material", ("Material", "素材"), Kind.CHOICE, 14, choices=materials)
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
    return [*_ASKED, material, *replating, *services, *_DONE]


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
    _column("what", ("What", "項目"), width=60),
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
