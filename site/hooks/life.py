"""The life of a repair, drawn: three people, nine steps.  The page tells the same as a list."""

from __future__ import annotations

from markup import Html, joined, tag
from setting import Setting

LANES = ("life-you", "life-shop", "life-workshop")
STEPS = (0, 1, 0, 1, 1, 0, 2, 1, 0)
"""Whose turn each step is: the lane, in the order of the list on the page."""
MONTH_END, BACK = 6, 7
"""The step that waits for month end, and the one that waits for the workshop."""

LEFT, COLUMN, TOP, LANE, RADIUS = 96, 62, 62, 84, 17


def life(setting: Setting) -> Html:
    """Return the picture.  Its words are the lanes and the two waits; the numbers are the list's."""
    wide = LEFT + COLUMN * len(STEPS)
    high = TOP + LANE * len(LANES) - 20
    svg = tag(
        "svg",
        *(_lane(setting, at, wide) for at in range(len(LANES))),
        *(_way(at) for at in range(1, len(STEPS))),
        *(_step(at) for at in range(len(STEPS))),
        _wait(setting, "life-month", MONTH_END),
        _wait(setting, "life-next", BACK),
        viewBox=f"0 0 {wide} {high}",
        role="img",
        aria_label=setting.word("life"),
        aria_describedby="the-steps",
    )
    return tag("figure", tag("div", svg, class_="repair-life-scroll", tabindex=0, role="group",
                             aria_label=setting.word("life")), class_="repair-life")  # fmt: skip


def _x(step: int) -> float:
    return LEFT + COLUMN * (step + 0.5)


def _y(lane: int) -> int:
    return TOP + LANE * lane


def _lane(setting: Setting, lane: int, wide: int) -> Html:
    y = _y(lane)
    return joined(
        tag("rect", class_="life-lane", x=0, y=y - 32, width=wide, height=64, rx=10),
        tag("text", setting.word(LANES[lane]), class_="life-who", x=14, y=y + 5),
    )


def _way(step: int) -> Html:
    """Return the line from the step before: straight in a lane, a soft curve between two."""
    (x0, y0), (x1, y1) = (_x(step - 1), _y(STEPS[step - 1])), (_x(step), _y(STEPS[step]))
    middle = (x0 + x1) / 2
    waits = " life-wait" if step in (MONTH_END, BACK) else ""
    curve = f"M{x0:g} {y0} C{middle:g} {y0} {middle:g} {y1} {x1:g} {y1}"
    return tag("path", class_=f"life-way{waits}", d=curve)


def _step(step: int) -> Html:
    x, y = _x(step), _y(STEPS[step])
    return joined(
        tag("circle", class_="life-step", cx=f"{x:g}", cy=y, r=RADIUS),
        tag("text", str(step + 1), class_="life-number", x=f"{x:g}", y=y + 5, text_anchor="middle"),
    )


def _wait(setting: Setting, word: str, step: int) -> Html:
    """Return the words of a wait, above the picture and centred on it."""
    x = (_x(step - 1) + _x(step)) / 2
    y = {MONTH_END: 16, BACK: _y(2) + 46}[step]
    return tag(
        "text", setting.word(word), class_="life-wait-words", x=f"{x:g}", y=y, text_anchor="middle"
    )
