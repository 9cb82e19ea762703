"""The first part of an answer: total, day of return, and the last day for this month's parcel."""

from __future__ import annotations

from datetime import date, timedelta

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.tree import Element, element
from estimator.policy.phrases import day_count
from estimator.rules.open_days import is_open

FAR = timedelta(days=60)
"""A parcel that arrives later than this is more often a slip of the year than a plan."""


def headline_elements(writer: AnswerWriter, read_on: date) -> list[Element]:
    """Return the headline; an answer asked on another day than `read_on` says so."""
    quote, schedule = writer.done.quote, writer.done.schedule
    days = writer.label(day_count(schedule.days))
    gap = writer.text("gap")
    total = writer.taxed("total")
    parts = [
        element("h2", {"id": "estimate-heading", "tabindex": -1}, writer.text("estimate")),
        _older(writer, read_on),
        _question(writer, read_on),
        element(
            "p", {"class": "estimator-total"},
            element("span", {}, total), " ",
            element("strong", {"id": "estimate-total"}, writer.range(quote.total)),
        ),
        _net(writer),
        element(
            "p", {"class": "estimator-back"},
            element("span", {}, writer.text("back")), " ",
            element("strong", {"id": "estimate-back"}, writer.day(schedule.back)), gap,
            element("span", {}, writer.text("after", days=days)),
            *_closed(writer),
        ),
        _clock(writer),
    ]  # fmt: skip
    return [part for part in parts if part is not None]


def _older(writer: AnswerWriter, read_on: date) -> Element | None:
    asked = writer.done.request.asked
    if asked == read_on:
        return None
    button = element(
        "button",
        {"type": "button", "id": "estimate-renew", "class": "estimator-button"},
        writer.text("renew"),
    )
    older = writer.text("older", day=writer.day(asked))
    return element("p", {"class": "estimator-older"}, older, " ", button)


def question_text(writer: AnswerWriter, read_on: date) -> str:
    """Return the question about a day of arrival that has passed or is far ahead; empty for others."""
    arrives = writer.done.schedule.arrives
    if arrives < read_on:
        return writer.text("passed", day=writer.day(arrives))
    if arrives > read_on + FAR:
        days = writer.label(day_count((arrives - read_on).days))
        return writer.text("far", day=writer.day(arrives), days=days)
    return ""


def _question(writer: AnswerWriter, read_on: date) -> Element | None:
    question = question_text(writer, read_on)
    attributes = {"class": "estimator-question", "id": "estimate-question"}
    return element("p", attributes, question) if question else None


def _closed(writer: AnswerWriter) -> list[str | Element]:
    """Return that the shop is closed on the day of return; nothing if it is open."""
    if is_open(writer.done.schedule.back, writer.policy):
        return []
    return [writer.text("gap"), element("span", {}, writer.text("back-closed"))]


def _net(writer: AnswerWriter) -> Element | None:
    quote, tax = writer.done.quote, writer.policy.tax
    if not quote.tax or not tax:
        return None
    amount = element("span", {"id": "estimate-net"}, writer.range(quote.net))
    rule = writer.why(tax.clause)
    return element("p", {"class": "estimator-net"}, writer.text("net"), " ", amount, " ", rule)


def _clock(writer: AnswerWriter) -> Element | None:
    """Return the last day of arrival for the parcel: the last open day, if that is before.

    Source: policy P9, P11.
    """
    schedule = writer.done.schedule
    if not schedule.batch or not schedule.cutoff:
        return None
    last = schedule.last_open or schedule.cutoff
    sentence = writer.text(
        "clock" if last == schedule.cutoff else "clock-open",
        day=writer.day(last),
        cutoff=wording.day_of_month(schedule.cutoff, writer.language),
        month=wording.month_name(schedule.batch.month, writer.language),
    )
    left = _left(writer, (last - schedule.arrives).days)
    return element("p", {"class": "estimator-clock", "id": "estimate-clock"}, sentence, *left)


def _left(writer: AnswerWriter, days: int) -> list[str]:
    """Return how long before the last day the parcel arrives; nothing if it arrives after it."""
    if days < 0:
        return []
    if days == 0:
        return [writer.text("gap"), writer.text("clock-last")]
    return [writer.text("gap"), writer.text("clock-left", days=writer.label(day_count(days)))]
