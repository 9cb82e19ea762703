"""Charts as plain SVG: quiet, sharp in print, the same bytes each time.  Every text in them is escaped.

They name no font: the page, or the PDF, sets its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

INK, GOLD, GREY, WASH, PALE = "#2b2722", "#a9853a", "#6f675b", "#f1e6cc", "#f8f4eb"
WIDTH = 640


def bar_chart(rows: Sequence[tuple[str, int]]) -> str:
    """Return lying bars, each with its name and value."""
    most = max((value for _, value in rows), default=0) or 1
    parts = []
    for at, (name, value) in enumerate(rows):
        y = 24 * at
        parts += [
            _text(0, y + 15, name),
            _bar(220, y + 5, 360, 12, PALE),
            _bar(220, y + 5, 360 * value / most, 12, GOLD),
            _text(WIDTH, y + 15, str(value), anchor="end", weight=600),
        ]
    return _svg(24 * len(rows), parts)


def column_chart(columns: Sequence[tuple[str, int, str]], marked: int) -> str:
    """Return standing columns, one of them `marked`: each with its name, value and what to write above."""
    most = max((value for _, value, _ in columns), default=0) or 1
    wide = WIDTH / max(len(columns), 1)
    parts = [_line(0, 130, WIDTH, 130, INK, 0.8)]
    for at, (name, value, words) in enumerate(columns):
        height, middle = 98 * value / most, wide * (at + 0.5)
        fill, gold = (INK, GOLD) if at == marked else (GREY, WASH)
        parts.append(_bar(wide * (at + 0.22), 130 - height, wide * 0.56, height, gold))
        parts.append(_text(middle, 146, name, anchor="middle", size=9.5, fill=fill))
        if value:
            parts.append(_text(middle, 124 - height, words, anchor="middle", size=9))
    return _svg(152, parts)


def days_chart(
    days: Sequence[int], promised: tuple[int, int] | None, marks: Sequence[tuple[int, str]]
) -> str:
    """Return how many pieces took how many days, over the span that is promised, with marked days."""
    last: int = max([*days, *(promised or ()), 1]) + 4
    counted = Counter(days)
    most = max(counted.values(), default=1)
    top = 34  # below the words of the marks
    height = top + 24 + min(most, 12) * 9
    step = min(9.0, (height - top) / (most + 0.6))
    radius = min(3.2, step / 2.4)

    def across(day: float) -> float:
        return WIDTH * day / last

    parts = []
    if promised:
        low, high = across(promised[0] - 0.5), across(promised[1] + 0.5)
        parts.append(_bar(low, top, high - low, height - top, WASH))
    for day, count in sorted(counted.items()):
        places = (height - step * (number + 0.7) for number in range(count))
        parts += [_element("circle", cx=across(day), cy=y, r=radius, fill=INK) for y in places]
    for number, (day, words) in enumerate(marks):
        x, y = across(day), 11 + 14 * number
        is_left = x > 120 if number == 0 else x > WIDTH - 90  # the words of two marks go apart
        place, anchor = (x - 5, "end") if is_left else (x + 5, "start")
        parts.append(_line(x, y - 8, x, height, GOLD, 1.4))
        parts.append(_text(place, y, words, anchor=anchor, weight=600))
    parts.append(_line(0, height, WIDTH, height, INK, 0.8))
    parts += [
        _text(across(day), height + 16, str(day), anchor="middle", size=9.5, fill=GREY)
        for day in range(10, last, 10)
    ]
    return _svg(height + 20, parts)


def shares_chart(rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Return bars in three parts, gold, ink and pale, each with its name before it."""
    most = max((sum(parts) for _, parts in rows), default=0) or 1
    drawn = []
    for at, (name, shares) in enumerate(rows):
        y, x = 24 * at, 100.0
        drawn.append(_text(0, y + 15, name))
        for value, fill in zip(shares, (GOLD, INK, WASH), strict=True):
            length = 500 * value / most
            drawn.append(_bar(x, y + 4, length, 14, fill))
            if length > 14:
                middle, on_it = x + length / 2, INK if fill == WASH else "#fff"
                drawn.append(
                    _text(middle, y + 14.6, str(value), anchor="middle", size=9.5, fill=on_it)
                )
            x += length
    return _svg(24 * len(rows), drawn)


def _svg(height: float, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}">'
    return head + "".join(parts) + "</svg>"


def _bar(x: float, y: float, width: float, height: float, fill: str) -> str:
    return _element("rect", x=x, y=y, width=width, height=height, fill=fill)


def _line(x: float, y: float, to_x: float, to_y: float, colour: str, width: float) -> str:
    path = f"M{_short(x)} {_short(y)}L{_short(to_x)} {_short(to_y)}"
    return _element("path", d=path, stroke=colour, stroke_width=width)


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: float = 10.5,
    weight: int = 400,
    fill: str = INK,
) -> str:
    return _element(
        "text", words, x=x, y=y, font_size=size, font_weight=weight, fill=fill, text_anchor=anchor
    )


def _element(name: str, words: str | None = None, **attributes: float | str) -> str:
    said = "".join(
        f' {key.replace("_", "-")}="{value if isinstance(value, str) else _short(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}/>" if words is None else f"<{name}{said}>{escape(words)}</{name}>"


def _short(number: float) -> str:
    return f"{round(number, 1):g}"
