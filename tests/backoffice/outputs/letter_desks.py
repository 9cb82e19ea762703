"""A desk for each kind of letter, and what is in a draft."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from html.parser import HTMLParser

from backoffice import jobs
from backoffice.jobs.letter_drafting import draft_letter, draft_letters
from backoffice.rules.letter_kinds import LetterKind
from tests.backoffice.desks import APPROVED, ARRIVED, ASKED, MAY, QUOTED, at, edit, run_of
from tests.tools.casebook import policy_with

POLICY = policy_with(
    [
        {
            "at": "letters.send_to",
            "value": {
                "en": "Aujour repairs\n1-2-3 Example, Tokyo 100-0000",
                "ja": "〒100-0000\n東京都千代田区例町1-2-3\nオージュール修理係",
            },
        }
    ]
)
NAMES = {"en": "Emily Carter", "ja": "山田 花子"}
PIECES = {"en": "Ring with three stones", "ja": "三石リング"}
MISSING = {key: ASKED[key] for key in ("enquired", "name", "email")}
OF_KIND = {
    LetterKind.DETAILS: (MISSING, "2026-05-04"),
    LetterKind.SEND_IN: (ASKED | {"service:stone": 3}, "2026-05-04"),
    LetterKind.ARRIVED: (ARRIVED, "2026-05-21"),
    LetterKind.QUOTE: (QUOTED, "2026-05-22"),
    LetterKind.REMINDER: (QUOTED | {"quote_sent": date(2026, 5, 22)}, "2026-05-29"),
    LetterKind.NOT_REPAIRABLE: (QUOTED | {"answer": "not-repairable", "price": ""}, "2026-05-23"),
    LetterKind.AT_WORKSHOP: (APPROVED, "2026-06-02"),
    LetterKind.LATE: (APPROVED, "2026-07-01"),
    LetterKind.UNCOLLECTED: (APPROVED, "2026-08-03"),
    LetterKind.ON_ITS_WAY: (APPROVED, "2026-07-03"),
}
"""What is typed of the piece, and the day on which the letter is due."""

LATER = {
    LetterKind.UNCOLLECTED: {"back": date(2026, 6, 30)},
    LetterKind.ON_ITS_WAY: {
        "back": date(2026, 6, 30),
        "sent": date(2026, 7, 2),
        "tracking": "1234-5678-9012",
    },
}
"""What is typed after the month was closed."""

CLOSED = frozenset({LetterKind.AT_WORKSHOP, LetterKind.LATE, *LATER})


def desk_of(kind, language, *, policy=POLICY, **typed):
    """Return a run on the day on which a letter of `kind` is due for the only piece of the desk."""
    ticket, day = OF_KIND[kind]
    own = {"language": language, "name": NAMES[language]}
    own |= {"piece": PIECES[language]} if "piece" in ticket else {}
    row = {key: cell for key, cell in (ticket | own | typed).items() if cell != ""}
    paid = {"paid": date(2026, 5, 30)} if kind is LetterKind.UNCOLLECTED else {}
    run = run_of(row, APPROVED | paid, policy=policy, now="2026-05-01 09:00")
    if kind in CLOSED:
        jobs.close(at(run, "2026-06-01 09:00"), MAY)
        edit(run, 2, **LATER.get(kind, {}))
    return at(run, f"{day} 09:00")


def drafted(run, folder, kind=None, ticket="R-00101"):
    """Draft the letter of a ticket; return what is in the file."""
    [draft] = draft_letter(run, ticket, kind, folder).drafts
    return draft, opened(draft.path.read_bytes())


def due(run, folder):
    """Draft the only letter that is due; return the draft and its text."""
    [draft] = draft_letters(run, folder).drafts
    return draft, body_of(opened(draft.path.read_bytes()), "plain")


def opened(data):
    """Return a draft as the standard library parses it."""
    return message_from_bytes(data, policy=policy.default)


def body_of(mail, kind):
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


class _Outline(HTMLParser):
    """Collects the elements of a page that have text, each with its class."""

    def __init__(self):
        super().__init__()
        self.lines, self.open = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "br", "link"):
            name = dict(attrs).get("class")
            self.open.append(f"{tag}.{name}" if name else tag)
        if tag == "a":
            self.lines.append(f"-> {dict(attrs)['href']}")

    def handle_endtag(self, tag):
        while self.open and self.open.pop().partition(".")[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self.open[-1] != "style":
            self.lines.append(f"{self.open[-1]}: {data.strip()}")


def outline(page):
    """Return the elements of a page with their texts, one a line."""
    parser = _Outline()
    parser.feed(page)
    return "\n".join(parser.lines)
