"""What is typed under Phone and Return address never leaves in Piece or Workshop note."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice import jobs
from backoffice.rules.redaction import without_person
from tests.backoffice.desks import APPROVED, MAY, run_of

PHONE = "090-1234-5678"
HOME = "150-0001 東京都渋谷区神宮前1-2-3 コーポ桜 201"
ABROAD = "12 Rose Street, Leeds LS1 4DY"


@pytest.mark.parametrize(
    ("text", "contact", "expected"),
    [
        ("Ring 090-1234-5678", PHONE, "Ring …"),
        ("Ring 09012345678", PHONE, "Ring …"),
        ("Ring 9012345678", PHONE, "Ring …"),
        ("Ring +81 90 1234 5678", PHONE, "Ring …"),
        ("指輪（090−1234−5678）", PHONE, "指輪（…）"),
        ("Ring, size 11, 12.5 g", PHONE, "Ring, size 11, 12.5 g"),
        ("0312345678 の指輪", "+81 3-1234-5678", "… の指輪"),
        ("神宮前の指輪", HOME, "…の指輪"),
        ("コーポ桜さんへ", HOME, "…さんへ"),
        ("東京都渋谷区神宮前 1-2-3の指輪", HOME, "…の指輪"),
        ("桜の指輪 1-2", HOME, "桜の指輪 1-2"),
        ("Ring for 12 rose street", ABROAD, "Ring for …"),
        ("Ring for Leeds LS1 4DY", ABROAD, "Ring for …"),
        ("Rose gold ring", ABROAD, "Rose gold ring"),
    ],
)
def test_a_contact_is_left_out_however_it_is_written(text, contact, expected):
    """Digits with or without hyphens, country code or first zero; an address and its telling parts."""
    assert expected == without_person(text, [], [], contacts=[contact])


def test_no_personal_cell_is_in_the_papers(tmp_path):
    """What staff type in every personal column is in no paper; the note for the workshop is."""
    personal = {
        "name": "Sonja Quist",
        "email": "sonja@quist.example",
        "phone": "070-5555-1234",
        "address": "8 Elm Lane, Ockham",
        "order": "ORD-77881",
        "photo": "https://photos.example/quist",
        "tracking": "4444-3333-2222",
        "handled_by": "Tanabe",
        "notes": "pays in June",
    }
    more = {"workshop_note": "Keep the old stone", "paid": date(2026, 5, 25), "charge": "normal"}
    run = run_of(APPROVED | personal | more, now="2026-06-01 09:00")
    jobs.close(run, MAY)

    made = jobs.papers(jobs.read_desk(run), MAY, tmp_path).papers

    texts = {path.stem: path.read_text(encoding="utf-8") for path in made if path.suffix == ".html"}
    found = [value for value in personal.values() for text in texts.values() if value in text]
    assert [] == found
    assert ">Keep the old stone<" in texts["workshop-order-2026-05"]
