"""An answer in full, as the page shows it: the tree of its elements, and the texts beside it."""

from __future__ import annotations

from datetime import date

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.breakdown import breakdown_table
from estimator.answers.calendar_file import calendar_name, calendar_text
from estimator.answers.headline import headline_element, question_text
from estimator.answers.included_and_next import note_elements
from estimator.answers.message import mail_address, message_text
from estimator.answers.packing_slip import slip_element
from estimator.answers.timeline import timeline_figure
from estimator.answers.tree import Element, element

SCRIPTED = ("copy", "link", "calendar", "print")
"""What a person can do with an answer besides mailing it."""


def answer_elements(
    writer: AnswerWriter, read_on: date, *, repriced: bool = False
) -> list[Element]:
    """Return the elements of an answer: its headline, and what only Python can add to it."""
    return [
        headline_element(writer, read_on, repriced=repriced),
        element(
            "div",
            {"class": "estimator-more", "id": "estimate-more"},
            _actions(writer),
            writer.folded("lines", breakdown_table(writer)),
            writer.folded("timeline", timeline_figure(writer.done.schedule, writer.language)),
            *note_elements(writer),
        ),
        slip_element(writer),
    ]


def _actions(writer: AnswerWriter) -> Element:
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


def answer_data(
    writer: AnswerWriter, read_on: date, *, repriced: bool = False
) -> dict[str, object]:
    """Return the answer as plain data: its elements, an announcement and the calendar file."""
    return {
        "ok": True,
        "tree": answer_elements(writer, read_on, repriced=repriced),
        "announcement": announcement(writer, read_on),
        "calendar": {"name": calendar_name(writer), "text": calendar_text(writer)},
    }


def announcement(writer: AnswerWriter, read_on: date) -> str:
    """Return the one sentence that is read aloud, and the question about the day, if there is one."""
    said = writer.text(
        "announcement",
        total=writer.range(writer.done.quote.total),
        back=writer.day(writer.done.schedule.back),
    )
    question = question_text(writer, read_on)
    return said + (writer.text("gap") + question if question else "")
