"""A letter as a draft that any mail program opens (.eml): text and HTML, the same bytes each time."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from backoffice.outputs.jinja_templates import template
from backoffice.outputs.letters.letter import Letter

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
