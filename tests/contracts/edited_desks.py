"""Desks whose tabs people delete and rename, in a file, on Google and in memory; runs on them are killed."""

from __future__ import annotations

import copy
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from backoffice.books.deadline import within
from backoffice.books.google import http_client
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook.workbook import Workbook
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.desk import Run
from tests.backoffice.books.google_desks import emulator, on
from tests.backoffice.closing_processes import CALLS
from tests.backoffice.desks import APPROVED, NOW, POLICY
from tests.backoffice.memory_book import MemoryBook

TICKETS = [APPROVED, APPROVED | {"piece": "Chain", "name": "Emma"}]
NUMBERS = [ticket_number(101 + at) for at in range(110)]


def run_on(desk):
    """Return a run on the desk."""
    return Run(book=desk.book, policy=POLICY, now=NOW, who="Sato")


KILLED = 9


class _KilledError(BaseException):
    """The run is killed here."""


def _last(real, calls):
    """Return a call of the system before which the process ends, once `calls` are through."""

    def call(*arguments, **options):
        if next(calls) == 0:
            os._exit(KILLED)
        return real(*arguments, **options)

    return call


class InFile:
    """A desk in a file, and people who delete, rename and empty its tabs, and add one behind Tickets."""

    def __init__(self, folder: Path, language: str) -> None:
        self.path = folder / "desk.xlsx"
        self.book.create(new_desk(POLICY.undated, language, NUMBERS, TICKETS))

    @property
    def book(self):
        """The book, opened anew."""
        return Workbook(self.path)

    def copied(self, folder):
        """Return a copy of the desk with all that is beside it, in a new folder."""
        desk = object.__new__(InFile)
        shutil.copytree(self.path.parent, folder)
        desk.path = folder / self.path.name
        return desk

    def is_killed(self, work: Callable[[], object], at: int) -> bool:
        """Do `work` in a process that is killed at its `at`-th call of the system; return False if it ended."""
        child = os.fork()
        if child == 0:
            calls = iter(range(at - 1, -1, -1))
            for name in CALLS:
                setattr(os, name, _last(getattr(os, name), calls))
            try:
                work()
                os._exit(0)
            except BaseException:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) in (0, KILLED)
        return bool(status)

    def tabs(self):
        return openpyxl.load_workbook(self.path).sheetnames

    def delete(self, name):
        self._edit(lambda file: file.remove(file[name]))

    def rename(self, name, other):
        self._edit(lambda file: setattr(file[name], "title", other))

    def empty(self, name):
        self._edit(lambda file: file[name].delete_rows(2, file[name].max_row))

    def add(self, name):
        self._edit(lambda file: file.create_sheet(name, 2).append(["Notes", "of", "ours"]))

    def _edit(self, work):
        file = openpyxl.load_workbook(io.BytesIO(self.path.read_bytes()))
        work(file)
        file.save(self.path)


class OnGoogle:
    """A desk on the emulator, and the owner, whom no protection stops."""

    def __init__(self, _: Path, language: str) -> None:
        self.key = emulator().new_spreadsheet("Desk")
        self.book.create(new_desk(POLICY.undated, language, NUMBERS, TICKETS))

    @property
    def book(self):
        """The book, opened anew."""
        return on(emulator(), self.key)

    @property
    def staff(self):
        """People at work in it."""
        return emulator().staff(self.key)

    def copied(self, _):
        desk = object.__new__(OnGoogle)
        desk.key = emulator().copy(self.key)
        return desk

    def is_killed(self, work: Callable[[], object], at: int) -> bool:
        """Do `work` and stop it before its first request, after it, before the second …; False if it ended."""
        moments = iter(range(at - 1, -1, -1))

        def until_then(seconds, send):
            if next(moments) == 0:
                raise _KilledError
            answer = within(seconds, send)
            if next(moments) == 0:
                raise _KilledError
            return answer

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(http_client, "within", until_then)
            try:
                work()
            except _KilledError:
                return True
        return False

    def tabs(self):
        return self.staff.tabs

    def delete(self, name):
        self.staff.delete_tab(name)

    def rename(self, name, other):
        self.staff.rename_tab(name, other)

    def empty(self, name):
        self.staff.clear(name, "A2:Z400")

    def add(self, name):
        self.staff.edit({"addSheet": {"properties": {"title": name, "index": 2}}})
        self.staff.type(name, "A1", "Notes")


class InMemory:
    """A desk in memory."""

    def __init__(self, _: Path, language: str) -> None:
        self.book = MemoryBook.new(TICKETS, POLICY.undated, language)

    def copied(self, _):
        return copy.deepcopy(self)

    def tabs(self):
        return list(self.book.grids)

    def delete(self, name):
        del self.book.grids[name]
        self.book.save()

    def rename(self, name, other):
        self.book.grids = {
            other if one == name else one: grid for one, grid in self.book.grids.items()
        }
        self.book.save()

    def empty(self, name):
        del self.book.grids[name][1:]
        self.book.save()

    def add(self, name):
        names = list(self.book.grids)
        names.insert(2, name)
        self.book.grids = {one: self.book.grids.get(one, [["Notes"]]) for one in names}
        self.book.save()
