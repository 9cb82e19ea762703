"""Reading the policy file: services, materials, surcharges, handling fee."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from estimator.policy.dated import DatedRates, read_dated_rates
from estimator.policy.entries import Synonyms, read_clause, read_codes
from estimator.policy.fields import Fields
from estimator.policy.model import HANDLING, TAX, Handling
from estimator.policy.offer import UNKNOWN, Material, Service, Surcharge, Unit, UnknownMaterial
from estimator.policy.readings import Per

RESERVED = (HANDLING, TAX)


def read_units(top: Fields) -> dict[str, Unit]:
    """Return what services may be counted by."""
    units = {}
    for code, fields in top.named("units") if top.has("units") else ():
        with fields:
            units[code] = Unit(
                code=code,
                label=fields.label("label"),
                counted=fields.label("counted", "{n}"),
                most=fields.integer("most", 2, 127),
            )
    return units


def _check_code(top: Fields, path: str, *, reserved: bool) -> None:
    if reserved:
        top.note(path, "code", "this word is the policy's own. Use another code.")


def _number(fields: Fields, taken: dict[int, str]) -> int:
    """Return the number in estimate codes, five bits there; `taken` has those before it."""
    before = len(fields.problems)
    number = fields.integer("number", 1, 31)
    owner = taken.setdefault(number, fields.path) if len(fields.problems) == before else fields.path
    if owner != fields.path:
        message = f"{owner} has the number {number} already. Give each its own, never used before."
        fields.note("number", "twice", message)
    return number


def read_services(
    top: Fields,
    clauses: Collection[str],
    units: Mapping[str, Unit],
    rates: dict[str, DatedRates],
) -> dict[str, Service]:
    """Return the services; their dated fees go into `rates`."""
    services: dict[str, Service] = {}
    taken: dict[int, str] = {}
    for code, fields in top.named("services"):
        _check_code(top, f"services.{code}", reserved=code in RESERVED)
        with fields:
            unit = fields.optional("unit", fields.one_of, units, "unit") or ""
            services[code] = Service(
                code=code,
                number=_number(fields, taken),
                sign=fields.text("sign"),
                label=fields.label("label"),
                clause=read_clause(fields, clauses),
                unit=units.get(unit),
                note=fields.optional("note", fields.label),
            )
            rates[code] = read_dated_rates(fields, "fee", most=10**9)
    if not services:
        top.note("services", "empty", "there is no service. Add one as [services.CODE].")
    return services


def read_materials(top: Fields) -> dict[str, Material]:
    """Return the materials."""
    materials: dict[str, Material] = {}
    taken: dict[int, str] = {}
    words = Synonyms()
    for code, fields in top.named("materials"):
        _check_code(top, f"materials.{code}", reserved=code == UNKNOWN)
        with fields:
            label = fields.label("label")
            materials[code] = Material(
                code=code,
                number=_number(fields, taken),
                label=label,
                also=words.read(fields, code, label.en, label.ja),
            )
    words.check()
    if not materials:
        top.note("materials", "empty", "there is no material. Add one as [materials.CODE].")
    return materials


def read_unknown_material(top: Fields) -> UnknownMaterial | None:
    """Return the material of a piece whose customer does not know it; None without such a table."""
    if not top.has("unknown_material"):
        return None
    with top.table("unknown_material") as fields:
        return UnknownMaterial(label=fields.label("label"), choice=fields.label("choice"))


def read_surcharges(
    top: Fields,
    services: Mapping[str, Service],
    materials: Mapping[str, Material],
    clauses: Collection[str],
) -> tuple[Surcharge, ...]:
    """Return the services that others may make necessary."""
    surcharges = []
    for fields in top.optional_tables("surcharges"):
        with fields:
            surcharge = Surcharge(
                service=fields.one_of("service", services, "service"),
                materials=read_codes(fields, "materials", materials, some=True),
                after=read_codes(fields, "after", services, some=True),
                clause=read_clause(fields, clauses),
            )
        surcharges.append(surcharge)
    return tuple(surcharges)


def read_handling(top: Fields, clauses: Collection[str], rates: dict[str, DatedRates]) -> Handling:
    """Return the handling fee; its dated values go into `rates`."""
    with top.table(HANDLING) as fields:
        handling = Handling(
            label=fields.label("label"),
            per=fields.enum("per", Per),
            when_not_repairable=fields.flag("when_not_repairable"),
            clause=read_clause(fields, clauses),
        )
        rates[HANDLING] = read_dated_rates(fields, "fee", most=10**9)
    return handling
