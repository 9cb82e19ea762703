"""The steps of a repair as a drawing: three lanes, nine steps.  The page lists them as text too."""

from __future__ import annotations

from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext

LANES = ("life-you", "life-shop", "life-workshop")
STEPS = (0, 1, 0, 1, 1, 0, 2, 1, 0)
"""The lane of each step, in the order of the list on the page."""
MONTH_END, BACK = 6, 7
"""The step that waits for the end of the month, and the one that waits for the workshop."""

LEFT, COLUMN, TOP, LANE, RADIUS = 8, 44, 70, 88, 16


def life(context: PageContext) -> Html:
    """Return the drawing; its numbers are those of the list on the page."""
    wide = 2 * LEFT + COLUMN * len(STEPS)
    high = TOP + LANE * len(LANES) - 28
    svg = tag(
        "svg",
        *(_lane(at, wide) for at in range(len(LANES))),
        *(_way(at) for at in range(1, len(STEPS))),
        *(_step(at) for at in range(len(STEPS))),
        *(_who(context, at) for at in range(len(LANES))),
        _wait_label(context, "life-month", x=_x(MONTH_END), y=18),
        _wait_label(context, "life-next", x=wide - LEFT, y=high - 4),
        viewBox=f"0 0 {wide} {high}",
        role="img",
        aria_label=context.text("life"),
        aria_describedby="the-steps",
    )
    return tag("figure", svg, class_="repair-life")


def _x(step: int) -> float:
    return LEFT + COLUMN * (step + 0.5)


def _y(lane: int) -> int:
    return TOP + LANE * lane


def _lane(lane: int, wide: int) -> Html:
    return tag("rect", class_="life-lane", x=0, y=_y(lane) - 42, width=wide, height=74, rx=8)


def _who(context: PageContext, lane: int) -> Html:
    return tag("text", context.text(LANES[lane]), class_="life-who", x=LEFT + 4, y=_y(lane) - 23)


def _way(step: int) -> Html:
    """Return the line from the step before: straight in a lane, a soft curve between two."""
    (x0, y0), (x1, y1) = (_x(step - 1), _y(STEPS[step - 1])), (_x(step), _y(STEPS[step]))
    middle = (x0 + x1) / 2
    waits = " life-wait" if step in (MONTH_END, BACK) else ""
    curve = f"M{x0:g} {y0} C{middle:g} {y0} {middle:g} {y1} {x1:g} {y1}"
    return tag("path", class_=f"life-way{waits}", d=curve)


def _step(step: int) -> Html:
    x, y = f"{_x(step):g}", _y(STEPS[step])
    return joined(
        tag("circle", class_="life-step", cx=x, cy=y, r=RADIUS),
        tag("text", str(step + 1), class_="life-number", x=x, y=y + 5, text_anchor="middle"),
    )


def _wait_label(context: PageContext, key: str, *, x: float, y: int) -> Html:
    """Return the label of a wait, right-aligned at `x`."""
    return tag(
        "text", context.text(key), class_="life-wait-words", x=f"{x:g}", y=y, text_anchor="end"
    )
