"""What the letters with a price say: the quote, its reminder, the answer asked for and until when."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.intake.frames import Known
from backoffice.outputs.letters.letter import Part
from backoffice.outputs.letters.letter_writer import LetterWriter
from backoffice.outputs.letters.next_parcel import coming_parcel
from backoffice.outputs.letters.price_rows import PriceWriter


def quote_parts(writer: LetterWriter) -> Iterator[Part]:
    """Yield what was found, and the price."""
    yield writer.p("seen")
    limit, total = writer.cell(Known.LIMIT), writer.total()
    if limit is not None and total is not None and total > limit:
        yield writer.p("above", limit=writer.money(int(limit)))
    yield from _prices(writer)


def reminder_parts(writer: LetterWriter) -> Iterator[Part]:
    """Yield when the price was told, and the price once more."""
    yield writer.p("told", day=writer.day(writer.rule.told(writer.at)))
    yield from _prices(writer)


def _prices(writer: LetterWriter) -> Iterator[Part]:
    """Yield the price, the answer that is asked for and until when, and what else counts."""

    def text(key: str, **values: object) -> str:
        return writer.common(key, "letter-quote", **values)

    if writer.policy:
        prices = PriceWriter(writer.policy, writer.language)
        pieces = writer.live_pieces()
        amount = text("amount" if writer.undated.tax else "amount-exempt")
        yield Part(kind="prices", text=text("work"), rows=[(amount,)], prices=prices.rows(pieces))
    yield Part(kind="heading", text=text("answer"))
    yield Part(kind="p", text=text("please"))
    yield Part(kind="p", text=_until(writer))
    yield Part(kind="p", text=text("nothing-before"))
    if declining := [*writer.terms("declining", "cancelling"), *writer.clauses("P13")]:
        yield Part(kind="heading", text=text("decline"))
        yield Part(kind="list", rows=[(each,) for each in declining])
    if paying := writer.terms("paying"):
        yield Part(kind="heading", text=text("paying"))
        yield Part(kind="p", text=paying[0])
    if writer.policy and (reasons := prices.reasons(pieces)):
        yield Part(kind="heading", text=text("why"))
        yield Part(kind="list", rows=[(each,) for each in reasons])


def _until(writer: LetterWriter) -> str:
    """Return until when an answer makes the coming parcel, and what a later one means."""

    def text(key: str, **values: object) -> str:
        return writer.common(key, "letter-quote", **values)

    schedule = coming_parcel(writer)
    if not schedule or not schedule.batch or not schedule.last_open:
        return text("at-once")
    days = {
        "last": writer.day(schedule.last_open),
        "month": writer.month(schedule.batch),
        "dispatch": writer.day(schedule.dispatch),
        "back": writer.day(schedule.back),
    }
    in_time = text("today-only" if schedule.last_open == writer.today else "in-time", **days)
    later = coming_parcel(writer, later=1)
    after = text("later", back=writer.day(later.back)) if later else ""
    return f"{in_time} {after}".strip() if writer.language == "en" else in_time + after
