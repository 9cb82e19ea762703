"""The way of one parcel as a picture, and the same as a list; as `site/shell/timeline.js` does."""

from __future__ import annotations

from datetime import date, timedelta

from estimator.rules.schedule import Schedule
from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext

WIDE, HIGH = 360, 92
LEFT, RIGHT = 8, WIDE - 8
TOP, BAR = 38, 16


def timeline(schedule: Schedule, context: PageContext, name: str = "estimate-timeline") -> Html:
    """Return the picture and the list of one schedule."""
    steps: list[tuple[str, date | None]] = [
        ("arrives", schedule.arrives),
        ("cutoff", schedule.cutoff),
        ("leaves", schedule.dispatch),
        ("back", schedule.back),
    ]
    items = [
        tag("li", tag("span", context.text(step), class_="estimator-step"), " ",
            tag("time", context.day(day), datetime=str(day)))
        for step, day in steps
        if day
    ]  # fmt: skip
    return tag(
        "figure",
        picture(schedule, context, name),
        tag("ol", *items, id=name),
        class_="estimator-timeline",
    )


def picture(schedule: Schedule, context: PageContext, described_by: str) -> Html:
    """Return the picture: waiting, workshop, long holidays, three marked days."""
    arrives, dispatch, back = schedule.arrives, schedule.dispatch, schedule.back

    def at(day: date) -> int:
        share = min(1.0, max(0.0, (day - arrives).days / max(1, (back - arrives).days)))
        return round(LEFT + share * (RIGHT - LEFT))

    def bar(first: date, last: date, name: str) -> Html:
        width = max(2, at(last) - at(first))
        return tag("rect", class_=name, x=at(first), y=TOP, width=width, height=BAR)

    def mark(day: date, y: int, anchor: str, step: str) -> Html:
        text = f"{context.day_and_month(day.month, day.day)} {context.text(step)}"
        return joined(
            tag(
                "line",
                class_="estimator-mark",
                x1=at(day),
                x2=at(day),
                y1=TOP - 4,
                y2=TOP + BAR + 4,
            ),
            tag("text", text, x=at(day), y=y, text_anchor=anchor),
        )

    middle = (
        "start" if at(dispatch) < WIDE / 3 else "end" if at(dispatch) > 2 * WIDE / 3 else "middle"
    )
    return tag(
        "svg",
        bar(arrives, dispatch, "estimator-waiting"),
        bar(dispatch, back, "estimator-workshop"),
        *(bar(one.first, one.last + timedelta(days=1), "estimator-holiday")
          for one in schedule.holidays),
        mark(arrives, 14, "start", "arrives"),
        mark(dispatch, 84, middle, "leaves"),
        mark(back, 30, "end", "back"),
        viewBox=f"0 0 {WIDE} {HIGH}",
        role="img",
        aria_label=context.text("timeline"),
        aria_describedby=described_by,
    )  # fmt: skip
