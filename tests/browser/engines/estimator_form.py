"""The estimator's form in any engine: filling it by hand, and reading the answer."""

from __future__ import annotations

from typing import Any

from tests.browser.engines.screen import Screen, wait_for

Table = dict[str, Any]
ANSWERED = (
    "#estimate-answer:not([data-changed]):has(#estimate-heading:not([data-seen]))"
    " .estimator-actions:not([hidden])"
)
REFUSED = "#estimate-errors:not([hidden]) li"

FIELDS = """
const boxes = ['checkbox', 'radio']
return Object.fromEntries([...document.querySelectorAll('#estimate-form [id][name]')]
  .map(field => [field.id, boxes.includes(field.type) ? field.checked : field.value]))
"""
ASK = """
const set = () => { document.querySelector('[name=asked]').value = arguments[0] }
document.querySelector('#estimate-submit').addEventListener('click', set, { capture: true, once: true })
"""
SEEN = "document.querySelector('#estimate-heading')?.setAttribute('data-seen', '')"
READ_ANSWER = """
const all = selector => [...document.querySelectorAll(selector)]
const text = selector => document.querySelector(selector)?.innerText ?? null
return {
  total: text('#estimate-total'),
  net: text('#estimate-net'),
  tax: text('.estimator-lines tfoot tr:nth-child(2) td'),
  back: text('#estimate-back'),
  lines: all('.estimator-lines tbody td:nth-child(2)').map(cell => cell.innerText),
  notices: all('.estimator-know li').length,
  dispatch: all('#estimate-timeline time').at(-2)?.dateTime,
  refused: all('#estimate-errors li a').map(link => link.getAttribute('href')),
}
"""


def fill(screen: Screen, request: Table) -> None:
    """Enter `request`, whatever the form contains; only fields that differ are touched.

    The day of the enquiry is set by script, when the button is pressed and without an event: its field is hidden,
    as the page takes it from the clock, and a day that a live answer refuses is at once the day of today again.
    """
    current = with_pieces(screen, len(request["items"]))
    for at, item in enumerate(request["items"]):
        for field, value in wanted(at, item, current).items():
            if current[field] != value:
                enter(screen, field, value)
    arrives = request.get("arrives", "")
    if current["arrives"] != arrives:
        screen.write_day("#arrives", arrives)
    screen.evaluate(ASK, request["asked"])


def with_pieces(screen: Screen, count: int) -> Table:
    """Add or remove pieces until there are `count`; return the values of the fields by id."""
    current: Table = screen.evaluate(FIELDS)
    now = sum(field.endswith("-material") for field in current)
    for number in range(now, count, -1):
        screen.click(f"[data-piece]:nth-child({number}) [data-remove]")
    for _ in range(now, count):
        screen.click("#estimate-add")
    return current if now == count else screen.evaluate(FIELDS)  # type: ignore[no-any-return]


def wanted(at: int, item: Table, current: Table) -> Table:
    """Return the values that the fields of one piece should have."""
    fields: Table = {f"items-{at}-material": item["material"]}
    if item["material"] == "gold-plated":
        fields[f"items-{at}-replating-{item.get('replating', 'not-sure')}"] = True
    services = f"items-{at}-services-"
    for field, value in current.items():
        if field.startswith(services):
            count = item["services"].get(field.removeprefix(services), 0)
            fields[field] = bool(count) if isinstance(value, bool) else str(count or "")
    return fields


def enter(screen: Screen, field: str, value: str | bool) -> None:
    """Change the value of one field."""
    if isinstance(value, bool):
        screen.click(f"#{field}")
    elif field.endswith("-material"):
        screen.choose(f"#{field}", value)
    else:
        screen.write(f"#{field}", value)


def press(screen: Screen) -> None:
    """Press Estimate; wait for a new answer or for the list of mistakes."""
    screen.evaluate(SEEN)
    screen.click("#estimate-submit")
    wait_for(screen, f"{ANSWERED}, {REFUSED}")


def follow(screen: Screen, link: str) -> None:
    """Put the choice of a link into the address of the page; wait for its answer."""
    screen.evaluate(SEEN)
    screen.evaluate("location.hash = arguments[0]", link)
    wait_for(screen, ANSWERED)


def read_answer(screen: Screen) -> Table:
    """Return the texts of the answer, and the links of the list of mistakes."""
    return screen.evaluate(READ_ANSWER)  # type: ignore[no-any-return]
