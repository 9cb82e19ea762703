"""Fingerprints and seals survive a spreadsheet and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.sheet.folding import as_seen
from backoffice.sheet.seals import (
    CHUNK,
    are_sound,
    cell_text,
    exact_fingerprint,
    fingerprint,
    is_sound,
    pack,
    row_texts,
    seal,
    seals_of,
    texts_of,
    unpack,
)
from backoffice.sheet.snapshot import Link

CELLS = st.one_of(
    st.none(),
    st.text(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)
ROWS = st.lists(CELLS, min_size=1, max_size=6)


def through_a_spreadsheet(cell):
    """Return a cell as a workbook gives it back: numbers as floats, midnight as a day."""
    if cell is None:
        return ""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date()
    return cell


@given(ROWS)
def test_a_seal_survives_a_trip_through_a_spreadsheet(row):
    """Written, saved by Excel and read back, a row is as sound as before."""
    assert is_sound([through_a_spreadsheet(cell) for cell in [*row, seal(row)]], len(row))


@given(ROWS, st.data())
def test_a_changed_cell_breaks_the_seal(row, data):
    """Whatever is changed shows."""
    column = data.draw(st.integers(0, len(row) - 1))
    seen = as_seen(cell_text(row[column]))
    other = data.draw(CELLS.filter(lambda cell: as_seen(cell_text(cell)) != seen))
    written = [*row, seal(row)]
    written[column] = other

    assert not is_sound(written, len(row))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6), st.data())
def test_rows_at_once_are_as_rows_one_by_one(rows, data):
    """Texts, seals and soundness by column are those of each row, also of 1, 1.0 and TRUE in one column."""
    sealed = [[*row, seal(row)] for row in rows]
    for row in sealed:
        if data.draw(st.booleans()):
            row[data.draw(st.integers(0, 3))] = data.draw(CELLS)

    assert (
        [tuple(row_texts(row)) for row in sealed],
        [seal(row) for row in rows],
        [is_sound(row, 3) for row in sealed],
    ) == (texts_of(sealed), seals_of([*zip(*rows, strict=True)]), are_sound(sealed, 3))


SAME = [
    ("がラスの指輪", "か\u3099ラスの指輪"),
    ("café", "cafe\u0301"),
    ("葛城", "葛\U000e0100城"),
    ("塚本", "\ufa10本"),
    ("✔", "✔\ufe0f"),
]
"""Texts that look alike, in two forms."""


@pytest.mark.parametrize(("composed", "other"), SAME)
def test_texts_that_look_alike_have_one_fingerprint(composed, other):
    """Fingerprints and seals fit another form of the same characters, and so do exact ones of earlier versions."""
    assert fingerprint(composed) == fingerprint(other)
    assert is_sound([1, other, seal([1, composed])], 2)
    for text in (composed, other):
        assert is_sound(["R-00101", text, exact_fingerprint(f"R-00101\x1f{text}")], 2)


@given(st.lists(ROWS, max_size=5))
def test_a_record_gives_its_rows_back(rows):
    """Return every cell as text."""
    texts = [*map(row_texts, rows)]

    assert texts == unpack(pack(texts))


def test_a_large_record_is_cut_into_cells():
    """No text is longer than a cell holds, and none is lost."""
    rows = [[f"R-{at:05}", seal([at])] for at in range(5_000)]
    texts = pack(rows)

    assert len(texts) > 1
    assert CHUNK >= max(map(len, texts))
    assert rows == unpack(texts)


@pytest.mark.parametrize("texts", [[], [""], ["nonsense"], ["eJw="], [pack([["a"]])[0][:-4]]])
def test_a_damaged_record_gives_nothing(texts):
    """Half a record is none."""
    assert unpack(texts) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (3, "3"),
        (3.0, "3"),
        (0.5, "0.5"),
        (True, "TRUE"),
        (date(2026, 6, 1), "2026-06-01"),
        (datetime.fromisoformat("2026-06-01T00:00:00"), "2026-06-01"),
        (datetime.fromisoformat("2026-06-01T09:30:15"), "2026-06-01 09:30:15"),
        (datetime.fromisoformat("2026-06-01T09:30:14.999500"), "2026-06-01 09:30:15"),
        (Link(text="F12", sheet="Tickets", cell="F12"), "F12"),
    ],
    ids=str,
)
def test_a_cell_as_text(cell, expected):
    """Numbers without a point, days without a time, moments to the second."""
    assert expected == cell_text(cell)


@given(st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2099-12-31")))
def test_a_moment_survives_the_arithmetic_of_spreadsheets(moment):
    """Excel keeps a moment as a part of a day; a few microseconds go astray."""
    moment = moment.replace(microsecond=0)

    assert cell_text(moment) == cell_text(moment - timedelta(microseconds=400)) == cell_text(
        moment + timedelta(microseconds=400)
    )  # fmt: skip
