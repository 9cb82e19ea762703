"""The lines of an estimate, each with the rule that made it."""

from __future__ import annotations

from itertools import groupby

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.tree import Element, Tree, element
from estimator.rules.items import LineItem, Span


def breakdown_table(writer: AnswerWriter, *, sums: bool = True) -> Element:
    """Return the lines piece by piece; with `sums`, before tax, tax and total below them."""
    quote = writer.done.quote
    titles = (writer.text("work"), writer.taxed("amount"))
    head = element("tr", {}, *(element("th", {"scope": "col"}, title) for title in titles))
    bodies = [
        element("tbody", {}, _piece_row(item, writer), *(_line_row(line, writer) for line in lines))
        for item, lines in groupby(quote.lines, key=lambda line: line.item)
    ]
    foot = element("tfoot", {}, *_sum_rows(writer)) if sums else None
    return element("table", {"class": "estimator-lines"}, element("thead", {}, head), *bodies, foot)


def _piece_row(item: int | None, writer: AnswerWriter) -> Element:
    name = (
        writer.text("request")
        if item is None
        else wording.piece_name(item, writer.done, writer.language)
    )
    return element("tr", {}, element("th", {"colspan": 2, "scope": "rowgroup"}, name))


def _line_row(line: LineItem, writer: AnswerWriter) -> Element:
    name = wording.line_name(line, writer.policy, writer.language)
    return element(
        "tr",
        {"class": None if line.certain else "estimator-perhaps"},
        element("td", {}, *_reasoned(name if line.certain else writer.text("perhaps", name=name),
                                     line.clause, writer)),
        element("td", {}, writer.money(line.amount)),
    )  # fmt: skip


def _sum_rows(writer: AnswerWriter) -> list[Element]:
    quote, tax = writer.done.quote, writer.policy.tax

    def row(name: list[Tree], amount: Span) -> Element:
        title = element("th", {"scope": "row"}, *name)
        return element("tr", {}, title, element("td", {}, writer.range(amount)))

    if not quote.tax or not tax:
        return [row([writer.taxed("total")], quote.total)]
    return [
        row([writer.text("net")], quote.net),
        row(_reasoned(writer.label(tax.label), tax.clause, writer), quote.tax),
        row([writer.text("total")], quote.total),
    ]


def _reasoned(name: str, clause: str, writer: AnswerWriter) -> list[Tree]:
    """Return the name of a line with the link to the rule that made it; one text if they are equal."""
    if name == writer.label(writer.policy.clauses[clause].title):
        return [writer.why(clause)]
    return [name, " ", element("small", {"class": "estimator-rule"}, writer.why(clause))]
