"""Connecting a Google Sheet: what is created, all or nothing, and what is refused."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.jobs.connecting import connect
from backoffice.messages.errors import BookUnavailableError, LayoutError
from backoffice.sheet.choices import Stage
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.design.validation import hint_of
from backoffice.sheet.headings import Kind, Tab
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from tests.backoffice.books.google_desks import copied, emulator
from tests.backoffice.desks import POLICY
from tests.backoffice.sheets import asked, blank, full_state, row_of, run_on, tab_of, typed_in
from tests.selection import in_turns

COLUMNS = ticket_columns(POLICY.undated)
ROWS = 120


@pytest.fixture(scope="module")
def made():
    """Return the keys of a sheet connected in English and one in Japanese."""
    keys = {}
    for language in ("en", "ja"):
        keys[language] = blank(locale="de_DE")
        connect(run_on(keys[language]), language=language, rows=ROWS)
    return keys


@pytest.fixture(params=["en", "ja"])
def language(request):
    return request.param


@pytest.fixture
def key(made, language):
    return made[language]


@pytest.fixture(autouse=True)
def mended():
    yield
    emulator().mend()
    emulator().between(None)


def test_tabs_are_coloured_and_their_headings_stay_in_sight(key, language):
    """Each tab has a colour; headings are frozen, in Tickets and Today with the first columns."""
    for tab in Tab:
        found = tab_of(key, tab.value.in_(language), "properties")["properties"]
        grid = found["gridProperties"]
        assert "tabColorStyle" in found
        if tab is not Tab.START:
            columns_in_view = 3 if tab in (Tab.TICKETS, Tab.TODAY) else 1
            assert (1, columns_in_view) == (grid["frozenRowCount"], grid["frozenColumnCount"])


def test_a_heading_is_bold_and_its_second_language_small(key, language):
    """And its note says what to type."""
    cells = row_of(key, Tab.TICKETS.value.in_(language), 1, "note,textFormatRuns")

    bold, small = cells[0]["textFormatRuns"]
    assert bold["format"]["bold"]
    assert 8 == small["format"]["fontSize"]
    assert small["startIndex"] == len(COLUMNS[0].heading(language).split("\n")[0]) + 1
    notes = [cell.get("note", "") for cell in cells[: len(COLUMNS)]]
    assert [hint_of(column, language) for column in COLUMNS] == notes


CONDITIONS = {
    Kind.DATE: "DATE_ON_OR_AFTER",
    Kind.YEN: "NUMBER_GREATER_THAN_EQ",
    Kind.CHOICE: "ONE_OF_LIST",
}


@pytest.mark.parametrize("row", [2, ROWS + 1, 300])
def test_each_column_of_tickets_has_its_check(key, language, row):
    """Lists in the language of the sheet, date pickers and number checks, on every row there is; none refuses."""
    cells = row_of(key, Tab.TICKETS.value.in_(language), row)
    for column, cell in zip(COLUMNS, cells, strict=False):
        check = cell.get("dataValidation", {})
        condition = check.get("condition", {})
        expected = CONDITIONS.get(column.kind)
        if column.kind is Kind.COUNT:
            expected = "ONE_OF_LIST" if column.most == 1 else "NUMBER_BETWEEN"
        assert expected == condition.get("type"), column.key
        assert not check.get("strict")
        if column.kind is Kind.CHOICE:
            words = [choice.label.in_(language) for choice in column.choices]
            assert words == [value["userEnteredValue"] for value in condition["values"]]


FORMATS = {
    Kind.NUMBER: "TEXT",
    Kind.TEXT: "TEXT",
    Kind.DATE: "DATE",
    Kind.MOMENT: "DATE_TIME",
    Kind.YEN: "NUMBER",
}


def test_each_column_has_its_number_format(key, language):
    """Text stays text, days show their day of the week, amounts have no decimals."""
    for tab, columns in {**SCRIPT_COLUMNS, Tab.TICKETS: COLUMNS}.items():
        cells = row_of(key, tab.value.in_(language), 300)
        for column, cell in zip(columns, cells, strict=False):
            shown = cell["userEnteredFormat"].get("numberFormat", {})
            assert FORMATS.get(column.kind) == shown.get("type"), column.key
            assert column.kind is not Kind.DATE or "(ddd)" in shown["pattern"]
            assert column.kind is not Kind.YEN or "#,##0" == shown["pattern"]


def test_script_tabs_are_protected(key, language):
    """The script and the owner alone may write them; staff write Tickets."""
    for tab in Tab:
        found = tab_of(key, tab.value.in_(language), "protectedRanges").get("protectedRanges", [])
        if tab is Tab.TICKETS:
            assert [] == found
            continue
        [one] = found
        assert {"sheetId"} >= set(one["range"])
        assert not one.get("warningOnly")
        assert [emulator().email] == one["editors"]["users"]


def test_tickets_can_be_filtered_and_are_banded_and_coloured(key, language):
    """A filter on the headings, bands, and a rule for each kind of row."""
    fields = "basicFilter,bandedRanges,conditionalFormats"
    tab = tab_of(key, Tab.TICKETS.value.in_(language), fields)
    [band] = tab["bandedRanges"]
    formulas = [
        rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
        for rule in tab["conditionalFormats"]
    ]

    assert len(COLUMNS) == tab["basicFilter"]["range"]["endColumnIndex"]
    assert "secondBandColorStyle" in band["rowProperties"]
    assert "=COUNTIF($A$2:$A,$A2)>1" == formulas[0]
    assert 9 == len(formulas)


def test_every_stage_has_its_colour(key, language):
    """The words coloured in Quotes are the words of the stages."""
    rules = tab_of(key, Tab.QUOTES.value.in_(language), "conditionalFormats")["conditionalFormats"]
    words = {rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules}

    assert {stage.value.in_(language) for stage in Stage} == words


def test_start_leads_to_every_tab(key, language):
    """Links inside the sheet, and both languages on the page."""
    fields = "data(rowData(values(userEnteredValue,userEnteredFormat(textFormat(link)))))"
    tab = tab_of(key, Tab.START.value.in_(language), fields)
    cells = [c for row in tab["data"][0]["rowData"] for c in row.get("values", [])]
    ids = [t["properties"]["sheetId"] for t in asked(key, "sheets(properties(sheetId))")["sheets"]]
    links = [
        link["uri"]
        for cell in cells
        if (link := cell.get("userEnteredFormat", {}).get("textFormat", {}).get("link"))
    ]

    assert [f"#gid={number}" for number in ids] == links
    texts = {cell.get("userEnteredValue", {}).get("stringValue") for cell in cells}
    assert {"Every day", "毎日の流れ"} <= texts


def test_the_file_lives_at_the_shop(key, language):
    """Its time zone is the shop's; its locale reads 6/1 as the first of June."""
    properties = asked(key, "properties(locale,timeZone)")["properties"]

    locale = {"en": "en_US", "ja": "ja_JP"}[language]
    assert {"locale": locale, "timeZone": "Asia/Tokyo"} == properties


def test_it_is_ready(key, language):
    """A docket pad, a row in Log, and nothing for the first sync to write."""
    copy = run_on(copied(emulator(), key))
    desk = jobs.read_desk(copy)

    assert (ROWS, 1, language) == (len(desk.rows.blank), desk.ledger.last_run, desk.language)
    assert [] == list(desk.problems)
    assert () == jobs.sync(copy).wrote


def test_it_takes_few_requests():
    """Two to look, one to make, three to fill; the payload of each stays below two megabytes."""
    key = blank()
    emulator().requests.clear()

    connect(run_on(key), language="en", rows=200)

    assert 6 >= len(emulator().requests)
    assert 2_000_000 > max(request.size for request in emulator().requests)


def test_a_second_time_changes_nothing(key, language):
    """Connecting a desk at work again reports it and changes no cell, rule or note."""
    copy = copied(emulator(), key)
    typed_in(copy, Tab.TICKETS.value.in_(language), "D2", "=1+1")
    before = full_state(copy)

    again = connect(run_on(copy), language="en", rows=500)

    assert (False, []) == (again.made, again.mended)
    assert before == full_state(copy)


# ------------------------------------------------------------------ refusals


def own_tickets(key):
    emulator().staff(key).add_tab("Tickets")
    typed_in(key, "Tickets", "C7", "concert, row 5")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda key: emulator().share(key, emulator().email, None),
         {"en": ["Share", "Editor"], "ja": ["共有", "編集者"]}),
        (lambda key: emulator().share(key, emulator().email, "reader"), {"en": ["an Editor"]}),
        (own_tickets, {"en": ["“Tickets”"], "ja": ["「Tickets」"]}),
    ],
    ids=["not shared", "for reading only", "somebody's own tab of that name"],
)  # fmt: skip
def test_what_cannot_be_set_up_is_not_touched(spoil, words):
    """The error says what to do, of sharing with which address; the sheet stays as it is."""
    key = blank()
    spoil(key)
    before = full_state(key)

    with pytest.raises(BookUnavailableError) as refused:
        connect(run_on(key), language="en", rows=ROWS)

    address = [] if spoil is own_tickets else [emulator().email]
    for language, each in words.items():
        said = refused.value.in_(language)
        assert [] == [word for word in [*address, *each] if word not in said]
    assert before == full_state(key)


def test_empty_tabs_make_room_and_others_stay():
    """An empty tab named as ours is taken; a first tab with something in it stays behind ours."""
    key = blank()
    staff = emulator().staff(key)
    for name in ("tickets", "Mine"):
        staff.add_tab(name)
    typed_in(key, "Sheet1", "A1", "shopping list")

    connect(run_on(key), language="en", rows=ROWS)

    assert [*(tab.value.en for tab in Tab), "Sheet1", "Mine"] == staff.tabs
    assert [["shopping list"]] == staff.values("Sheet1")


def test_a_desk_whose_headings_somebody_changed(key, language):
    """The error names the heading, and nothing is changed."""
    copy = copied(emulator(), key)
    typed_in(copy, Tab.TICKETS.value.in_(language), "B1", "Who")
    before = full_state(copy)

    with pytest.raises(LayoutError, match="Name / お名前"):
        connect(run_on(copy), language=language, rows=ROWS)

    assert before == full_state(copy)


def test_what_is_missing_is_put_right(key, language):
    """Protection, locale and time zone come back, and are named."""
    copy = copied(emulator(), key)
    staff = emulator().staff(copy)
    name = Tab.LOG.value.in_(language)
    [one] = staff.sheet(name).protected
    settings = {"locale": "en_GB", "timeZone": "Europe/Paris"}
    change = {"properties": settings, "fields": "locale,timeZone"}
    staff.edit(
        {"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}},
        {"updateSpreadsheetProperties": change},
    )

    mended = connect(run_on(copy), language=language, rows=ROWS).mended

    assert ["locale", "time-zone", name] == mended
    assert [emulator().email] == staff.sheet(name).protected[0]["editors"]["users"]
    assert [] == connect(run_on(copy), language=language, rows=ROWS).mended


# ------------------------------------------------------------------ cut off


def compared(key):
    """Return a connected sheet without what differs from run to run."""
    properties, sheets, metadata = full_state(key)
    for _, _, _, protected, _, bands, _ in sheets:
        for one in protected:
            one.pop("protectedRangeId", None)
        for band in bands:
            band.pop("bandedRangeId", None)
    return properties, sheets, {note["metadataKey"] for note in metadata}


REQUESTS = 6


@pytest.fixture(scope="module")
def complete_desk():
    """Return a sheet connected without any trouble, to compare with."""
    key = blank()
    connect(run_on(key), language="en", rows=ROWS)
    return compared(key)


CUTS = [
    (at, when)
    for at in range(1, REQUESTS + 1)
    for when in (["before", "after"] if at % 2 else ["after", "before"])
]
"""At which request a run dies; every second one is the other way round of the one before."""


@pytest.mark.parametrize(("at", "when"), in_turns(CUTS, 2))
def test_cut_off_at_any_request(at, when, complete_desk):
    """Wherever a run dies, the next one completes it, and the sheet is as if nothing had happened."""
    key = blank()
    emulator().fail("drop", at=at, when=when, times=100)

    with pytest.raises(BookUnavailableError):
        connect(run_on(key), language="en", rows=ROWS)
    emulator().mend()
    done = connect(run_on(key), language="en", rows=ROWS)

    assert complete_desk == compared(key)
    assert [] == done.mended
    assert () == jobs.sync(run_on(key)).wrote


@pytest.mark.parametrize("at", in_turns(range(1, REQUESTS + 1), 2, 1))
def test_a_lost_answer_at_any_request(at, complete_desk):
    """A request that is done and whose answer is lost is sent again, and nothing is made twice."""
    key = blank()
    emulator().fail("502", at=at, when="after")

    assert connect(run_on(key), language="en", rows=ROWS).made

    assert complete_desk == compared(key)


def test_two_who_connect_at_once():
    """The second finds the sheet set up, and no tab is there twice."""
    key = blank()
    twice = []

    def other(request):
        if request.name.endswith("batchUpdate") and not twice:
            twice.append(request)
            connect(run_on(key), language="ja", rows=ROWS)

    emulator().between(other)
    done = connect(run_on(key), language="en", rows=ROWS)

    assert (False, "ja") == (done.made, done.desk.language)
    assert [tab.value.ja for tab in Tab] == emulator().staff(key).tabs
