"""The measured turnaround: figures only, from enough pieces, in a file that the site reads."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from backoffice import jobs
from backoffice.jobs.publishing import LEAST, publish
from backoffice.messages.errors import RefusedError
from estimator.policy.file import load_policy
from pages.measured_turnaround import measured
from pages.page_context import PageContext
from tests.backoffice.desks import APPROVED, MAY, at, edit, run_of

CONTEXT = {
    language: PageContext(book=load_policy(), build_day=date(2026, 11, 26), language=language)
    for language in ("en", "ja")
}


def desk_of(pieces):
    """Return a desk whose pieces took 43, 44, 45 … days."""
    run = run_of(*([APPROVED] * pieces), now="2026-06-01 09:00")
    jobs.close(run, MAY)
    for number in range(pieces):
        sent = date(2026, 5, 20) + timedelta(days=43 + number)
        edit(run, number + 2, back=date(2026, 6, 30), sent=sent)
    return jobs.read_desk(at(run, "2026-11-26 09:00"))


def test_what_is_published(tmp_path):
    """Median and nine in ten by nearest rank, how many pieces, until when; and the site says it."""
    path = tmp_path / "measured" / "turnaround.json"
    done = publish(desk_of(LEAST), path)

    assert {
        "format": 1, "until": "2026-11-26", "pieces": 20, "median_days": 52, "nine_in_ten_days": 60,
    } == json.loads(path.read_text())  # fmt: skip
    assert (52, 60) == (done.median_days, done.nine_in_ten_days)
    assert (
        "By these rules a piece is back 28 to 61 days after it arrived. Of the 20 pieces that went back "
        "in the year to Thu 26 November 2026, half took 52 days or fewer, and nine in ten 60 days or fewer."
    ) == measured(CONTEXT["en"], path)
    assert "お返しした20点では、半数が52日以内、9割が60日以内" in measured(CONTEXT["ja"], path)


def test_too_few_pieces(tmp_path):
    """A few pieces are chance, and could tell of one customer: nothing is written."""
    with pytest.raises(RefusedError, match="Only 19 pieces went back"):
        publish(desk_of(LEAST - 1), tmp_path / "figures.json")
    assert [] == [*tmp_path.iterdir()]


def test_there_is_no_site_here(tmp_path, monkeypatch):
    """Outside the folder of the site's source the file has to be named."""
    monkeypatch.chdir(tmp_path)
    desk = desk_of(LEAST)

    with pytest.raises(RefusedError, match="There is no site here"):
        publish(desk)
    (tmp_path / "site").mkdir()
    assert publish(desk).path.is_file()


def test_a_page_without_the_file(tmp_path):
    """Nothing is shown where nothing was published."""
    assert "" == measured(CONTEXT["en"], tmp_path / "none.json")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 2}',
        '{"format": 1, "until": "soon", "pieces": 1, "median_days": 1, "nine_in_ten_days": 1}',
        '{"format": 1, "until": "2026-11-26", "pieces": 20, "median_days": 9, "nine_in_ten_days": 8}',
        '{"format": 1, "until": "2026-11-26", "pieces": true, "median_days": 8, "nine_in_ten_days": 9}',
    ],
)
def test_a_file_that_somebody_changed(text, tmp_path):
    """It stops the build, which names the file."""
    path = tmp_path / "turnaround.json"
    path.write_text(text)

    with pytest.raises(
        ValueError, match=r"turnaround\.json is not as `backoffice publish` writes it"
    ):
        measured(CONTEXT["en"], path)
