"""Days in answers: a day that needs a question, a closed day of return, a day that is not known."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from estimator import bridge
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.headline import headline_element
from estimator.answers.page_answer import answer_data
from estimator.answers.plain_text import estimate_text
from estimator.answers.refused_request import known_days, problem_text
from estimator.answers.tree import parts_of
from estimator.errors import EstimatorError, PolicyError
from estimator.rules.notices import just_missed
from estimator.rules.open_days import is_open
from estimator.rules.schedule import schedule_for
from tests.estimator.answers import answered_cases
from tests.tools.casebook import policy_called

SHOP = policy_called("policy.toml")
WATCH = policy_called("watch.toml")
TODAY = date(2026, 5, 20)
PIECE = {"material": "silver", "services": {"clean": 1}}


def writer_of(arrives: date | str, language: str = "en") -> AnswerWriter:
    """Return the writer of the answer about one piece that arrives on `arrives`."""
    request = {"asked": str(TODAY), "arrives": str(arrives), "items": [PIECE]}
    return answered_cases.writer_of(request, language)


def question(arrives: date | str, language: str = "en", read_on: date = TODAY) -> str:
    """Return the question in the answer; empty if it asks none."""
    for made in parts_of(headline_element(writer_of(arrives, language), read_on))[2]:
        if parts_of(made)[1].get("id") == "estimate-question":
            return answered_cases.text_of(made)
    return ""


@pytest.mark.parametrize(("arrives", "english", "japanese"), [
    ("2025-12-03", "Wed 3 December 2025 has passed. On which day will your parcel reach us?",
     "2025年12月3日（水）はすでに過ぎています。当店への到着はいつのご予定でしょうか。"),
    ("2026-05-19", "Tue 19 May 2026 has passed. On which day will your parcel reach us?",
     "2026年5月19日（火）はすでに過ぎています。当店への到着はいつのご予定でしょうか。"),
    ("2026-05-20", "", ""),
    ("2026-07-19", "", ""),
    ("2026-07-20", "Mon 20 July 2026 is 61 days from now. Is that the day on which your parcel will reach us?",
     "2026年7月20日（月）は61日先です。当店への到着はこの日でお間違いないでしょうか。"),
])  # fmt: skip
def test_a_day_that_has_passed_or_is_far_off_is_answered_with_a_question(
    arrives: str, english: str, japanese: str
) -> None:
    """Before today, or more than sixty days ahead, the answer asks for the day; else it does not."""
    assert (english, japanese) == (question(arrives), question(arrives, "ja"))


def test_an_old_answer_asks_as_of_the_day_it_is_read() -> None:
    """A link of May that is opened in July asks about its day of arrival in June."""
    assert "Mon 1 June 2026 has passed." in question("2026-06-01", read_on=date(2026, 7, 1))


def test_the_question_is_announced() -> None:
    """Who hears the page hears the question with the total and the day."""
    announced = answer_data(writer_of("2025-12-03"), TODAY)["announcement"]

    assert str(announced).endswith("has passed. On which day will your parcel reach us?")


@pytest.mark.parametrize(("arrives", "english", "japanese"), [
    ("2026-07-10", "", ""),  # back on Mon 31 August 2026
    ("2026-12-10", "We are closed on that day.", "この日は当店の休業日です。"),  # Sun 31 January 2027
])  # fmt: skip
def test_a_closed_day_of_return_is_named(arrives: str, english: str, japanese: str) -> None:
    """A day of return on which the shop is closed says so beside it, in page and text."""
    for language, sentence in (("en", english), ("ja", japanese)):
        done = writer_of(arrives, language).done
        text = estimate_text(done, language)
        assert is_open(done.schedule.back, done.policy) is not bool(sentence)
        assert sentence in text
        assert bool(sentence) == ("closed on that day" in text or "この日は当店の休業日" in text)


def test_what_was_just_missed_is_an_open_day() -> None:
    """The notice about the parcel before names the last day on which it was safe to arrive."""
    day = date(2024, 2, 1)
    while day < date(2028, 6, 1):
        missed = just_missed(day, SHOP.undated)
        assert missed is not None
        assert is_open(missed, SHOP.undated)
        assert missed < day.replace(day=1)
        day = (day + timedelta(days=31)).replace(day=1)


@pytest.mark.parametrize(
    ("name", "field"), [("shop", "arrives"), ("watch", "arrives"), ("shop", "asked")]
)
def test_an_unknown_day_is_refused_with_the_days_that_are_known(name: str, field: str) -> None:
    """The days named are the first and the last that are answered; those beside them are refused."""
    book = {"shop": SHOP, "watch": WATCH}[name]
    first, last = known_days(field, book.undated)

    def refused(day: date) -> bool:
        try:
            if field == "arrives":
                schedule_for(day, book.undated)
            else:
                book.on(day)
        except PolicyError:
            return True
        return False

    outside = [first - timedelta(days=1), last + timedelta(days=1)]
    assert [False, False, True, True] == [refused(day) for day in (first, last, *outside)]


@pytest.mark.parametrize("written", ['""', "null", "20260601", '"soon"', '"2026-02-30"', None])
@pytest.mark.parametrize("field", ["asked", "arrives"])
def test_a_day_that_is_missing_or_no_day_asks_for_one(field: str, written: str | None) -> None:
    """An emptied date, and whatever else is no day, is answered with what to do."""
    request: dict[str, object] = {"asked": "2026-05-20", "arrives": "2026-06-01", "items": [PIECE]}
    if written is None:
        del request[field]
    else:
        request[field] = json.loads(written)
    with pytest.raises(EstimatorError) as caught:
        bridge.estimated(json.dumps(request), SHOP)

    assert ["Choose a day, as 2026-06-01."] == [
        problem_text(problem, SHOP.undated, "en") for problem in caught.value.problems
    ]
