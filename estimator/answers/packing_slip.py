"""The sheet that travels with the pieces: who sends them, the estimate code, what to enclose."""

from __future__ import annotations

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.message import named_pieces, summary_lines
from estimator.answers.piece_signs import Notation, piece_lines
from estimator.answers.tree import Element, element
from estimator.rules import codes

RULES = ("P14", "P16")
"""What to know before the parcel is closed, as far as the policy has it."""
MOST_IN_WORDS = 5
"""Pieces whose work is written in words; more would not leave room for the rest of the page."""
FILLED_IN = ("slip-name", "slip-order")
ENCLOSED = ("slip-sheet", "slip-pieces", "slip-loose")


def slip_element(writer: AnswerWriter) -> Element:
    """Return the slip: it fills one printed page, whatever the request, and no screen shows it.

    The shell draws the code as a QR code into ``#estimate-qr`` before the browser prints.
    """
    code = codes.encode(writer.done.request, writer.policy)
    policy = writer.policy
    rules = [writer.label(policy.clauses[one].text) for one in RULES if one in policy.clauses]
    return element(
        "div",
        {"id": "estimate-slip", "class": "estimator-slip"},
        element("h2", {}, writer.text("slip-title", shop=writer.label(policy.shop.name))),
        _fields(writer),
        element(
            "div",
            {"class": "estimator-slip-code"},
            element("div", {"id": "estimate-qr", "aria-hidden": "true"}),
            element("p", {}, writer.text("code"), element("br", {}), element("code", {}, code)),
        ),
        element("h3", {}, writer.text("slip-work")),
        _list([*_pieces(writer), *summary_lines(writer)]),
        element("h3", {}, writer.text("slip-enclose")),
        _list([writer.text(key) for key in ENCLOSED]),
        *(element("p", {}, rule) for rule in rules),
    )


def _fields(writer: AnswerWriter) -> Element:
    """Return the lines to fill in; the theme's script would wrap a table without a class."""
    rows = [
        element("tr", {}, element("th", {"scope": "row"}, writer.text(key)), element("td", {}))
        for key in FILLED_IN
    ]
    return element("table", {"class": "estimator-slip-fields"}, element("tbody", {}, *rows))


def _pieces(writer: AnswerWriter) -> list[str]:
    if len(writer.done.request.items) > MOST_IN_WORDS:
        return piece_lines(writer, Notation.SIGNS)
    return [writer.named(*entry) for entry in named_pieces(writer)]


def _list(entries: list[str]) -> Element:
    return element("ul", {}, *(element("li", {}, entry) for entry in entries))
