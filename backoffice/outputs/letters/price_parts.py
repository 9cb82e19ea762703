"""What the letters with a price say: the quote, its reminder, the answer asked for and until when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from backoffice.intake.frames import Known
from backoffice.outputs.letters.letter import Part, headed_list, paragraphs
from backoffice.outputs.letters.letter_writer import LetterWriter


def quote_parts(writer: LetterWriter) -> Iterator[Part]:
    """Yield what was found, and the price."""
    yield writer.p("seen")
    limit, total = writer.cell(Known.LIMIT), writer.total()
    if limit is not None and total is not None and total > limit:
        yield writer.p("above", limit=writer.money(int(limit)))
    yield from _prices(writer)


def reminder_parts(writer: LetterWriter) -> Iterator[Part]:
    """Yield when the price was told, and the price once more."""
    yield writer.p("told", day=writer.rule.told(writer.at))
    yield from _prices(writer)


def _prices(writer: LetterWriter) -> Iterator[Part]:
    """Yield the price, the answer that is asked for and until when, and what else counts."""
    text = partial(writer.common, group="letter-quote")
    prices = writer.prices()
    if prices:
        amount = text("amount" if writer.undated.tax else "amount-exempt")
        yield Part(kind="prices", text=text("work"), rows=[(amount,)], prices=prices.rows())
    yield Part(kind="heading", text=text("answer"))
    yield from paragraphs((text("please"), _until(writer), text("nothing-before")))
    declining = [*writer.terms("declining", "cancelling"), *writer.clauses("P13")]
    yield from headed_list(text("decline"), declining)
    if paying := writer.terms("paying"):
        yield Part(kind="heading", text=text("paying"))
        yield Part(kind="p", text=paying[0])
    if prices:
        yield from headed_list(text("why"), prices.reasons())


def _until(writer: LetterWriter) -> str:
    """Return until when an answer makes the coming parcel, and what a later one means."""
    text = partial(writer.common, group="letter-quote")
    parcel, later = writer.coming_parcel(), writer.coming_parcel(later=1)
    if not parcel:
        return text("at-once")
    key = "today-only" if parcel.last_open == writer.today else "in-time"
    last, month, dispatch = parcel.last_open, parcel.batch, parcel.dispatch
    in_time = text(key, last=last, month=month, dispatch=dispatch, back=parcel.back)
    after = text("later", back=later.back) if later else ""
    return f"{in_time} {after}".strip() if writer.language == "en" else in_time + after
