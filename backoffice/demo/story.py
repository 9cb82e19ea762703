"""The story on any of its days: who has written, what has arrived, what staff have typed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from backoffice.books.book import Book, Changes
from backoffice.intake.tickets import FIRST_NUMBER, ticket_number
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Column, Kind, Tab, find_tab
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot
from estimator.policy.file import PolicyBook
from estimator.policy.model import Label
from estimator.rules import codes
from estimator.rules.estimates import Request
from estimator.rules.quotes import Item, Replating

Typed = Mapping[str, Cell]


@cache
def story() -> Sequence[Mapping[str, Any]]:
    """Return the tickets of the story, in the order in which their customers wrote."""
    text = files("backoffice.demo").joinpath("story.toml").read_text(encoding="utf-8")
    tickets: list[Mapping[str, Any]] = tomllib.loads(text)["ticket"]
    return tickets


def typed_by(day: date, book: PolicyBook, language: str) -> list[Typed]:
    """Return the typed cells of each row on `day`, by column key; the docket pad follows them."""
    columns = {column.key: column for column in ticket_columns(book.undated)}
    rows: list[Typed] = []
    for ticket in story():
        if ticket["on"] <= day:
            row: dict[str, Any] = dict(ticket["typed"])
            for step in ticket.get("then", ()):
                if step["on"] <= day:
                    row |= {key: cell for key, cell in step.items() if key != "on"}
            if row.get("code") == "@":
                row["code"] = _code(row, ticket["on"], book)
            rows.append({key: _picked(cell, columns[key], language) for key, cell in row.items()})
    return rows


def _picked(cell: Cell, column: Column, language: str) -> Cell:
    """Return a cell as the date picker or the dropdown leaves it, where staff used them."""
    if column.kind is Kind.DATE and isinstance(cell, str):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell
    words = {choice.code: choice.label.in_(language) for choice in column.choices}
    return words.get(str(cell), cell)


def _code(row: Mapping[str, Any], asked: date, book: PolicyBook) -> str:
    services = {
        key.removeprefix("service:"): count
        for key, count in row.items()
        if key.startswith("service:")
    }
    replating = Replating(row.get("replating", "not-sure").replace(" ", "-"))
    item = Item(material=row["material"], services=services, replating=replating)
    return codes.encode(Request(asked=asked, arrives=asked, items=(item,)), book.undated)


@dataclass(frozen=True, slots=True)
class AsOf:
    """A book whose tickets are those of an earlier day; all else is the real book."""

    book: Book
    policy: PolicyBook
    language: str
    day: date

    @property
    def where(self) -> str:
        """The path of the real book."""
        return self.book.where

    def write_blocker(self) -> Label | None:
        """Return what keeps the real book from being written, if anything does."""
        return self.book.write_blocker()

    def read(self) -> Snapshot:
        """Return the real book with the tickets of that day."""
        now = self.book.read()
        name = find_tab(Tab.TICKETS, list(now.sheets)) or Tab.TICKETS.value.en
        tickets = now.sheets[name]
        keys = [column.key for column in ticket_columns(self.policy.undated)]
        typed = typed_by(self.day, self.policy, self.language)
        rows = [tickets.rows[0]]
        for at in range(len(tickets.rows) - 1):
            row = typed[at] if at < len(typed) else {}
            number = ticket_number(FIRST_NUMBER + at)
            rows.append([row.get(key, number if key == "ticket" else None) for key in keys])
        return replace(now, sheets={**now.sheets, name: Sheet(name, rows)})

    def write(self, changes: Changes, *, once: int) -> None:
        """Write to the real book."""
        self.book.write(changes, once=once)
