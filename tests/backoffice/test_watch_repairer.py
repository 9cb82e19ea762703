"""A watch repairer passes through everything with no change of code: another file is enough."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.cli.program import DONE, REFUSED, main
from backoffice.jobs.setting_up import first_numbers
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from estimator.answers.wording import price
from estimator.rules.items import Item, Replating
from estimator.rules.quotes import quote
from estimator.rules.requests import read_request
from tests.backoffice.cli.workbooks import sheets, write_cell
from tests.backoffice.desks import run_of
from tests.tools.casebook import POLICIES, cases_in, names_of, policy_called, request_of

WATCH = policy_called("watch.toml")
ASKED = {
    "enquired": date(2026, 5, 4),
    "name": "Anna Keller",
    "email": "anna@example.ch",
    "order": "00123",
    "photo": "https://photos.example/1",
    "piece": "Wrist watch",
}
INSPECTED = ASKED | {"arrived": date(2026, 5, 12), "inspected": date(2026, 5, 13)}
TICKETS = (
    INSPECTED
    | {"material": "quartz", "service:battery": "✓", "price": "44.50", "answer": "approved"},
    INSPECTED
    | {"material": "mechanical", "service:part": "７", "service:link": 3, "go_ahead": "130.10"},
    INSPECTED | {"material": "automatic", "service:crystal": 1, "go_ahead": 111},
    INSPECTED
    | {"material": "pocket-watch", "service:overhaul": 1, "service:water-test": 1, "price": 1234.05}
    | {"answer": "approved", "arrived": date(2026, 5, 26), "inspected": date(2026, 5, 26)},
)


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    monkeypatch.delenv("BACKOFFICE_LANG", raising=False)


@pytest.fixture(params=["en", "ja"])
def language(request):
    return request.param


@pytest.fixture
def path(tmp_path, language):
    """A workbook of the watch repairer, typed into."""
    book = tmp_path / "desk.xlsx"
    columns = {column.key: column for column in ticket_columns(WATCH.undated)}
    typed = [
        {key: picked(cell, columns[key], language) for key, cell in ticket.items()}
        for ticket in TICKETS
    ]
    open_book(book).create(new_desk(WATCH.undated, language, first_numbers(120), typed))
    return book


def picked(cell, column, language):
    """Return what the dropdown leaves for a code."""
    return next((c.label.in_(language) for c in column.choices if c.code == cell), cell)


@pytest.fixture
def run(path, capsys):
    def running(*arguments, today="2026-05-31"):
        policy = ["--policy", str(POLICIES["watch.toml"])]
        status = main([*arguments, *policy, "--book", str(path), "--today", today])
        return status, capsys.readouterr().out

    return running


def rows(path, tab, language):
    """Return the rows of a tab below its heading, without empty ones."""
    found = sheets(path)[tab.value.in_(language)][1:]
    return [row for row in found if any(cell is not None for cell in row)]


def test_the_columns_follow_the_policy(language):
    """The sheet has the repairer's services with their signs, and no question about re-plating."""
    headings = [column.label.in_(language) for column in ticket_columns(WATCH.undated)]
    services = [
        f"{each.sign} {each.label.in_(language)}" for each in WATCH.undated.services.values()
    ]

    start = headings.index({"en": "Material", "ja": "素材"}[language]) + 1
    assert services == headings[start : start + 6]
    assert "見積コード" in headings or "Estimate code" in headings
    assert {"Re-plating", "再メッキ"}.isdisjoint(headings)


def test_init(tmp_path, capsys, language):
    """`init --policy` makes the sheet of the other shop, in order from the start."""
    book = ["--book", str(tmp_path / "new.xlsx"), "--policy", str(POLICIES["watch.toml"])]

    assert DONE == main(["init", "--lang", language, *book, "--today", "2026-05-31"])
    assert DONE == main(["doctor", *book, "--today", "2026-05-31"])
    sheet = openpyxl.load_workbook(tmp_path / "new.xlsx")[Tab.TICKETS.value.in_(language)]
    assert [column.heading(language) for column in ticket_columns(WATCH.undated)] == [
        cell.value for cell in sheet[1]
    ]


def test_what_was_typed_is_understood(run):
    """Amounts with decimals, ticks and full-width counts leave nothing to fix."""
    status, out = run("check", "--lang", "en")

    assert (DONE, "4 tickets, nothing to fix.\n") == (status, out)


def test_quotes_equal_the_estimator(run, path, language):
    """Guide, quote, fee and total of each watch are the estimator's, to the centime; no tax."""
    run("sync")

    policy = WATCH.on(ASKED["enquired"])
    found = [row[3:9] for row in rows(path, Tab.QUOTES, language)]
    expected = []
    for ticket in TICKETS:
        counts = {"✓": 1, "７": 7}
        item = Item(
            material=ticket["material"],
            services={
                key.partition(":")[2]: counts.get(count, count)
                for key, count in ticket.items()
                if key.startswith("service:")
            },
            replating=Replating.NOT_SURE,
        )
        quoted = quote([item], policy)
        fee = quoted.lines[-1].amount
        guide = quoted.total.low - fee
        inspected = round(float(ticket["price"]) * 100) if "price" in ticket else guide
        expected.append([guide, guide, inspected, fee, inspected + fee, inspected + fee])
    assert expected == [[round(cell * 100) for cell in row] for row in found]
    assert [1900, 2550] == [expected[0][0], expected[0][3]]


def test_a_month_from_sync_to_close(run, path, language):
    """close, papers and reopen work; amounts are francs in words, in the sheet and on the papers."""
    status, out = run("close", "2026-05", "--yes", "--lang", language)

    currency = WATCH.undated.currency
    total = price(4450 + 10460 + 8550 + 123405, currency, language)
    assert DONE == status
    assert total in out
    assert [44.5, 104.6, 85.5, 1234.05] == [row[5] for row in rows(path, Tab.BATCHES, language)]
    folder = path.parent / "papers" / "2026-05"
    page = (folder / "workshop-order-2026-05.html").read_text(encoding="utf-8")
    assert page.count(total) == 1
    assert price(4450, currency, language) in page
    assert "¥" not in page.partition("<body>")[2]
    sheet = openpyxl.load_workbook(folder / "workshop-order-2026-05.xlsx").active
    amounts = [row[5] for row in sheet.iter_rows(min_row=5) if row[5].value is not None]
    assert [44.5, 104.6, 85.5, 1234.05, 1468.65] == [cell.value for cell in amounts]
    assert {"#,##0.00"} == {cell.number_format for cell in amounts}
    before = {p: p.read_bytes() for p in [path, *folder.iterdir()]}
    assert DONE == run("close", "2026-05", "--yes")[0]
    assert DONE == run("papers", "2026-05")[0]
    assert before == {p: p.read_bytes() for p in before}
    assert DONE == run("reopen", "2026-05", "--yes")[0]
    assert [] == rows(path, Tab.BATCHES, language)


def test_a_second_sync_writes_nothing(run, path):
    """A second sync writes nothing with decimals too, also after a close."""
    for command in (("sync",), ("close", "2026-05", "--yes")):
        run(*command)
        before = path.read_bytes()
        run("sync")
        assert before == path.read_bytes()


def test_the_limit_is_compared_in_full(run, path, language):
    """CHF 130.10 agreed to covers a quote of CHF 130.10; CHF 110.99 does not cover CHF 111.00."""
    keys = [column.key for column in ticket_columns(WATCH.undated)]
    letters = get_column_letter(keys.index("go_ahead") + 1)
    tickets = Tab.TICKETS.value.in_(language)
    write_cell(path, **{f"{tickets}_{letters}3": 130.1, f"{tickets}_{letters}4": 110.99})

    _, out = run("close", "2026-05", "--json", "--lang", "en")

    data = json.loads(out)
    assert ["R-00101", "R-00102", "R-00104"] == [piece["ticket"] for piece in data["pieces"]]
    assert [("R-00103", "above-limit")] == [(held["ticket"], held["code"]) for held in data["held"]]
    assert "CHF 111.00 is above what the customer agreed to in advance" in str(data["held"])


def test_the_jewellers_sheet_is_no_sheet_for_watches(tmp_path, capsys):
    """A sheet of another shop names every column that is missing and how to add it."""
    book = ["--book", str(tmp_path / "new.xlsx"), "--today", "2026-05-31"]
    main(["init", "--lang", "en", *book])
    capsys.readouterr()

    status = main(["check", "--lang", "en", *book, "--policy", str(POLICIES["watch.toml"])])

    err = capsys.readouterr().err
    assert (REFUSED, 6) == (status, err.count("the policy offers “"))
    assert "Add a column anywhere and write “B New battery / B 電池交換” into its first row." in err


WORKED = [case for case in cases_in("watch_estimates.toml") if "total" in case]


@pytest.mark.parametrize("case", WORKED, ids=names_of(WORKED))
def test_worked_cases_in_the_sheet(case):
    """Every request worked out by hand gives the same total when its pieces are typed into a sheet."""
    request = read_request(request_of(case), WATCH)
    tickets = []
    for number, item in enumerate(request.items):
        tickets.append(
            {"enquired": request.asked, "material": item.material, "piece": "Watch"}
            | {f"service:{code}": count for code, count in item.services.items()}
            | ({"together": "R-00101"} if number else {})
        )

    desk = jobs.read_desk(run_of(*tickets, policy=WATCH, now="2026-12-30T12:00:00"))

    frame = desk.assessment.frame
    assert case["total"] == [frame["total_low"].iloc[0], frame["total_high"].iloc[0]]
