"""The commands, in the order of a desk's life: what each is called, takes and runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backoffice.cli import commands, upkeep_commands
from backoffice.cli.parameters import (
    BEFORE,
    BOOK,
    BY_HAND,
    CLEAR,
    COMPARED,
    COPY,
    CREDENTIALS,
    DAYS_BEFORE,
    FROM,
    JSON,
    KIND,
    LANG,
    LANG_OF_SHEET,
    MONTH,
    MONTH_TO_CLOSE,
    NEW_POLICY,
    NO_PROBE,
    NUMBERED_ROWS,
    ON_DAY,
    OUT,
    OUT_OF_DEMO,
    OUT_OF_EXPORT,
    OUT_OF_LETTERS,
    OUT_OF_PUBLISH,
    OUT_OF_STARTERS,
    OUT_OF_STATUS,
    PAGE,
    PAPERS,
    POLICY,
    PRESENT_POLICY,
    PROBE,
    SYSTEM,
    TAKE_BACK,
    TICKET,
    TO,
    TODAY,
    URL,
    VERSION,
    YES,
    Parameter,
)

_GOOGLE_SHEET = "https://docs.google.com/spreadsheets/d/KEY"
_SHARED = (BOOK, CREDENTIALS, LANG, JSON, TODAY, POLICY)
_SHARED_BY_NEW_DESKS = (BOOK, CREDENTIALS, LANG_OF_SHEET, JSON, TODAY, POLICY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """One command; its help is the message of its name in the group *help*.

    Attributes:
        name: As it is typed.
        run: Called with `Options` and the values of `parameters`; returns the exit status.
        parameters: Its own arguments and options.
        shared: Which of the options that commands share it takes; they reach `run` as `Options`.
        examples: Arguments to call it with, shown on its help page.
    """

    name: str
    run: Callable[..., int]
    parameters: tuple[Parameter, ...] = ()
    shared: tuple[Parameter, ...] = _SHARED
    examples: tuple[str, ...]


COMMANDS = (
    CommandSpec(
        name="init",
        run=upkeep_commands.init,
        parameters=(NUMBERED_ROWS,),
        shared=_SHARED_BY_NEW_DESKS,
        examples=("--book desk.xlsx", "--book desk.xlsx --lang ja"),
    ),
    CommandSpec(
        name="connect",
        run=upkeep_commands.connect,
        parameters=(URL, NUMBERED_ROWS, NO_PROBE),
        shared=_SHARED_BY_NEW_DESKS,
        examples=(_GOOGLE_SHEET, f"{_GOOGLE_SHEET} --lang ja"),
    ),
    CommandSpec(
        name="copy",
        run=upkeep_commands.copy,
        parameters=(FROM, TO),
        shared=tuple(option for option in _SHARED if option is not BOOK),  # FROM and TO are books
        examples=(f"desk.xlsx {_GOOGLE_SHEET}", f"{_GOOGLE_SHEET} desk.xlsx"),
    ),
    CommandSpec(
        name="check",
        run=commands.check,
        examples=("--book desk.xlsx", "--json"),
    ),
    CommandSpec(
        name="sync",
        run=commands.sync,
        examples=("--book desk.xlsx",),
    ),
    CommandSpec(
        name="close",
        run=commands.close,
        parameters=(MONTH_TO_CLOSE, YES, COMPARED, OUT),
        examples=("", "2026-06", "2026-06 --yes"),
    ),
    CommandSpec(
        name="reopen",
        run=commands.reopen,
        parameters=(MONTH, YES),
        examples=("2026-06 --yes",),
    ),
    CommandSpec(
        name="mend",
        run=commands.mend,
        parameters=(MONTH, YES, PAPERS),
        examples=("2026-06", "2026-06 --yes"),
    ),
    CommandSpec(
        name="papers",
        run=commands.papers,
        parameters=(MONTH, OUT),
        examples=("2026-06", "2026-06 --out order"),
    ),
    CommandSpec(
        name="remind",
        run=commands.remind,
        parameters=(DAYS_BEFORE, PAGE),
        examples=("", "--days 5", "--page reminder.html"),
    ),
    CommandSpec(
        name="letters",
        run=commands.letters,
        parameters=(BY_HAND, OUT_OF_LETTERS),
        examples=("--book desk.xlsx", "--already-written"),
    ),
    CommandSpec(
        name="letter",
        run=commands.letter,
        parameters=(TICKET, KIND, OUT_OF_LETTERS),
        examples=("R-00101", "R-00101 quote"),
    ),
    CommandSpec(
        name="status",
        run=commands.status,
        parameters=(TAKE_BACK, OUT_OF_STATUS),
        examples=("--book desk.xlsx", "--take-back R-00101"),
    ),
    CommandSpec(
        name="publish",
        run=upkeep_commands.publish,
        parameters=(OUT_OF_PUBLISH,),
        examples=("--book desk.xlsx",),
    ),
    CommandSpec(
        name="rehearse",
        run=upkeep_commands.rehearse,
        parameters=(NEW_POLICY, ON_DAY, PRESENT_POLICY),
        shared=tuple(option for option in _SHARED if option is not POLICY),
        examples=("--policy new-policy.toml --on 2027-04-01",),
    ),
    CommandSpec(
        name="export",
        run=upkeep_commands.export,
        parameters=(TICKET, OUT_OF_EXPORT),
        examples=("R-00101", "R-00101 --lang ja --out customer.html"),
    ),
    CommandSpec(
        name="forget",
        run=upkeep_commands.forget,
        parameters=(BEFORE, YES, COPY, CLEAR),
        examples=(
            "--before 2025-01-01",
            "--before 2025-01-01 --yes",
            "--before 2025-01-01 --yes --copy emptied.xlsx",
        ),
    ),
    CommandSpec(
        name="starters",
        run=upkeep_commands.starters,
        parameters=(SYSTEM, OUT_OF_STARTERS),
        examples=("--book desk.xlsx", "--for windows --lang ja"),
    ),
    CommandSpec(
        name="restore",
        run=upkeep_commands.restore,
        parameters=(VERSION, YES),
        examples=("", "2026-06-09 14:30", "newest --yes"),
    ),
    CommandSpec(
        name="doctor",
        run=upkeep_commands.doctor,
        parameters=(PROBE,),
        examples=("--book desk.xlsx", f"--probe --book {_GOOGLE_SHEET}"),
    ),
    CommandSpec(
        name="demo",
        run=upkeep_commands.demo,
        parameters=(OUT_OF_DEMO,),
        shared=(LANG,),
        examples=("", "--lang ja"),
    ),
)
