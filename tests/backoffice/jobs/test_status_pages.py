"""Status pages: nothing personal, an address nobody can guess, and what was taken back stays away."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

import pytest

from backoffice import jobs
from backoffice.intake.letter_records import read_letter_records
from backoffice.jobs.letter_drafting import draft_letters
from backoffice.jobs.status_pages import make_status_pages
from backoffice.messages.errors import BackofficeError, RefusedError
from backoffice.outputs.status.page_files import page_name
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import APPROVED, ARRIVED, ASKED, MAY, QUOTED, at, edit, rows_of, run_of
from tests.backoffice.faulty_system import Faults
from tests.backoffice.outputs.letter_desks import body_of, opened, outline
from tests.tools.casebook import policy_with

KEY = "42" * 32
PUBLISHED = policy_with([{"at": "letters.status_pages", "value": "https://aujour.example/status/"}])
PERSONAL = {
    "name": "山田 花子",
    "email": "hanako@example.com",
    "phone": "090-1234-5678",
    "address": "東京都千代田区1-2-3",
    "order": "A-00412",
    "photo": "https://photos.example/1",
    "piece": "山田様の指輪",
    "notes": "Hanako calls tomorrow",
    "workshop_note": "for YAMADA",
}
SPELLINGS = (
    "山田", "花子", "やまだ", "ヤマダ", "ﾔﾏﾀﾞ", "はなこ", "ハナコ", "yamada", "hanako", "hanako@example.com",
    "09012345678", "1234-5678", "+8190", "千代田", "a-00412", "00412", "photos.example", "指輪", "calls",
)  # fmt: skip
STAGES = {
    "details": {key: ASKED[key] for key in ("enquired", "name", "email")},
    "parcel": ASKED,
    "here": ARRIVED,
    "on-hold": ARRIVED | {"exception": "packaging"},
    "price": QUOTED | {"quote_sent": date(2026, 5, 23)},
    "agreed": APPROVED,
    "not-repairable": ARRIVED | {"inspected": date(2026, 5, 22), "answer": "not-repairable"},
}


def pages_of(run, folder, **how):
    """Make the pages; return their texts by ticket."""
    done = make_status_pages(run, folder, key=lambda: KEY, **how)
    return {
        ticket: path.read_text(encoding="utf-8")
        for ticket, path in zip(done.tickets, done.files.pages, strict=True)
    }


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_the_pages_say(language, tmp_path, golden):
    """A page for each stage in which a ticket is open, as reviewed."""
    rows = [row | {"language": language} for row in STAGES.values()]
    workshop = [APPROVED | {"language": language}] * 3
    run = run_of(*workshop, *rows, now="2026-06-01 09:00")
    for row in (2, 3, 4):
        edit(run, row, arrived=date(2026, 5, 4))
    edit(run, 10, arrived="")  # of what is approved only the first three go to the workshop
    jobs.close(run, MAY)
    edit(run, 4, back=date(2026, 6, 29))
    edit(run, 10, arrived=date(2026, 5, 20))
    pages = pages_of(at(run, "2026-06-30 09:00"), tmp_path)
    pages |= {"late": pages_of(at(run, "2026-07-01 09:00"), tmp_path)["R-00101"]}

    said = "\n\n".join(f"##### {ticket}\n{outline(page)}" for ticket, page in pages.items())
    golden(f"status/pages.{language}.txt", said + "\n")


def test_nothing_personal(tmp_path):
    """No name, address, e-mail, phone, order, photo or text that anybody typed, in any spelling."""
    run = run_of(*(row | PERSONAL for row in STAGES.values()), now="2026-05-25 09:00")
    pages = pages_of(run, tmp_path)
    folded = {
        ticket: normalize("NFKC", page).casefold().replace("repair@aujour.example", "")
        for ticket, page in pages.items()
    }

    assert len(STAGES) == len(pages)
    assert [] == [
        (ticket, word)
        for ticket, page in folded.items()
        for word in SPELLINGS
        if normalize("NFKC", word).casefold() in page
    ]
    assert not any(re.search("R-0", path.name) for path in tmp_path.iterdir())


def test_a_page_loads_nothing_and_hides(tmp_path):
    """It has neither script, picture nor link to another host, and search engines are told to stay away."""
    [page] = pages_of(run_of(ARRIVED), tmp_path).values()

    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page
    assert '<meta name="referrer" content="no-referrer">' in page
    assert ["mailto:repair@aujour.example"] == re.findall(r'(?:href|src)="([^"]+)"', page)
    assert not re.search(r"<(script|img|link|iframe)|@import|url\(", page)


def test_addresses_follow_from_the_secret():
    """Another secret or another ticket gives another address; the same gives the same."""
    tickets = [f"R-{number:05}" for number in range(101, 1101)]
    names = {page_name(ticket, key) for ticket in tickets for key in (KEY, "43" * 32)}

    assert 2000 == len(names)
    assert page_name("R-00101", KEY) == page_name("R-00101", KEY)
    assert all(re.fullmatch(r"[a-z2-7]{26}\.html", name) for name in names)


def test_the_secret_is_made_once(tmp_path):
    """The first run makes it and writes it down; later runs have the same addresses, and write nothing."""
    run = run_of(ARRIVED)
    first = make_status_pages(run, tmp_path)
    second = make_status_pages(run, tmp_path)

    assert [*first.files.pages] == [*second.files.pages]
    assert (1, "status") == (run.book.writes, rows_of(run, Tab.LOG)[-1]["command"])
    assert 64 == len(read_letter_records(jobs.read_desk(run).ledger.log).status_key)


def test_pages_of_finished_tickets_go_away(tmp_path):
    """What was sent back has no page any more; other files of the folder stay."""
    own = tmp_path / "index.html"
    own.write_text("ours")
    alien = tmp_path / f"{'a' * 26}.html"
    alien.write_text("somebody else's")
    run = run_of(ARRIVED, ARRIVED | {"piece": "Chain"}, now="2026-05-25 09:00")
    pages_of(run, tmp_path)
    edit(run, 2, answer="declined", sent=date(2026, 5, 25))
    done = make_status_pages(run, tmp_path)

    assert (["R-00102"], 1) == ([*done.tickets], len(done.files.deleted))
    assert {own, alien, *done.files.pages} == {*tmp_path.iterdir()}


def test_a_page_taken_back_stays_taken_back(tmp_path):
    """It is deleted, and no later run makes it again, on this machine or another."""
    run = run_of(ARRIVED, QUOTED)
    pages_of(run, tmp_path)
    done = make_status_pages(run, tmp_path, take_back="r102")

    assert (["R-00101"], "R-00102") == ([*done.tickets], done.taken_back)
    assert ["R-00101"] == [*pages_of(run, tmp_path)]
    assert ["R-00101"] == [*pages_of(at(run, "2026-06-20"), tmp_path / "elsewhere")]
    assert ["R-00101"] == [*pages_of(run, tmp_path, take_back="R-00102")]


def test_taking_back_what_is_not_there(tmp_path):
    """A ticket that does not exist is said, and nothing is written."""
    run = run_of(ARRIVED)

    with pytest.raises(RefusedError, match="There is no ticket 999"):
        make_status_pages(run, tmp_path, take_back="999")
    assert (0, []) == (run.book.writes, [*tmp_path.iterdir()])


def test_letters_have_the_link_of_a_page(tmp_path):
    """Once pages are made and published, each letter leads to its own; not before, and not once taken back."""
    run = run_of(ARRIVED, ARRIVED, ARRIVED, policy=PUBLISHED, now="2026-05-25 09:00")
    address = f"https://aujour.example/status/{page_name('R-00101', KEY)}"
    without = draft_letters(run, tmp_path / "1").drafts
    pages_of(run, tmp_path / "status", take_back="R-00102")
    for row in (2, 3):
        edit(run, row, inspected=date(2026, 5, 25), price=1000)
    linked, taken_back = draft_letters(run, tmp_path / "2").drafts
    page = body_of(opened(linked.path.read_bytes()), "html")

    assert f'<a href="{address}">' in page
    assert address in body_of(opened(linked.path.read_bytes()), "plain")
    for draft in (*without, taken_back):
        assert "https://" not in body_of(opened(draft.path.read_bytes()), "plain")


def test_a_fault_at_every_call(tmp_path):
    """Whatever call of the system fails, the next run leaves exactly the pages that are to be there."""
    stopped = 0
    for number in range(1, 100):
        folder = tmp_path / str(number)
        run = run_of(ARRIVED, QUOTED)
        pages_of(run, folder)
        edit(run, 2, answer="declined", sent=date(2026, 5, 25))
        later = at(run, "2026-06-12")
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch, OSError(5, "I/O"), number)
            error = faults.during(lambda run=later, to=folder: pages_of(run, to))
        assert error is None or isinstance(error, BackofficeError)
        stopped += error is not None
        pages = pages_of(later, folder)
        assert ["R-00102"] == [*pages]
        assert [page_name("R-00102", KEY)] == [path.name for path in folder.glob("[!.]*")]
        if number > len(faults.calls):
            break
    assert stopped > 3
