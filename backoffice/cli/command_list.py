"""The commands, in the order of a desk's life: what each is called, takes and runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backoffice.cli import commands, upkeep_commands
from backoffice.cli import parameters as p
from backoffice.cli.parameters import Parameter

_GOOGLE_SHEET = "https://docs.google.com/spreadsheets/d/KEY"
_SHARED = (p.BOOK, p.CREDENTIALS, p.LANG, p.JSON, p.TODAY, p.POLICY)
_SHARED_BY_NEW_DESKS = (p.BOOK, p.CREDENTIALS, p.LANG_OF_SHEET, p.JSON, p.TODAY, p.POLICY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """One command; its help is the message of its name in the group *help*.

    Attributes:
        run: Called with `Options` and the values of `parameters`; returns the exit status.
        parameters: Its own arguments and options.
        shared: Which of the options that commands share it takes; they reach `run` as `Options`.
        examples: Arguments to call it with, shown on its help page.
    """

    run: Callable[..., int]
    parameters: tuple[Parameter, ...] = ()
    shared: tuple[Parameter, ...] = _SHARED
    examples: tuple[str, ...]

    @property
    def name(self) -> str:
        """As it is typed."""
        return self.run.__name__


COMMANDS = (
    CommandSpec(
        run=upkeep_commands.init,
        parameters=(p.NUMBERED_ROWS,),
        shared=_SHARED_BY_NEW_DESKS,
        examples=("--book desk.xlsx", "--book desk.xlsx --lang ja"),
    ),
    CommandSpec(
        run=upkeep_commands.connect,
        parameters=(p.URL, p.NUMBERED_ROWS, p.NO_PROBE),
        shared=_SHARED_BY_NEW_DESKS,
        examples=(_GOOGLE_SHEET, f"{_GOOGLE_SHEET} --lang ja"),
    ),
    CommandSpec(
        run=upkeep_commands.copy,
        parameters=(p.FROM, p.TO),
        shared=_SHARED[1:],  # FROM and TO are books
        examples=(f"desk.xlsx {_GOOGLE_SHEET}", f"{_GOOGLE_SHEET} desk.xlsx"),
    ),
    CommandSpec(run=commands.check, examples=("--book desk.xlsx", "--json")),
    CommandSpec(run=commands.sync, examples=("--book desk.xlsx",)),
    CommandSpec(
        run=commands.close,
        parameters=(p.MONTH_TO_CLOSE, p.YES, p.COMPARED, p.OUT),
        examples=("", "2026-06", "2026-06 --yes"),
    ),
    CommandSpec(
        run=commands.reopen,
        parameters=(p.MONTH, p.YES),
        examples=("2026-06 --yes",),
    ),
    CommandSpec(
        run=commands.mend,
        parameters=(p.MONTH, p.YES, p.PAPERS),
        examples=("2026-06", "2026-06 --yes"),
    ),
    CommandSpec(
        run=commands.papers,
        parameters=(p.MONTH, p.OUT),
        examples=("2026-06", "2026-06 --out order"),
    ),
    CommandSpec(
        run=commands.remind,
        parameters=(p.DAYS_BEFORE, p.PAGE),
        examples=("", "--days 5", "--page reminder.html"),
    ),
    CommandSpec(
        run=commands.letters,
        parameters=(p.BY_HAND, p.OUT_OF_LETTERS),
        examples=("--book desk.xlsx", "--already-written"),
    ),
    CommandSpec(
        run=commands.letter,
        parameters=(p.TICKET, p.KIND, p.OUT_OF_LETTERS),
        examples=("R-00101", "R-00101 quote"),
    ),
    CommandSpec(
        run=commands.status,
        parameters=(p.TAKE_BACK, p.OUT_OF_STATUS),
        examples=("--book desk.xlsx", "--take-back R-00101"),
    ),
    CommandSpec(
        run=upkeep_commands.publish,
        parameters=(p.OUT_OF_PUBLISH,),
        examples=("--book desk.xlsx",),
    ),
    CommandSpec(
        run=upkeep_commands.rehearse,
        parameters=(p.NEW_POLICY, p.ON_DAY, p.PRESENT_POLICY),
        shared=_SHARED[:-1],  # it takes two policies of its own
        examples=("--policy new-policy.toml --on 2027-04-01",),
    ),
    CommandSpec(
        run=upkeep_commands.export,
        parameters=(p.TICKET, p.OUT_OF_EXPORT),
        examples=("R-00101", "R-00101 --lang ja --out customer.html"),
    ),
    CommandSpec(
        run=upkeep_commands.forget,
        parameters=(p.BEFORE, p.YES, p.COPY, p.CLEAR),
        examples=(
            "--before 2025-01-01",
            "--before 2025-01-01 --yes",
            "--before 2025-01-01 --yes --copy emptied.xlsx",
        ),
    ),
    CommandSpec(
        run=upkeep_commands.starters,
        parameters=(p.SYSTEM, p.OUT_OF_STARTERS),
        examples=("--book desk.xlsx", "--for windows --lang ja"),
    ),
    CommandSpec(
        run=upkeep_commands.restore,
        parameters=(p.VERSION, p.YES),
        examples=("", "2026-06-09 14:30", "newest --yes"),
    ),
    CommandSpec(
        run=upkeep_commands.doctor,
        parameters=(p.PROBE,),
        examples=("--book desk.xlsx", f"--probe --book {_GOOGLE_SHEET}"),
    ),
    CommandSpec(
        run=upkeep_commands.demo,
        parameters=(p.OUT_OF_DEMO,),
        shared=(p.LANG,),
        examples=("", "--lang ja"),
    ),
)
