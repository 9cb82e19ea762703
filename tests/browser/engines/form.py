"""The estimator's form, filled as a person would on any screen, and the answer read from it."""

from __future__ import annotations

from typing import Any

from tests.browser.engines.screen import Screen, wait_for

Table = dict[str, Any]
ANSWERED = (
    "#estimate-answer:not([data-changed]) #estimate-heading:not([data-seen]) ~ .estimator-actions"
)
REFUSED = "#estimate-errors:not([hidden]) li"

FIELDS = """
const boxes = ['checkbox', 'radio']
return Object.fromEntries([...document.querySelectorAll('#estimate-form [id][name]')]
  .map(field => [field.id, boxes.includes(field.type) ? field.checked : field.value]))
"""
ASK = """
const field = document.querySelector('[name=asked]')
field.value = arguments[0]
field.dispatchEvent(new Event('change', { bubbles: true }))
"""
SEEN = "document.querySelector('#estimate-heading')?.setAttribute('data-seen', '')"
TOLD = """
const all = place => [...document.querySelectorAll(place)]
const text = place => document.querySelector(place)?.innerText ?? null
return {
  total: text('#estimate-total'),
  net: text('#estimate-net'),
  tax: text('.estimator-lines tfoot tr:nth-child(2) td'),
  back: text('#estimate-back'),
  lines: all('.estimator-lines tbody td:nth-child(2)').map(cell => cell.innerText),
  notices: all('.estimator-notices li').length,
  dispatch: all('#estimate-timeline time').at(-2)?.dateTime,
  refused: all('#estimate-errors li a').map(link => link.getAttribute('href')),
}
"""


def fill(screen: Screen, request: Table) -> None:
    """Bring the form from whatever it holds to `request`, touching only what differs.

    The day of asking is the only value that is set, not typed: its field is hidden, for the page
    takes it from the clock.
    """
    held = with_pieces(screen, len(request["items"]))
    for at, item in enumerate(request["items"]):
        for field, value in wanted(at, item, held).items():
            if held[field] != value:
                enter(screen, field, value)
    arrives = request.get("arrives", "")
    if held["arrives"] != arrives:
        screen.write_day("#arrives", arrives)
    screen.look(ASK, request["asked"])


def with_pieces(screen: Screen, count: int) -> Table:
    """Add or remove pieces until there are `count`; return what the fields hold, by their ids."""
    held: Table = screen.look(FIELDS)
    now = sum(field.endswith("-material") for field in held)
    for number in range(now, count, -1):
        screen.click(f"[data-piece]:nth-child({number}) [data-remove]")
    for _ in range(now, count):
        screen.click("#estimate-add")
    return held if now == count else screen.look(FIELDS)  # type: ignore[no-any-return]


def wanted(at: int, item: Table, held: Table) -> Table:
    """Return what the fields of one piece should hold."""
    fields: Table = {f"items-{at}-material": item["material"]}
    if item["material"] == "gold-plated":
        fields[f"items-{at}-replating-{item.get('replating', 'not-sure')}"] = True
    services = f"items-{at}-services-"
    for field, value in held.items():
        if field.startswith(services):
            count = item["services"].get(field.removeprefix(services), 0)
            fields[field] = bool(count) if isinstance(value, bool) else str(count or "")
    return fields


def enter(screen: Screen, field: str, value: str | bool) -> None:
    """Bring one field to another value."""
    if isinstance(value, bool):
        screen.click(f"#{field}")
    elif field.endswith("-material"):
        screen.choose(f"#{field}", value)
    else:
        screen.write(f"#{field}", value)


def press(screen: Screen) -> None:
    """Ask for the estimate; wait for an answer that was not there before, or for what is wrong."""
    screen.look(SEEN)
    screen.click("#estimate-submit")
    wait_for(screen, f"{ANSWERED}, {REFUSED}")


def told(screen: Screen) -> Table:
    """Return what the screen says."""
    return screen.look(TOLD)  # type: ignore[no-any-return]
