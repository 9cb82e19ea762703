"""What each kind of letter says, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from backoffice.intake.frames import Known, Typed
from backoffice.outputs.letters.letter import Part, one_line
from backoffice.outputs.letters.letter_writer import LetterWriter
from backoffice.outputs.letters.next_parcel import coming_parcel
from backoffice.outputs.letters.price_parts import quote_parts, reminder_parts
from backoffice.rules.letter_kinds import LetterKind
from backoffice.sheet.choices import OUT, Charge, Stage

Parts = Iterator[Part]
PACKING = ("P15", "P16", "P13")
"""Rules that somebody who packs a parcel should read; a policy may have none of them."""

CARE = ("care-new-plating", "care-take-off", "care-wipe")


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
        yield Part(kind="address", rows=[(line,) for line in _lines(address.in_(writer.language))])
    else:
        yield writer.gap("address")
    yield writer.p("note")
    if guide := writer.guide():
        yield writer.p("guide-taxed" if writer.undated.tax else "guide", total=guide)
    if schedule := coming_parcel(writer):
        assert schedule.batch
        yield writer.p(
            "by",
            last=writer.day(schedule.last_open),
            month=writer.month(schedule.batch),
            back=writer.day(schedule.back),
        )
    if know := [*writer.clauses(*PACKING), *writer.promises("no-cash-on-delivery")]:
        yield Part(kind="heading", text=writer.text("know"))
        yield Part(kind="list", rows=[(text,) for text in know])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _arrived(writer: LetterWriter) -> Parts:
    yield writer.p("safe", day=writer.day(writer.first_day(Typed.ARRIVED)))
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
    if schedule := coming_parcel(writer):
        dispatch, back = writer.day(schedule.dispatch), writer.day(schedule.back)
        yield writer.p("goes", dispatch=dispatch, back=back)


def _not_repairable(writer: LetterWriter) -> Parts:
    here = writer.first_day(Typed.ARRIVED) is not None
    yield writer.p("here" if here else "away")
    yield writer.gap("findings")
    for text in writer.clauses("P17") if here else ():
        yield Part(kind="p", text=text)
    if here:
        yield writer.p("return")
    yield writer.p("sorry")


def _at_workshop(writer: LetterWriter) -> Parts:
    piece = writer.shop.ledger.piece_of[writer.due.tickets[0]]
    away = piece.dispatch is not None and piece.dispatch <= writer.today
    month, dispatch = writer.month(piece.month), writer.day(piece.dispatch)
    yield writer.p("left" if away else "leaves", dispatch=dispatch, month=month)
    yield writer.p("back", back=writer.day(piece.back))


def _late(writer: LetterWriter) -> Parts:
    piece = writer.shop.ledger.piece_of[writer.due.tickets[0]]
    yield writer.p("late", back=writer.day(piece.back))
    yield writer.p("asking")
    yield writer.p("sorry")


def _uncollected(writer: LetterWriter) -> Parts:
    yield writer.p("ready", back=writer.day(writer.first_day(Typed.BACK)))
    total = writer.total()
    if total and writer.rule.owes(writer.at):
        yield writer.p("owes", total=writer.taxed(total))
        for text in writer.terms("paying"):
            yield Part(kind="p", text=text)
    yield writer.p("ask")
    for text in writer.terms("uncollected"):
        yield Part(kind="p", text=text)


def _on_its_way(writer: LetterWriter) -> Parts:
    repaired = writer.cell(Typed.ANSWER) not in OUT
    day = writer.day(writer.first_day(Typed.SENT))
    yield writer.p("repaired" if repaired else "unrepaired", day=day)
    tracking = dict.fromkeys(one_line(writer.frame[Typed.TRACKING].iat[at]) for at in writer.due.at)
    if numbers := [number for number in tracking if number]:
        yield Part(kind="facts", rows=[(writer.text("tracking"), each) for each in numbers])
    if writer.undated.carrier_days:
        yield writer.p("arrives", days=writer.undated.carrier_days)
    if repaired and (care := writer.promises(*CARE)):
        yield Part(kind="heading", text=writer.text("care"))
        yield Part(kind="list", rows=[(text,) for text in care])
    for text in [*writer.terms("warranty"), *writer.promises("look-again")] if repaired else ():
        yield Part(kind="p", text=text)
    yield writer.p("thanks" if repaired else "thanks-unrepaired")


PARTS: Mapping[LetterKind, Callable[[LetterWriter], Parts]] = {
    LetterKind.DETAILS: _details,
    LetterKind.SEND_IN: _send_in,
    LetterKind.ARRIVED: _arrived,
    LetterKind.QUOTE: quote_parts,
    LetterKind.REMINDER: reminder_parts,
    LetterKind.NOT_REPAIRABLE: _not_repairable,
    LetterKind.AT_WORKSHOP: _at_workshop,
    LetterKind.LATE: _late,
    LetterKind.UNCOLLECTED: _uncollected,
    LetterKind.ON_ITS_WAY: _on_its_way,
}
