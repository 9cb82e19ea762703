"""What a person can do with an answer: send it, copy it, link to it, keep the days, print."""

from __future__ import annotations

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.mail import mail_address
from estimator.answers.message import message_text
from estimator.answers.tree import Element, element

SCRIPTED = ("copy", "link", "calendar", "print")


def action_elements(writer: AnswerWriter) -> Element:
    """Return the buttons and the message.  Hidden: only a script can make the buttons work."""
    mail = {"id": "estimate-mail", "class": "estimator-button", "href": mail_address(writer)}
    buttons = [
        element(
            "button",
            {"id": f"estimate-{key}", "type": "button", "class": "estimator-button"},
            writer.text(key),
        )
        for key in SCRIPTED
    ]
    title = "estimate-message-title"
    message = element(
        "textarea",
        {"id": "estimate-message", "readonly": True, "rows": 12, "aria-labelledby": title},
        message_text(writer),
    )
    return element(
        "div",
        {"class": "estimator-actions", "hidden": True},
        element("a", mail, writer.text("mail")),
        *buttons,
        element("p", {"id": "estimate-action", "class": "estimator-small", "role": "status"}),
        element(
            "details",
            {"class": "estimator-message", "id": "estimate-fold-message"},
            element("summary", {"id": title}, writer.text("message")),
            message,
        ),
    )
