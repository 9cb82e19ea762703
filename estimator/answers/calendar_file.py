"""The days of an estimate as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import date, timedelta

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.rules import codes

LONGEST_LINE = 75
"""Bytes of a line, its break aside."""


def calendar_name(writer: AnswerWriter) -> str:
    """Return the name of the file."""
    return f"repair-{writer.done.schedule.back}.ics"


def calendar_text(writer: AnswerWriter) -> str:
    """Return the file: the day to post, the arrival, the last day for the parcel, the return."""
    shop = writer.label(writer.policy.shop.name)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_escaped(shop)}//Repair estimate//EN",
        "CALSCALE:GREGORIAN",
        *(line for event in _events(writer, shop) for line in event),
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(map(_folded, lines))


def _events(writer: AnswerWriter, shop: str) -> list[list[str]]:
    schedule, asked = writer.done.schedule, writer.done.request.asked
    events = []
    if days := writer.policy.carrier_days:
        post_by = max(asked, schedule.arrives - timedelta(days=days))
        events.append(_event("post", post_by, writer, shop=shop))
    events.append(_event("arrives", schedule.arrives, writer, shop=shop))
    last = schedule.last_open or schedule.cutoff
    if schedule.batch and last and last != schedule.arrives:
        month = wording.month_name(schedule.batch.month, writer.language)
        events.append(_event("cutoff", last, writer, shop=shop, month=month))
    return [*events, _event("back", schedule.back, writer, shop=shop)]


def _event(kind: str, day: date, writer: AnswerWriter, **values: str) -> list[str]:
    code = codes.encode(writer.done.request, writer.policy)
    title = writer.text(f"event-{kind}", **values)
    return [
        "BEGIN:VEVENT",
        f"UID:{code}-{kind}@{writer.policy.shop.domain}",
        f"DTSTAMP:{writer.done.request.asked:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        "TRANSP:TRANSPARENT",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(writer.named(writer.text('code'), code))}",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line folded after at most `LONGEST_LINE` bytes, never inside a character."""
    rows = [""]
    for character in line:
        if len((rows[-1] + character).encode()) > LONGEST_LINE:
            rows.append(" ")
        rows[-1] += character
    return "\r\n".join(rows)
