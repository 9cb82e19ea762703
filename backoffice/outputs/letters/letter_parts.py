"""What each kind of letter says, part by part, and to whom it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from backoffice.intake.frames import Known, Typed
from backoffice.intake.request_entries import effective
from backoffice.outputs.letters.letter import (
    Letter,
    Part,
    headed_list,
    one_line,
    paragraphs,
    usable_address,
)
from backoffice.outputs.letters.letter_writer import LetterWriter, Shop
from backoffice.outputs.letters.price_parts import quote_parts, reminder_parts
from backoffice.rules.letter_kinds import DueLetter, LetterKind
from backoffice.sheet.choices import OUT, Charge, Stage

Parts = Iterator[Part]
PACKING = ("P15", "P16", "P13")
"""Rules that somebody who packs a parcel should read; a policy may have none of them."""

CARE = ("care-new-plating", "care-take-off", "care-wipe")


def letter_of(due: DueLetter, shop: Shop) -> Letter:
    """Return the letter that is due."""
    group, parts = _PARTS[due.kind]
    writer = LetterWriter(shop, due, group)
    to = usable_address(effective(writer.frame, Typed.EMAIL).iat[writer.at])
    name = writer.name
    said = [*parts(writer), *_which(writer)]
    unknown = {"email": not to, "language": not writer.has_language}
    return Letter(
        kind=due.kind,
        tickets=due.tickets,
        language=writer.language,
        to=to,
        sender=writer.undated.shop.name.in_(writer.language),
        contact=writer.undated.shop.contact,
        subject=writer.common(due.kind, "letter-subjects", ticket=due.tickets[0]),
        greeting=writer.common("dear", name=name) if name else writer.common("dear-customer"),
        parts=said,
        goodbye=writer.common("goodbye"),
        missing=[*(key for key, is_unknown in unknown.items() if is_unknown), *writer.missing],
    )


def _which(writer: LetterWriter) -> Parts:
    """Yield which pieces the letter is about, and where their customer sees how they are."""
    names = [writer.piece_name(at) for at in writer.due.at]
    heading = writer.common("piece" if writer.count == 1 else "pieces")
    yield Part(kind="facts", rows=[(heading, writer.common("all-pieces", pieces=names))])
    pages = [writer.shop.pages[each] for each in writer.due.tickets if each in writer.shop.pages]
    if pages:
        yield Part(kind="small", text=writer.common("status-text"))
    for page in pages:
        yield Part(kind="link", text=writer.common("status"), address=page)


def _details(writer: LetterWriter) -> Parts:
    asked = dict.fromkeys(key for at in writer.due.at for key in writer.rule.missing(at))
    yield writer.p("thanks")
    yield writer.p("ask")
    yield Part(kind="list", rows=[(writer.text(key),) for key in asked])
    yield writer.p("reply")


def _send_in(writer: LetterWriter) -> Parts:
    yield writer.p("thanks")
    address = writer.undated.letters.send_to
    if address:
        lines = map(str.strip, address.in_(writer.language).splitlines())
        yield Part(kind="address", rows=[(line,) for line in lines if line])
    else:
        yield writer.gap("address")
    yield writer.p("note")
    if guide := writer.guide():
        yield writer.p("guide-taxed" if writer.undated.tax else "guide", total=guide)
    if parcel := writer.coming_parcel():
        yield writer.p("by", last=parcel.last_open, month=parcel.batch, back=parcel.back)
    know = [*writer.clauses(*PACKING), *writer.promises("no-cash-on-delivery")]
    yield from headed_list(writer.text("know"), know)


def _arrived(writer: LetterWriter) -> Parts:
    yield writer.p("safe", day=writer.first_day(Typed.ARRIVED))
    if any(writer.rule.stages[at] is not Stage.APPROVED for at in writer.due.at):
        yield writer.p("next")
        return
    total, limit = writer.total(), writer.cell(Known.LIMIT)
    if total == 0 or writer.cell(Typed.CHARGE) == Charge.NO_CHARGE:
        yield writer.p("free")
    elif total is not None and limit is not None and total <= limit:
        yield writer.p("within", total=writer.taxed(total), limit=writer.money(int(limit)))
    elif total is not None:
        yield writer.p("agreed", total=writer.taxed(total))
    if parcel := writer.coming_parcel():
        yield writer.p("goes", dispatch=parcel.dispatch, back=parcel.back)


def _not_repairable(writer: LetterWriter) -> Parts:
    here = writer.first_day(Typed.ARRIVED) is not None
    yield writer.p("here" if here else "away")
    yield writer.gap("findings")
    if here:
        yield from paragraphs(writer.clauses("P17"))
        yield writer.p("return")
    yield writer.p("sorry")


def _at_workshop(writer: LetterWriter) -> Parts:
    piece = writer.piece
    away = piece.dispatch is not None and piece.dispatch <= writer.today
    yield writer.p("left" if away else "leaves", dispatch=piece.dispatch, month=piece.month)
    yield writer.p("back", back=piece.back)


def _late(writer: LetterWriter) -> Parts:
    piece = writer.piece
    yield writer.p("late", back=piece.back)
    yield writer.p("asking")
    yield writer.p("sorry")


def _uncollected(writer: LetterWriter) -> Parts:
    yield writer.p("ready", back=writer.first_day(Typed.BACK))
    total = writer.total()
    if total and writer.rule.owes(writer.at):
        yield writer.p("owes", total=writer.taxed(total))
        yield from paragraphs(writer.terms("paying"))
    yield writer.p("ask")
    yield from paragraphs(writer.terms("uncollected"))


def _on_its_way(writer: LetterWriter) -> Parts:
    repaired = writer.cell(Typed.ANSWER) not in OUT
    yield writer.p("repaired" if repaired else "unrepaired", day=writer.first_day(Typed.SENT))
    tracking = dict.fromkeys(one_line(writer.frame[Typed.TRACKING].iat[at]) for at in writer.due.at)
    if numbers := [number for number in tracking if number]:
        yield Part(kind="facts", rows=[(writer.text("tracking"), each) for each in numbers])
    if writer.undated.carrier_days:
        yield writer.p("arrives", days=writer.undated.carrier_days)
    if repaired:
        yield from headed_list(writer.text("care"), writer.promises(*CARE))
        yield from paragraphs([*writer.terms("warranty"), *writer.promises("look-again")])
    yield writer.p("thanks" if repaired else "thanks-unrepaired")


_PARTS: Mapping[LetterKind, tuple[str, Callable[[LetterWriter], Parts]]] = {
    LetterKind.DETAILS: ("letter-details", _details),
    LetterKind.SEND_IN: ("letter-send-in", _send_in),
    LetterKind.ARRIVED: ("letter-arrived", _arrived),
    LetterKind.QUOTE: ("letter-quote", quote_parts),
    LetterKind.REMINDER: ("letter-reminder", reminder_parts),
    LetterKind.NOT_REPAIRABLE: ("letter-not-repairable", _not_repairable),
    LetterKind.AT_WORKSHOP: ("letter-at-workshop", _at_workshop),
    LetterKind.LATE: ("letter-late", _late),
    LetterKind.UNCOLLECTED: ("letter-uncollected", _uncollected),
    LetterKind.ON_ITS_WAY: ("letter-on-its-way", _on_its_way),
}
"""The group of messages of each kind, and its parts."""
