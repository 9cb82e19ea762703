"""A letter that is due, made: to whom, its parts, which pieces it is about, and what staff have to add."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.outputs.letters.letter import Letter, Part, usable_address
from backoffice.outputs.letters.letter_parts import PARTS
from backoffice.outputs.letters.letter_writer import LetterWriter, Shop
from backoffice.rules.letter_kinds import DueLetter


def letter_of(due: DueLetter, shop: Shop) -> Letter:
    """Return the letter that is due."""
    writer = LetterWriter(shop, due)
    to, name = usable_address(writer.email), writer.name
    parts = [*PARTS[due.kind](writer), *_which(writer)]
    if not writer.has_language:
        writer.missing.insert(0, "language")
    if not to:
        writer.missing.insert(0, "email")
    subject = writer.common(due.kind, "letter-subjects", ticket=due.tickets[0])
    return Letter(
        kind=due.kind,
        tickets=due.tickets,
        language=writer.language,
        to=to,
        sender=writer.undated.shop.name.in_(writer.language),
        contact=writer.undated.shop.contact,
        subject=subject,
        greeting=writer.common("dear", name=name) if name else writer.common("dear-customer"),
        parts=parts,
        goodbye=writer.common("goodbye"),
        missing=writer.missing,
    )


def _which(writer: LetterWriter) -> Iterator[Part]:
    """Yield which pieces the letter is about, and where their customer sees how they are."""
    one = writer.count == 1
    names = [writer.piece_name(at) for at in writer.due.at]
    pieces = writer.common("all-pieces", pieces=names)
    yield Part(kind="facts", rows=[(writer.common("piece" if one else "pieces"), pieces)])
    pages = [writer.shop.pages[each] for each in writer.due.tickets if each in writer.shop.pages]
    if pages:
        yield Part(kind="small", text=writer.common("status-text"))
        for page in pages:
            yield Part(kind="link", text=writer.common("status"), address=page)
