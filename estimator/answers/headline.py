"""The first part of an answer: total, day of return, the last day for this month's parcel, notices of days.

It is one tree with texts in its fields.  Python fills them in for one estimate; the page's table of
answers (`site/pages/answer_table.py`) has the same tree with the fields open, and the texts for each choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.tree import Element, element
from estimator.policy.phrases import day_count
from estimator.rules.notices import of_days
from estimator.rules.open_days import is_open
from estimator.rules.schedule import Schedule

FAR = timedelta(days=60)
"""A parcel that arrives later than this is more often a slip of the year than a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTexts:
    """What an answer says of its days; empty for what there is nothing to say of.

    Attributes:
        back: The day of return.
        after: How long that is after arrival.
        closed: That the shop is closed on that day.
        clock: The last day of arrival for the parcel.
        left: How long before it the parcel arrives.
        notices: Notices of the days, one list entry each.
    """

    back: str
    after: str
    closed: str
    clock: str
    left: str
    notices: tuple[Element | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineTexts:
    """What stands in the fields of the headline; an empty text leaves its element out.

    Attributes:
        older: That the prices are not those of today.
        question: The question about an unlikely day of arrival.
        total: What the customer pays.
        net: The same before tax.
        days: What is said of the days.
    """

    older: str
    question: str
    total: str
    net: str
    days: DayTexts


def headline_element(writer: AnswerWriter, read_on: date, *, repriced: bool = False) -> Element:
    """Return the headline of an answer.

    Args:
        writer: Writes the answer.
        read_on: The day on which it is read.
        repriced: Whether other prices than those of the answer are in force on that day.
    """
    quote, request = writer.done.quote, writer.done.request
    texts = HeadlineTexts(
        older=writer.text("older", day=writer.day(request.asked)) if repriced else "",
        question=question_text(writer, read_on),
        total=writer.range(quote.total),
        net=writer.range(quote.net) if quote.tax else "",
        days=day_texts(writer, writer.done.schedule),
    )
    return headline_tree(writer, texts)


def headline_tree(writer: AnswerWriter, texts: HeadlineTexts) -> Element:
    """Return the headline with `texts` in its fields."""
    days, tax = texts.days, writer.policy.tax
    net = element("span", {"id": "estimate-net"}, texts.net)
    question = {"class": "estimator-question", "id": "estimate-question"}
    clock = {"class": "estimator-clock", "id": "estimate-clock"}
    return element(
        "div", {"class": "estimator-headline", "id": "estimate-headline"},
        element("h2", {"id": "estimate-heading", "tabindex": -1}, writer.text("estimate")),
        _older(writer, texts.older) if texts.older else None,
        element("p", question, texts.question) if texts.question else None,
        element(
            "p", {"class": "estimator-total"},
            element("span", {}, writer.taxed("total")), " ",
            element("strong", {"id": "estimate-total"}, texts.total),
        ),
        element("p", {"class": "estimator-net"}, writer.text("net"), " ", net, " ", writer.why(tax.clause))
        if tax and texts.net else None,
        element(
            "p", {"class": "estimator-back"},
            element("span", {}, writer.text("back")), " ",
            element("strong", {"id": "estimate-back"}, days.back),
            element("span", {"class": "estimator-joint"}, writer.text("joint")),
            element("span", {}, days.after),
        ),
        element("p", {"class": "estimator-closed"}, days.closed) if days.closed else None,
        element("p", clock, days.clock, element("span", {}, days.left) if days.left else None)
        if days.clock else None,
        element("ul", {"class": "estimator-know estimator-days"}, *days.notices)
        if days.notices else None,
    )  # fmt: skip


def day_texts(writer: AnswerWriter, schedule: Schedule) -> DayTexts:
    """Return what is said of the days of a schedule."""
    gap = writer.text("gap")
    clock, left = _clock(writer, schedule)
    closed = "" if is_open(schedule.back, writer.policy) else writer.text("back-closed")
    return DayTexts(
        back=writer.day(schedule.back),
        after=writer.text("after", days=writer.label(day_count(schedule.days))),
        closed=closed,
        clock=clock,
        left=gap + left if left else "",
        notices=tuple(writer.notice(notice) for notice in of_days(schedule, writer.policy)),
    )


def _older(writer: AnswerWriter, text: str) -> Element:
    """Return the sentence about the prices, and the button for today's."""
    button = {"type": "button", "id": "estimate-renew", "class": "estimator-button"}
    older = element("span", {}, text)
    return element(
        "p",
        {"class": "estimator-older"},
        older,
        " ",
        element("button", button, writer.text("renew")),
    )


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
    """Return the last day of arrival for the parcel, the last open day if that is before, and what is left.

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
    return sentence, _left(writer, (last - schedule.arrives).days)


def _left(writer: AnswerWriter, days: int) -> str:
    """Return how long before the last day the parcel arrives; empty if it arrives after it."""
    if days < 0:
        return ""
    if days == 0:
        return writer.text("clock-last")
    return writer.text("clock-left", days=writer.label(day_count(days)))
