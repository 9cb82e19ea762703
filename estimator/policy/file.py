"""The policy file: TOML in, checked values out.  Each mistake is reported with its dotted path."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from pkgutil import get_data

from estimator.errors import PolicyError, Problem
from estimator.policy.calendar import Calendar
from estimator.policy.dated import DatedRates
from estimator.policy.dates import (
    read_calendar,
    read_dispatch,
    read_holiday_texts,
    read_long_holidays,
)
from estimator.policy.entries import read_answers, read_currency, read_shop
from estimator.policy.fields import NO_DAY, Fields
from estimator.policy.model import UndatedPolicy
from estimator.policy.owners_entries import (
    read_letters,
    read_promises,
    read_terms,
    read_trader,
    read_workshop,
)
from estimator.policy.policy_book import TAX_RATE, PolicyBook, _no_value_yet
from estimator.policy.prices import (
    RESERVED,
    read_handling,
    read_materials,
    read_services,
    read_surcharges,
    read_units,
    read_unknown_material,
)
from estimator.policy.readings import Arrival, Payer
from estimator.policy.rule_texts import clause_tables, read_clauses, read_notices
from estimator.policy.symptoms import read_symptoms
from estimator.policy.tax import read_registration, read_tax
from estimator.policy.text_fields import readings_of, values_of
from estimator.policy.texts import EMPTY, Texts, kept

POLICY_FILE = Path(__file__).parent.with_name("policy.toml")
FORMAT = 1
"""The format of policy files that this version reads."""


def load_policy(path: Path | str | None = None) -> PolicyBook:
    """Return the policy in the file at `path`, or the shop's own; a PolicyError says why that fails."""
    return _shops_own() if path is None else read_policy(_read(Path(path)))


@cache
def _shops_own() -> PolicyBook:
    if POLICY_FILE.parent.is_dir():
        return read_policy(_read(POLICY_FILE))
    return read_policy((get_data("estimator", POLICY_FILE.name) or b"").decode("utf-8-sig"))  # zip


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 at byte {error.start}. Save it as UTF-8."
        raise PolicyError([Problem(field="", code="encoding", message=message)]) from error
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        message = f"the policy file {path} cannot be opened: {reason}. Check the path."
        raise PolicyError([Problem(field="", code="file", message=message)]) from error


def read_policy(text: str) -> PolicyBook:
    """Return the policy written in `text`, a TOML file; a PolicyError has all its mistakes."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        message = f"this is not TOML: {error}. Correct that line."
        raise PolicyError([Problem(field="", code="toml", message=message)]) from error
    return policy_from(table)


def policy_from(table: object) -> PolicyBook:
    """Return the policy in `table`, plain data as TOML gives it; a PolicyError has all its mistakes."""
    problems: list[Problem] = []
    book = _policy(Fields(table, "", problems))
    if problems:
        raise PolicyError(problems)
    return book


def _policy(top: Fields) -> PolicyBook:
    top.integer("format", FORMAT, FORMAT, f"format = {FORMAT}; other formats need other software")
    rates: dict[str, DatedRates] = {}
    clauses = clause_tables(top)
    services = read_services(top, clauses, read_units(top), rates)
    materials = read_materials(top)
    holidays = top.table("holidays")
    long = read_long_holidays(holidays, clauses)
    request, arrival, postage = (top.table(key) for key in ("request", "arrival", "postage"))
    tax = read_tax(top, clauses, rates)
    undated = UndatedPolicy(
        shop=read_shop(top),
        currency=read_currency(top),
        services=services,
        materials=materials,
        unknown_material=read_unknown_material(top),
        symptoms=(),
        surcharges=read_surcharges(top, services, materials, clauses),
        handling=read_handling(top, clauses, rates),
        tax=tax,
        dispatch=read_dispatch(top, clauses),
        arrival=arrival.enum("counts", Arrival),
        back_when_declined=postage.enum("back_when_declined", Payer),
        carrier_days=postage.optional("carrier_days", postage.integer, 1, 30),
        extra_days=holidays.integer("extra_days", 0, 60),
        calendar=read_calendar(top, [holiday for _, holiday in long]),
        notices={},
        promises={},
        terms={},
        trader=read_trader(top),
        workshop=read_workshop(top, services),
        registration=read_registration(top, taxed=tax is not None),
        letters=read_letters(top),
        max_items=request.integer("max_items", 1, 31),
        answers=read_answers(top),
    )
    complete = bool(services and materials)
    texts = Texts(readings_of(undated), values_of(undated), complete)
    undated = replace(
        undated,
        calendar=replace(undated.calendar, long=read_holiday_texts(holidays, long, texts)),
        notices=read_notices(
            top,
            services,
            materials,
            clauses,
            texts,
            unknown_material=undated.unknown_material is not None,
        ),
        symptoms=read_symptoms(top, services, materials, texts),
        promises=read_promises(top, texts),
        terms=read_terms(top, texts),
    )
    rate = kept(TAX_RATE) if undated.tax else EMPTY
    book = PolicyBook(undated, rates, read_clauses(clauses, texts.within(**{TAX_RATE: rate})))
    for table in (arrival, postage, holidays, request, top):
        table.close()
    _check_names(holidays, undated)
    _check_beginnings(top, rates, undated.calendar)
    return book


def _check_names(holidays: Fields, policy: UndatedPolicy) -> None:
    """Refuse a long holiday with the code of a notice: answers list both by their code."""
    for holiday in policy.calendar.long:
        if holiday.code in policy.notices:
            message = f"there is a notice called '{holiday.code}' already. Rename one of the two."
            holidays.note(f"long.{holiday.code}", "twice", message)


def _check_beginnings(top: Fields, rates: Mapping[str, DatedRates], calendar: Calendar) -> None:
    """Refuse values that everybody pays but that do not begin within the calendar."""
    for code in RESERVED if calendar.first > NO_DAY else ():
        if code in rates and rates[code].first > calendar.last:
            problem = _no_value_yet(code, rates[code], calendar.last)
            top.note(problem.field, problem.code, problem.message)
