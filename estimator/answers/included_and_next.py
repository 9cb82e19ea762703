"""The last part of an answer: notices of the pieces, what is included, what to do next, the estimate code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.tree import Element, element
from estimator.rules import codes
from estimator.rules.notices import of_pieces

EXCLUDED = ("P13", "P17")
NEXT = ("P1", "P2", "P3", "P14")
PACKING = "P16"
"""The rules that the sections quote, as far as the policy has them."""


def note_elements(writer: AnswerWriter) -> list[Element]:
    """Return the folded sections of notes, and the estimate code."""
    notices = of_pieces(writer.done.request.items, writer.policy)
    know = [
        _list("ul", "know", [writer.notice(notice) for notice in notices]),
        *_titled("excluded", list(_excluded(writer)), writer),
    ]
    return [
        writer.folded("know", *know),
        writer.folded("next", _list("ol", "next", list(_next(writer)))),
        _code(writer),
    ]


def _titled(key: str, entries: Sequence[Element], writer: AnswerWriter) -> list[Element]:
    if not entries:
        return []
    return [element("h4", {}, writer.text(key)), _list("ul", key, entries)]


def _list(kind: str, key: str, entries: Sequence[Element]) -> Element:
    return element(kind, {"class": f"estimator-{key}"}, *entries)


def _excluded(writer: AnswerWriter) -> Iterator[Element]:
    yield from _rules(EXCLUDED, writer)
    chosen = {code for item in writer.done.request.items for code in item.services}
    for code, service in writer.policy.services.items():
        if code in chosen and service.note:
            yield element("li", {}, writer.label(service.note))


def _next(writer: AnswerWriter) -> Iterator[Element]:
    yield from _rules(NEXT, writer)
    if PACKING in writer.policy.clauses:
        link = element("a", {"href": writer.pages.packing}, writer.text("packing"))
        yield element("li", {}, writer.label(writer.policy.clauses[PACKING].text), " ", link)


def _rules(clauses: Sequence[str], writer: AnswerWriter) -> Iterator[Element]:
    for clause in clauses:
        if clause in writer.policy.clauses:
            rule = writer.label(writer.policy.clauses[clause].text)
            yield element("li", {}, rule, " ", writer.why(clause))


def _code(writer: AnswerWriter) -> Element:
    done = writer.done
    code = codes.encode(done.request, done.policy)
    edition = writer.text(
        "edition", since=writer.day(done.quote.edition), asked=writer.day(done.request.asked)
    )
    return element(
        "p", {"class": "estimator-small"},
        writer.text("code"), " ", element("code", {"id": "estimate-code"}, code),
        element("br", {}), edition,
    )  # fmt: skip
