"""The answer as the page shows it: headline, timeline, message, calendar file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import pytest

from estimator import bridge
from estimator.answers.calendar_file import LONGEST_LINE, calendar_name, calendar_text
from estimator.answers.headline import headline_element
from estimator.answers.message import UNESCAPED, escaped, message_text
from estimator.answers.page_answer import answer_data
from estimator.answers.timeline import LEFT, RIGHT, timeline_figure
from estimator.answers.tree import Attributes, Tree, parts_of
from tests.estimator.answers.answered_cases import (
    LANGUAGES,
    PAGES,
    REQUEST,
    every_writer,
    text_of,
    writer_of,
)
from tests.tools.casebook import policy_with

ASKED = date(2026, 5, 20)


PAGE = json.dumps({"policy": PAGES.policy, "packing": PAGES.packing, "read_on": str(ASKED)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bridge_returns_trees(language: str) -> None:
    """`answer_tree` returns answers and refusals as one line of ASCII JSON."""
    writer = writer_of(REQUEST, language)
    wrong = json.dumps({**REQUEST, "arrives": ""})
    answer, refusal = (
        bridge.answer_tree(text, language, PAGE) for text in (json.dumps(REQUEST), wrong)
    )

    assert json.loads(answer) == answer_data(writer, ASKED)
    assert [one["field"] for one in json.loads(refusal)["problems"]] == ["arrives"]
    assert (answer + refusal).isascii()
    assert "\n" not in answer + refusal


def elements_in(tree: Tree) -> Iterator[tuple[str, Attributes, str]]:
    """Yield name, attributes and text of each element."""
    if isinstance(tree, list):
        name, attributes, children = parts_of(tree)
        yield name, attributes, text_of(tree)
        for child in children:
            yield from elements_in(child)


def clock(arrives: str, language: str = "en") -> str:
    """Return what the headline says of the last day for the parcel."""
    request = {**REQUEST, "arrives": arrives}
    elements = elements_in(headline_element(writer_of(request, language), ASKED))
    return next(
        text for _, attributes, text in elements if attributes.get("id") == "estimate-clock"
    )


@pytest.mark.parametrize(("arrives", "left"), [
    ("2026-06-01", "Your parcel arrives 29 days before that."),
    ("2026-06-29", "Your parcel arrives 1 day before that."),
    ("2026-06-30", "Your parcel arrives on that day."),
])  # fmt: skip
def test_the_last_day_is_open(arrives: str, left: str) -> None:
    """Where the cut-off is an open day the headline names it, and how long before it the parcel is."""
    sentence = (
        "Arrive by Tue 30 June 2026 to go with the June parcel. One day later costs about a month."
    )

    assert clock(arrives) == f"{sentence} {left}"


@pytest.mark.parametrize(("arrives", "left"), [
    ("2027-02-01", " Your parcel arrives 25 days before that."),
    ("2027-02-26", " Your parcel arrives on that day."),
    ("2027-02-28", ""),
])  # fmt: skip
def test_the_last_day_is_closed(arrives: str, left: str) -> None:
    """Where the cut-off is a closed day the headline names the last open day before it."""
    sentence = (
        "Arrive by Fri 26 February 2027, the last day we are open before Sun 28 February, "
        "to go with the February parcel. Later costs about a month."
    )

    assert clock(arrives) == sentence + left


@pytest.mark.parametrize(("read_on", "renewals"), [
    ("2026-05-20", 0), ("2026-06-19", 0), ("2026-06-20", 1), ("2027-01-01", 1),
])  # fmt: skip
def test_an_answer_says_so_where_prices_have_changed(read_on: str, renewals: int) -> None:
    """From the day of a new price on, an older answer has a sentence and a button; until then it is right."""
    dearer = policy_with([{"at": "handling.fee", "add": {"from": date(2026, 6, 20), "value": 950}}])
    page = json.dumps({**json.loads(PAGE), "read_on": read_on})
    answer = json.loads(bridge.answer_tree(json.dumps(REQUEST), "en", page, dearer))
    ids = [
        attributes.get("id") for tree in answer["tree"] for _, attributes, _ in elements_in(tree)
    ]

    assert renewals == ids.count("estimate-renew")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_timeline_draws_what_it_lists(language: str) -> None:
    """The list names every day of the schedule, and each long holiday on the way is drawn."""
    schedule = writer_of({**REQUEST, "arrives": "2026-07-10"}, language).done.schedule
    elements = list(elements_in(timeline_figure(schedule, language)))
    days = [attributes["datetime"] for name, attributes, _ in elements if name == "time"]
    drawn = [attributes["class"] for name, attributes, _ in elements if name == "rect"]
    (holiday,) = [
        text for _, attributes, text in elements if "holidays" in attributes.get("class", "")
    ]

    assert days == ["2026-07-10", "2026-07-31", "2026-07-31", "2026-08-31"]
    assert drawn == ["estimator-waiting", "estimator-workshop", "estimator-holiday"]
    assert (
        holiday
        == {
            "en": "Obon: Thu 13 August 2026 to Sun 16 August 2026",
            "ja": "お盆：2026年8月13日（木）から2026年8月16日（日）まで",
        }[language]
    )


def test_nothing_is_drawn_outside() -> None:
    """In every case, bars and marks are between the ends of the drawing."""
    for writer in every_writer():
        figure = timeline_figure(writer.done.schedule, writer.language)
        for name, attributes, _ in elements_in(figure):
            if name == "rect":
                ends = [int(attributes["x"]), int(attributes["x"]) + int(attributes["width"])]
            elif name in {"line", "text"}:
                ends = [int(attributes.get("x1", attributes.get("x", 0)))]
            else:
                continue
            assert LEFT <= min(ends) <= max(ends) <= RIGHT + 2


def test_percent_encoding() -> None:
    """Texts are encoded as the standard library does it."""
    text = "Ordinal 1º: ④ 石留め, 50% & more?\r\nname@example.org+ü~_-."

    assert escaped(text) == quote(text, safe=bytes(UNESCAPED))


def test_the_message() -> None:
    """The message names pieces, works, re-plating, days, total and code, and asks for the rest."""
    lines = message_text(writer_of(REQUEST, "en")).splitlines()

    assert lines == [
        "Hello,",
        "I would like to have this repaired. Pieces: 1",
        "",
        "Piece 1: 18K gold-plated",
        "  ① Refinish to new; ④ Stone setting, 3 stones; Re-plating: Not sure",
        "",
        "Day of arrival, about: Mon 1 June 2026",
        "Your estimate (a guide): ¥3,410 – ¥5,390",
        "Back about: Fri 31 July 2026",
        "Estimate code: A9D4-9DG1-1GG8-J1GR-X",
        "",
        "Name:",
        "Order number (if unknown, a photo of the product is attached):",
        "Photos of the damage: attached / to follow",
        "Go-ahead limit (up to this total with tax you may start without asking me again):",
    ]


def events_of(text: str) -> dict[str, str]:
    """Return the first day of each event of a calendar file by the event's title."""
    lines = text.replace("\r\n ", "").split("\r\n")
    fields = [line.partition(":")[::2] for line in lines]
    titles = [value for name, value in fields if name == "SUMMARY"]
    days = [value for name, value in fields if name == "DTSTART;VALUE=DATE"]
    return dict(zip(titles, days, strict=True))


@pytest.mark.parametrize(("asked", "arrives", "events"), [
    ("2026-05-20", "2026-06-01", {
        "Aujour: post the repair": "20260530", "Aujour: repair arrives": "20260601",
        "Aujour: last day for the June parcel": "20260630", "Aujour: repair back about now": "20260731",
    }),
    ("2026-05-31", "2026-06-01", {
        "Aujour: post the repair": "20260531", "Aujour: repair arrives": "20260601",
        "Aujour: last day for the June parcel": "20260630", "Aujour: repair back about now": "20260731",
    }),
    ("2026-05-20", "2026-06-30", {
        "Aujour: post the repair": "20260628", "Aujour: repair arrives": "20260630",
        "Aujour: repair back about now": "20260731",
    }),
    ("2027-02-01", "2027-02-03", {
        "Aujour: post the repair": "20270201", "Aujour: repair arrives": "20270203",
        "Aujour: last day for the February parcel": "20270226",
        "Aujour: repair back about now": "20270331",
    }),
])  # fmt: skip
def test_calendar_file(asked: str, arrives: str, events: dict[str, str]) -> None:
    """Posting, never before the enquiry, arrival, last open day for the parcel if later, return."""
    writer = writer_of({**REQUEST, "asked": asked, "arrives": arrives}, "en")

    assert events_of(calendar_text(writer)) == events
    assert calendar_name(writer) == f"repair-{writer.done.schedule.back}.ics"


def test_calendar_files_are_sound() -> None:
    """In every case each line has at most 75 bytes, and each event has an id of its own."""
    for writer in every_writer():
        text = calendar_text(writer)
        unfolded = text.replace("\r\n ", "").split("\r\n")
        ids = [line for line in unfolded if line.startswith("UID:")]
        assert max(len(line.encode()) for line in text.split("\r\n")) <= LONGEST_LINE
        assert len(ids) == len(set(ids)) == text.count("BEGIN:VEVENT") >= 3
        assert "\n" not in text.replace("\r\n", "")
