"""The story on any of its days: who has written, what has arrived, what staff have typed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from backoffice.books.workbook.workbook import Workbook
from backoffice.intake.ticket_numbers import FIRST_NUMBER, ticket_number
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Column, Kind, Tab, find_tab
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot
from estimator.policy.label import Language
from estimator.policy.policy_book import PolicyBook
from estimator.rules import codes
from estimator.rules.estimates import Request
from estimator.rules.items import Item, Replating

Typed = Mapping[str, Cell]


@cache
def _file() -> Mapping[str, Any]:
    text = files("backoffice.demo").joinpath("story.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def story() -> Sequence[Mapping[str, Any]]:
    """Return the tickets of the story, in the order in which their customers wrote."""
    tickets: list[Mapping[str, Any]] = _file()["ticket"]
    return tickets


@cache
def _translated(language: str) -> Mapping[str, str]:
    """Return what was typed in the other language, with the same in `language`."""
    english: Mapping[str, str] = _file()["english"]
    if language == Language.EN:
        return english
    return {en: ja for ja, en in english.items()}


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
    if str(cell) in words:
        return words[str(cell)]
    typed = _translated(language).get(str(cell), cell)
    return words.get(str(typed), typed)


def _code(row: Mapping[str, Any], asked: date, book: PolicyBook) -> str:
    services = {
        key.removeprefix("service:"): count
        for key, count in row.items()
        if key.startswith("service:")
    }
    replating = Replating(row.get("replating", "not-sure").replace(" ", "-"))
    item = Item(material=row["material"], services=services, replating=replating)
    return codes.encode(Request(asked=asked, arrives=asked, items=(item,)), book.undated)


class AsOf(Workbook):
    """A workbook whose tickets are those of an earlier day.

    Args:
        path: The file.
        policy: Gives the columns of Tickets.
        language: Of the sheet.
        day: The day.
    """

    def __init__(self, path: Path, policy: PolicyBook, language: str, day: date) -> None:
        super().__init__(path)
        self._policy, self._language, self._day = policy, language, day

    def read(self) -> Snapshot:
        """Return the workbook with the tickets of the day."""
        now = super().read()
        name = find_tab(Tab.TICKETS, list(now.sheets)) or Tab.TICKETS.value.en
        tickets = now.sheets[name]
        keys = [column.key for column in ticket_columns(self._policy.undated)]
        typed = typed_by(self._day, self._policy, self._language)
        rows = [tickets.rows[0]]
        for at in range(len(tickets.rows) - 1):
            row = typed[at] if at < len(typed) else {}
            number = ticket_number(FIRST_NUMBER + at)
            rows.append([row.get(key, number if key == "ticket" else None) for key in keys])
        return replace(now, sheets={**now.sheets, name: Sheet(name, rows)})
