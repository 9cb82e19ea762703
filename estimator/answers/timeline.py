"""The way of a parcel as a drawing, and the same days as a list."""

from __future__ import annotations

from datetime import date, timedelta

from estimator.answers import wording
from estimator.answers.answer_texts import text
from estimator.answers.tree import Element, element
from estimator.policy.phrases import month_day
from estimator.rules.schedule import Schedule

WIDE, HIGH = 300, 100
LEFT, RIGHT = 8, WIDE - 8
TOP, BAR = 44, 16
ARRIVES, BACK, LEAVES = 15, 34, 92
"""Baselines of the three labels; each has a row of its own, so that none overlaps another."""

NARROW, BROAD = 8, 15
"""Widths of a Latin and of a Japanese character of a label, at the size on a phone."""


def timeline_figure(schedule: Schedule, language: str, name: str = "estimate-timeline") -> Element:
    """Return drawing and lists of one schedule; `name` is the id of the list."""
    steps: list[tuple[str, date | None]] = [
        ("arrives", schedule.arrives),
        ("cutoff", schedule.cutoff),
        ("leaves", schedule.dispatch),
        ("back", schedule.back),
    ]
    days = [_step(text(key, language), day, language) for key, day in steps if day]
    holidays = [element("li", {}, line) for line in _holiday_lines(schedule, language)]
    return element(
        "figure",
        {"class": "estimator-timeline"},
        _drawing(schedule, language, name),
        element("ol", {"id": name}, *days),
        element("ul", {"class": "estimator-holidays"}, *holidays) if holidays else None,
    )


def _step(what: str, day: date, language: str) -> Element:
    label = element("span", {"class": "estimator-step"}, what)
    time = element("time", {"datetime": str(day)}, wording.day(day, language))
    return element("li", {}, label, " ", time)


def _holiday_lines(schedule: Schedule, language: str) -> list[str]:
    return [
        text(
            "holiday",
            language,
            name=one.holiday.label.in_(language),
            first=wording.day(one.first, language),
            last=wording.day(one.last, language),
        )
        for one in schedule.holidays
    ]


def _drawing(schedule: Schedule, language: str, described_by: str) -> Element:
    """Return the line from arrival to return: waiting, workshop, long holidays, three marked days."""
    arrives, dispatch, back = schedule.arrives, schedule.dispatch, schedule.back
    days = max(1, (back - arrives).days)

    def at(day: date) -> int:
        """Return where a day is on the line; days before and after it are at its ends."""
        passed = min(max((day - arrives).days, 0), days)
        return LEFT + (2 * passed * (RIGHT - LEFT) + days) // (2 * days)

    def bar(first: date, last: date, name: str) -> Element:
        left, right = at(first), at(last)
        width = max(2, right - left)
        return element("rect", {"class": name, "x": left, "y": TOP, "width": width, "height": BAR})

    def mark(day: date, baseline: int, key: str) -> list[Element]:
        x, written = at(day), month_day(day.month, day.day).in_(language)
        label = text("mark", language, what=text(key, language), day=written)
        ends = {"x1": x, "x2": x, "y1": TOP - 4, "y2": TOP + BAR + 4}
        return [
            element("line", {"class": "estimator-mark", **ends}),
            element("text", {"y": baseline, **_position(x, label)}, label),
        ]

    return element(
        "svg",
        {
            "viewBox": f"0 0 {WIDE} {HIGH}",
            "role": "img",
            "aria-label": text("timeline", language),
            "aria-describedby": described_by,
        },
        bar(arrives, dispatch, "estimator-waiting"),
        bar(dispatch, back, "estimator-workshop"),
        *(
            bar(one.first, one.last + timedelta(days=1), "estimator-holiday")
            for one in schedule.holidays
        ),
        *mark(arrives, ARRIVES, "arrives"),
        *mark(dispatch, LEAVES, "leaves"),
        *mark(back, BACK, "back"),
    )


def _position(x: int, label: str) -> dict[str, str | int]:
    """Return where a label is: in the middle of its day, or at the end of the drawing near it."""
    half = sum(NARROW if character.isascii() else BROAD for character in label) // 2
    if x - half < LEFT:
        return {"x": LEFT, "text-anchor": "start"}
    if x + half > RIGHT:
        return {"x": RIGHT, "text-anchor": "end"}
    return {"x": x, "text-anchor": "middle"}
