"""An answer in full, as the page shows it: the tree of its elements, and the texts beside it."""

from __future__ import annotations

from datetime import date

from estimator.answers.action_bar import action_elements
from estimator.answers.answer_folds import folded
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.breakdown import breakdown_table
from estimator.answers.calendar_file import calendar_name, calendar_text
from estimator.answers.headline import headline_element, question_text
from estimator.answers.included_and_next import note_elements
from estimator.answers.packing_slip import slip_element
from estimator.answers.timeline import timeline_figure
from estimator.answers.tree import Element, element


def answer_elements(
    writer: AnswerWriter, read_on: date, *, repriced: bool = False
) -> list[Element]:
    """Return the elements of an answer: its headline, and what only Python can add to it.

    Args:
        writer: Writes the answer.
        read_on: The day on which it is read.
        repriced: Whether other prices than those of the answer are in force on that day.
    """
    return [
        headline_element(writer, read_on, repriced=repriced),
        element(
            "div",
            {"class": "estimator-more", "id": "estimate-more"},
            action_elements(writer),
            folded("lines", writer, breakdown_table(writer)),
            folded("timeline", writer, timeline_figure(writer.done.schedule, writer.language)),
            *note_elements(writer),
        ),
        slip_element(writer),
    ]


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
