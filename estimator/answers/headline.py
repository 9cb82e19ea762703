"""The first part of an answer: total, day of return, the last day for this month's parcel, notices of days.

It is one tree with texts in its fields.  Python fills them in for one estimate; the page's table of
answers (`site/pages/answer_table.py`) has the same tree with the fields open, and the texts for each choice.
An empty text leaves its element out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.tree import Element, Tree, element
from estimator.policy.phrases import day_count
from estimator.rules.notices import of_days
from estimator.rules.open_days import is_open
from estimator.rules.schedule import Schedule

FAR = timedelta(days=60)
"""A parcel that arrives later than this is more often a slip of the year than a plan."""

OF_DAYS = ("back", "after", "closed", "clock", "left")
"""Fields: the day of return, how long that is after arrival, that the shop is closed then; the last day of arrival
for the parcel, how long before it the parcel arrives."""

FIELDS = ("older", "question", "total", "net", *OF_DAYS)
"""Before those of days: that the prices are not those of today, the question about an unlikely day of arrival, what
the customer pays, the same before tax."""


def headline_element(writer: AnswerWriter, read_on: date, *, repriced: bool = False) -> Element:
    """Return the headline as read on a day; `repriced` if other prices than its own are in force then."""
    quote, request, schedule = writer.done.quote, writer.done.request, writer.done.schedule
    texts = {
        "older": writer.text("older", day=writer.day(request.asked)) if repriced else "",
        "question": question_text(writer, read_on),
        "total": writer.range(quote.total),
        "net": writer.range(quote.net) if quote.tax else "",
        **day_texts(writer, schedule),
    }
    return headline_tree(writer, texts, day_notices(writer, schedule))


def headline_tree(
    writer: AnswerWriter, texts: Mapping[str, str], notices: Sequence[Tree]
) -> Element:
    """Return the headline with a text in each of `FIELDS`, and notices of days."""
    tax = writer.policy.tax
    net = element("span", {"id": "estimate-net"}, texts["net"])
    question = {"class": "estimator-question", "id": "estimate-question"}
    clock = {"class": "estimator-clock", "id": "estimate-clock"}
    return element(
        "div", {"class": "estimator-headline", "id": "estimate-headline"},
        element("h2", {"id": "estimate-heading", "tabindex": -1}, writer.text("estimate")),
        _older(writer, texts["older"]) if texts["older"] else None,
        element("p", question, texts["question"]) if texts["question"] else None,
        element(
            "p", {"class": "estimator-total"},
            element("span", {}, writer.taxed("total")), " ",
            element("strong", {"id": "estimate-total"}, texts["total"]),
        ),
        element("p", {"class": "estimator-net"}, writer.text("net"), " ", net, " ", writer.why(tax.clause))
        if tax and texts["net"] else None,
        element(
            "p", {"class": "estimator-back"},
            element("span", {}, writer.text("back")), " ",
            element("strong", {"id": "estimate-back"}, texts["back"]),
            element("span", {"class": "estimator-joint"}, writer.text("joint")),
            element("span", {}, texts["after"]),
        ),
        element("p", {"class": "estimator-closed"}, texts["closed"]) if texts["closed"] else None,
        element("p", clock, texts["clock"], element("span", {}, texts["left"]) if texts["left"] else None)
        if texts["clock"] else None,
        element("ul", {"class": "estimator-know estimator-days"}, *notices) if notices else None,
    )  # fmt: skip


def day_texts(writer: AnswerWriter, schedule: Schedule) -> dict[str, str]:
    """Return the texts of `OF_DAYS` for a schedule."""
    clock, left = _clock(writer, schedule)
    texts = (
        writer.day(schedule.back),
        writer.text("after", days=writer.label(day_count(schedule.days))),
        "" if is_open(schedule.back, writer.policy) else writer.text("back-closed"),
        clock,
        writer.text("gap") + left if left else "",
    )
    return dict(zip(OF_DAYS, texts, strict=True))


def day_notices(writer: AnswerWriter, schedule: Schedule) -> list[Element]:
    """Return the notices of the days, one list entry each."""
    return [writer.notice(notice) for notice in of_days(schedule, writer.policy)]


def _older(writer: AnswerWriter, text: str) -> Element:
    """Return the sentence about the prices, and the button for today's."""
    button = {"type": "button", "id": "estimate-renew", "class": "estimator-button"}
    renew = element("button", button, writer.text("renew"))
    return element("p", {"class": "estimator-older"}, element("span", {}, text), " ", renew)


def question_text(writer: AnswerWriter, read_on: date) -> str:
    """Return the question about a day of arrival that has passed or is far ahead; empty for others."""
    arrives = writer.done.schedule.arrives
    if arrives < read_on:
        return writer.text("passed", day=writer.day(arrives))
    if arrives > read_on + FAR:
        days = writer.label(day_count((arrives - read_on).days))
        return writer.text("far", day=writer.day(arrives), days=days)
    return ""


def _clock(writer: AnswerWriter, schedule: Schedule) -> tuple[str, str]:
    """Return the last day of arrival for the parcel, an open one, and how long before it the parcel arrives, if it does.

    Source: policy P9, P11.
    """
    if not schedule.batch or not schedule.cutoff:
        return "", ""
    last = schedule.last_open or schedule.cutoff
    sentence = writer.text(
        "clock" if last == schedule.cutoff else "clock-open",
        day=writer.day(last),
        cutoff=wording.day_of_month(schedule.cutoff, writer.language),
        month=wording.month_name(schedule.batch.month, writer.language),
    )
    days = (last - schedule.arrives).days
    if days < 0:
        return sentence, ""
    left = writer.text("clock-left", days=writer.label(day_count(days)))
    return sentence, left if days else writer.text("clock-last")
