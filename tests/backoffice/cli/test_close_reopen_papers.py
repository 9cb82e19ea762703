"""The commands of the month end on a real workbook: what they print, what they write, how they end."""

from __future__ import annotations

from pathlib import Path

from backoffice.cli.exit_status import DONE, REFUSED
from tests.backoffice.cli.workbooks import (
    SOUND,
    TICKETS,
    json_of,
    letters_of,
    sheets,
    state,
    workbook,
    write_cell,
)

# ------------------------------------------------------------------ close

MADE = [
    f"{stem}-2026-05.{ending}"
    for stem in ("workshop-order", "packing-slip", "labels", "month-report")
    for ending in ("html", "pdf")
] + ["workshop-order-2026-05.xlsx"]
"""The files that travel with the parcel of May."""


def test_a_rehearsal_writes_nothing(run, path):
    """Without --yes, close prints what would go, what stays and why, and nothing changes."""
    before = state(path.parent)

    status, out, err = run("close", "2026-05")

    assert (DONE, "") == (status, err)
    assert "2026-05: 2 pieces would go to the workshop, ¥1,300 before tax.\n" in out
    assert out.endswith("nothing was written; add --yes to close 2026-05.\n")
    assert "R-00103  waiting for the customer's answer" in out
    assert "R-00104  not inspected yet" in out
    assert "R-00106  L7: there is no material “K81”" in out
    assert out.index("Needs somebody first") < out.index("would go")
    assert before == state(path.parent)


def test_close(run, path):
    """With --yes the month is closed and its papers are beside the book."""
    status, out, err = run("close", "2026-05", "--yes")

    papers = path.parent / "papers" / "2026-05"
    assert (DONE, "") == (status, err)
    assert out.startswith("2026-05 is closed: 2 pieces go to the workshop, ¥1,300 before tax.\n")
    assert set(MADE) == set(state(papers))
    assert all(str(paper) in out for paper in papers.iterdir())
    assert ["R-00101", "R-00102"] == [row[1] for row in sheets(path)["Batches"][1:]]


def test_closing_again_changes_nothing(run, path):
    """Closing a closed month says so; sheet, versions and papers are the same byte for byte."""
    run("close", "2026-05", "--yes")
    before = state(path.parent)

    status, out, _ = run("close", "2026-05", "--yes")

    assert DONE == status
    assert out.startswith("2026-05 was closed before; nothing changed in the sheet.\n")
    assert out.startswith(run("close", "2026-05")[1])
    assert before == state(path.parent)


def test_close_as_json(run, path):
    """The JSON of close has what goes, what stays with its reason, and the papers."""
    _, rehearsal = json_of(run, "close", "2026-05")
    status, data = json_of(run, "close", "2026-05", "--yes")

    assert (DONE, True, True, False) == (status, data["ok"], data["closed"], data["again"])
    assert False is rehearsal["closed"]
    assert (rehearsal["pieces"], rehearsal["held"]) == (data["pieces"], data["held"])
    assert {
        "ticket": "R-00101",
        "piece": "Ring with three stones",
        "material": "Silver",
        "work": "① Refinish to new",
        "net": 1000,
    } == data["pieces"][0]
    assert {"R-00103": "waiting", "R-00104": "not-inspected", "R-00106": "problem"}.items() <= {
        held["ticket"]: held["code"] for held in data["held"]
    }.items()
    assert sorted(MADE) == sorted(Path(paper).name for paper in data["papers"])
    assert json_of(run, "close", "2026-05")[1]["again"] is True


def test_a_rehearsal_on_any_day(run, path):
    """Weeks before, it shows what would go today, what each other piece lacks, and what has not come."""
    path.write_bytes(workbook(TICKETS))
    write_cell(path, **{f"Tickets_{letters_of('arrived')}3": None})
    write_cell(
        path, **{f"Tickets_{letters_of(key)}3": None for key in ("inspected", "price", "answer")}
    )
    before = state(path.parent)

    status, out, err = run("close", "2026-05", today="2026-05-25")
    _, japanese, _ = run("close", "2026-05", "--lang", "ja", today="2026-05-25")
    _, data = json_of(run, "close", "2026-05", today="2026-05-25")

    assert (DONE, "") == (status, err)
    words = [
        "2026-05 can be closed from Sun 31 May 2026 on, in 6 days.",
        "Needs somebody first",
        "Not here yet, 1 piece; to go with this parcel they have to arrive by Fri 29 May 2026: R-00102",
        "2026-05: 1 piece would go to the workshop, ¥1,000 before tax.",
        "To close it, from Sun 31 May 2026 on: backoffice close 2026-05 --yes",
    ]
    assert sorted(words, key=out.find) == words
    assert [] == [each for each in words if each not in out]
    assert "締め前の確認表示" in japanese
    assert (True, "2026-05-31", ["R-00102"], False) == (
        data["early"], data["cutoff"], data["expected"], data["closed"]
    )  # fmt: skip
    assert before == state(path.parent)
    status, _, err = run("close", "2026-06", today="2026-05-25")
    assert (REFUSED, True) == (status, "what arrives today belongs to 2026-05" in err)


def test_paper_and_screen_have_one_order(run, path):
    """After staff sorted their rows the pieces are listed by ticket number, as on the order."""
    write_cell(path, Tickets_A2="R-00102", Tickets_A3="R-00101")

    _, data = json_of(run, "close", "2026-05", "--yes")

    assert ["R-00101", "R-00102"] == [piece["ticket"] for piece in data["pieces"]]
    assert ["R-00101", "R-00102"] == [row[1] for row in sheets(path)["Batches"][1:]]


def test_a_month_with_nothing_to_send_is_not_closed(run, path):
    """Where no piece can go, the status is 1, and nothing is written."""
    path.write_bytes(workbook(SOUND[2:]))
    before = path.read_bytes()

    status, out, _ = run("close", "2026-05", "--yes")

    assert REFUSED == status
    assert out.startswith("2026-05: no piece can go, so nothing was closed.\n")
    assert before == path.read_bytes()


# ------------------------------------------------------------------ reopen, papers


def test_reopen(run, path):
    """Without --yes a rehearsal; with it the batch is empty, and the month can be closed again."""
    run("close", "2026-05", "--yes")
    closed = path.read_bytes()

    assert run("reopen", "2026-05") == (
        DONE,
        "2026-05 would be reopened: its 2 pieces leave the batch. Add --yes to do it.\n",
        "",
    )
    assert closed == path.read_bytes()
    status, out, _ = run("reopen", "2026-05", "--yes")
    assert (DONE, True) == (status, out.startswith("2026-05 is open again; its 2 pieces"))
    assert 1 == len(sheets(path)["Batches"])
    assert run("close", "2026-05", "--yes")[1].startswith("2026-05 is closed: 2 pieces go")


def test_reopen_as_json(run):
    """The JSON of reopen has the number of pieces and whether it was done."""
    run("close", "2026-05", "--yes")
    expected = {"ok": True, "month": "2026-05", "reopened": False, "pieces": 2}

    assert (DONE, expected) == json_of(run, "reopen", "2026-05")
    assert (DONE, expected | {"reopened": True}) == json_of(run, "reopen", "2026-05", "--yes")


def test_papers_again(run, path):
    """The papers command writes the same bytes as close did, into any folder; close into that folder only."""
    run("close", "2026-05", "--yes", "--out", str(path.parent / "order"))
    assert set(MADE) == set(state(path.parent / "order"))
    assert not (path.parent / "papers").exists()

    status, out, _ = run("papers", "2026-05")

    assert (DONE, "Papers:") == (status, out.splitlines()[0])
    assert state(path.parent / "papers" / "2026-05") == state(path.parent / "order")
    _, data = json_of(run, "papers", "2026-05")
    assert (True, len(MADE), None) == (data["ok"], len(data["papers"]), data["no_pdf"])


def test_an_open_month_has_no_papers_and_cannot_be_reopened(run):
    """Both are refused, with the next step and with the closed months."""
    assert run("papers", "2026-05") == (
        REFUSED,
        "",
        "2026-05 is not closed, so there is no order yet. Run: backoffice close 2026-05 --yes\n",
    )
    assert run("reopen", "2026-05") == (
        REFUSED,
        "",
        "2026-05 is not closed. Closed months: none.\n",
    )


def test_another_order_of_the_month(run, path):
    """The other order is named as text and as JSON, in both languages, and stays."""
    run("close", "2026-05", "--yes")
    order = path.parent / "papers" / "2026-05" / "workshop-order-2026-05.xlsx"
    order.write_bytes(b"printed and saved")

    status, out, _ = run("papers", "2026-05")
    _, japanese, _ = run("papers", "2026-05", "--lang", "ja")
    _, answer = json_of(run, "papers", "2026-05")

    assert DONE == status
    assert "It was not replaced; the new one has a name of its own." in " ".join(out.split())
    assert out.endswith(f"  {order}\n  {order.with_suffix('.html')}\n")
    assert "工房に渡すのは1つだけにしてください" in japanese.replace("\n", "")
    assert [str(order), str(order.with_suffix(".html"))] == answer["other_papers"]
    assert str(order.with_name("workshop-order-2026-05-2.xlsx")) in answer["papers"]
    assert b"printed and saved" == order.read_bytes()
