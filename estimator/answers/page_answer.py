"""An answer in full, as the page shows it: the tree of its elements, and the texts beside it."""

from __future__ import annotations

from datetime import date

from estimator.answers.action_bar import action_elements
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.breakdown import breakdown_table
from estimator.answers.calendar_file import calendar_name, calendar_text
from estimator.answers.headline import headline_elements, question_text
from estimator.answers.notes import note_elements
from estimator.answers.packing_slip import slip_element
from estimator.answers.timeline import timeline_figure
from estimator.answers.tree import Element, element


def answer_elements(writer: AnswerWriter, read_on: date) -> list[Element]:
    """Return the elements of an answer that is read on the day `read_on`."""
    return [
        *headline_elements(writer, read_on),
        action_elements(writer),
        element("h3", {}, writer.text("lines")),
        breakdown_table(writer),
        element("h3", {}, writer.text("timeline")),
        timeline_figure(writer.done.schedule, writer.language),
        *note_elements(writer),
        slip_element(writer),
    ]


def answer_data(writer: AnswerWriter, read_on: date) -> dict[str, object]:
    """Return the answer as plain data: its elements, an announcement and the calendar file."""
    quote, schedule = writer.done.quote, writer.done.schedule
    announcement = writer.text(
        "announcement", total=writer.range(quote.total), back=writer.day(schedule.back)
    )
    question = question_text(writer, read_on)
    return {
        "ok": True,
        "tree": answer_elements(writer, read_on),
        "announcement": announcement + (writer.text("gap") + question if question else ""),
        "calendar": {"name": calendar_name(writer), "text": calendar_text(writer)},
    }
