"""The steps of a repair as a drawing: three lanes, nine steps.  The page lists them as text too."""

from __future__ import annotations

from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext

LANES = ("life-you", "life-shop", "life-workshop")
STEPS = (0, 1, 0, 1, 1, 0, 2, 1, 0)
"""The lane of each step, in the order of the list on the page."""
TASKS = (0, 2, 5)
"""Steps that the customer takes; at the last one in the same lane, the piece is back."""
MONTH_END, BACK = 6, 7
"""The step that waits for the end of the month, and the one that waits for the workshop."""

WIDE, NAMES, COLUMN = 280, 62, 24
"""Units: the width, that of the names of the lanes, and that of a step.  On the narrowest phone a unit is a pixel."""
TOP, LANE, GAP, RADIUS = 24, 40, 10, 10


def life(context: PageContext) -> Html:
    """Return the drawing; its numbers are those of the list on the page."""
    high = _bottom() + 22
    svg = tag(
        "svg",
        *(_lane(context, at) for at in range(len(LANES))),
        *(_way(at) for at in range(1, len(STEPS))),
        *(_step(at) for at in range(len(STEPS))),
        _wait_label(context, "life-month", x=_x(MONTH_END) + RADIUS, y=TOP - 9),
        _wait_label(context, "life-next", x=WIDE, y=_bottom() + 15),
        viewBox=f"0 0 {WIDE} {high}",
        role="img",
        aria_label=context.text("life"),
        aria_describedby="the-steps",
    )
    return tag("figure", svg, class_="repair-life")


def _x(step: int) -> float:
    return NAMES + COLUMN * (step + 0.5)


def _y(lane: int) -> float:
    return TOP + (LANE + GAP) * lane + LANE / 2


def _bottom() -> int:
    return TOP + (LANE + GAP) * len(LANES) - GAP


def _lane(context: PageContext, lane: int) -> Html:
    """Return a lane with its name at its left end, where no line passes."""
    top = f"{_y(lane) - LANE / 2:g}"
    return joined(
        tag("rect", class_="life-lane", x=0, y=top, width=WIDE, height=LANE, rx=4),
        tag("text", context.text(LANES[lane]), class_="life-who", x=6, y=f"{_y(lane) + 4:g}"),
    )


def _way(step: int) -> Html:
    """Return the line from the step before: straight in a lane, a soft curve between two."""
    (x0, y0), (x1, y1) = (_x(step - 1), _y(STEPS[step - 1])), (_x(step), _y(STEPS[step]))
    middle = (x0 + x1) / 2
    waits = " life-wait" if step in (MONTH_END, BACK) else ""
    curve = f"M{x0:g} {y0:g} C{middle:g} {y0:g} {middle:g} {y1:g} {x1:g} {y1:g}"
    return tag("path", class_=f"life-way{waits}", d=curve)


def _step(step: int) -> Html:
    x, y = f"{_x(step):g}", _y(STEPS[step])
    task = " life-task" if step in TASKS else ""
    return joined(
        tag("circle", class_=f"life-step{task}", cx=x, cy=f"{y:g}", r=RADIUS),
        tag("text", str(step + 1), class_=f"life-number{task}", x=x, y=f"{y + 4.5:g}",
            text_anchor="middle"),
    )  # fmt: skip


def _wait_label(context: PageContext, key: str, *, x: float, y: int) -> Html:
    """Return the label of a wait, right-aligned at `x`."""
    return tag(
        "text", context.text(key), class_="life-wait-words", x=f"{x:g}", y=y, text_anchor="end"
    )
