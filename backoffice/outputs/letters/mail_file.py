"""A letter as a draft that any mail program opens (.eml): text and HTML, the same bytes each time.

Each is written under its final name at once, and without overwriting what staff changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from itertools import count
from pathlib import Path

from backoffice.atomic_files import write_new
from backoffice.messages.errors import refused_as
from backoffice.outputs.jinja_templates import template
from backoffice.outputs.letters.letter import Letter
from backoffice.rules.letter_kinds import DueLetter

_PLAIN = re.compile(r"[^A-Za-z0-9-]+", re.ASCII)
_POLICY = SMTP.clone(max_line_length=998)


def mail_file(letter: Letter) -> bytes:
    """Return the draft of `letter`.

    ``X-Unsent: 1`` makes Outlook open it for writing.  It has neither a date nor a number of its own: the
    mail program that sends it adds them.
    """
    mail = EmailMessage(policy=_POLICY)
    user, _, domain = letter.contact.partition("@")
    mail["X-Unsent"] = "1"
    mail["From"] = Address(display_name=letter.sender, username=user, domain=domain)
    if letter.to:
        user, _, domain = letter.to.partition("@")
        mail["To"] = Address(username=user, domain=domain)
    mail["Subject"] = letter.subject
    text, page = (
        template(f"letters/letter.{form}", trimmed=True).render(letter=letter)
        for form in ("txt", "html")
    )
    mail.set_content(text, cte="base64")
    mail.add_alternative(page, subtype="html", cte="base64")
    mail["Content-Language"] = letter.language
    mail.set_boundary(f"=_{sha256((text + page).encode()).hexdigest()[:32]}")
    return bytes(mail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft that was written.

    Attributes:
        is_new: Whether this run made the file; one with the same contents may have been there.
        others: Files of the same letter with other contents, as they were.
    """

    path: Path
    letter: Letter
    is_new: bool
    others: Sequence[Path]


def draft_name(due: DueLetter) -> str:
    """Return the name of a draft's file without its ending: the same for the same occasion.

    Only ticket, kind, and a day, month or amount are in it; nothing that a customer wrote.
    """
    ticket, kind, about = due.occasions[0]
    return "-".join(_PLAIN.sub("", part) for part in (ticket, kind, about) if part)


def write_draft(letter: Letter, name: str, folder: Path) -> Draft:
    """Write the draft of `letter` into `folder`; one with other contents gets a second name.

    Raises:
        BackofficeError: If the folder cannot be written.
    """
    content, others = mail_file(letter), list[Path]()
    with refused_as("drafts.not-written", folder=folder):
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            path = folder / (f"{name}-{number}.eml" if number > 1 else f"{name}.eml")
            if not path.exists():
                write_new(path, content)
                return Draft(path=path, letter=letter, is_new=True, others=others)
            if path.read_bytes() == content:
                return Draft(path=path, letter=letter, is_new=False, others=others)
            others.append(path)
    raise AssertionError  # a name is found before numbers end
