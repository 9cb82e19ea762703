"""Reading the policy file: services, materials, surcharges, handling fee."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from estimator.policy.dated import DatedRates, read_dated_rates
from estimator.policy.entries import read_clause, read_codes, read_label, read_named
from estimator.policy.fields import Fields
from estimator.policy.model import HANDLING, TAX, Handling
from estimator.policy.offer import UNKNOWN, Material, Service, Surcharge, Unit, UnknownMaterial
from estimator.policy.readings import Per
from estimator.policy.synonyms import Synonyms

RESERVED = (HANDLING, TAX)


def read_units(top: Fields) -> dict[str, Unit]:
    """Return what services may be counted by."""
    if not top.has("units"):
        return {}
    units = {}
    for code, fields in read_named(top, "units"):
        units[code] = Unit(
            code=code,
            label=read_label(fields, "label"),
            counted=read_label(fields, "counted", "{n}"),
            most=fields.integer("most", 2, 127),
        )
        fields.close()
    return units


def _number(fields: Fields, taken: dict[int, str], most: int) -> int:
    before = len(fields.problems)
    number = fields.integer("number", 1, most)
    if len(fields.problems) > before:
        return number
    owner = taken.setdefault(number, fields.path)
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
    for code, fields in read_named(top, "services"):
        if code in RESERVED:
            top.note(f"services.{code}", "code", "this word is the policy's own. Use another code.")
        unit = fields.one_of("unit", units, "unit") if fields.has("unit") else ""
        services[code] = Service(
            code=code,
            number=_number(fields, taken, 31),
            sign=fields.text("sign"),
            label=read_label(fields, "label"),
            clause=read_clause(fields, clauses),
            unit=units.get(unit),
            note=read_label(fields, "note") if fields.has("note") else None,
        )
        rates[code] = read_dated_rates(fields, "fee", most=10**9)
        fields.close()
    if not services:
        top.note("services", "empty", "there is no service. Add one as [services.CODE].")
    return services


def read_materials(top: Fields) -> dict[str, Material]:
    """Return the materials."""
    materials: dict[str, Material] = {}
    taken: dict[int, str] = {}
    words = Synonyms()
    for code, fields in read_named(top, "materials"):
        if code == UNKNOWN:
            top.note(
                f"materials.{code}", "code", "this word is the policy's own. Use another code."
            )
        label = read_label(fields, "label")
        materials[code] = Material(
            code=code,
            number=_number(fields, taken, 31),
            label=label,
            also=words.read(fields, code, label.en, label.ja),
        )
        fields.close()
    words.check()
    if not materials:
        top.note("materials", "empty", "there is no material. Add one as [materials.CODE].")
    return materials


def read_unknown_material(top: Fields) -> UnknownMaterial | None:
    """Return the material of a piece whose customer does not know it; None without such a table."""
    if not top.has("unknown_material"):
        return None
    fields = top.table("unknown_material")
    unknown = UnknownMaterial(
        label=read_label(fields, "label"), choice=read_label(fields, "choice")
    )
    fields.close()
    return unknown


def read_surcharges(
    top: Fields,
    services: Mapping[str, Service],
    materials: Mapping[str, Material],
    clauses: Collection[str],
) -> tuple[Surcharge, ...]:
    """Return the services that others may make necessary."""
    if not top.has("surcharges"):
        return ()
    surcharges = []
    for fields in top.tables("surcharges", "a list of tables [[surcharges]]"):
        surcharges.append(
            Surcharge(
                service=fields.one_of("service", services, "service"),
                materials=read_codes(fields, "materials", materials, some=True),
                after=read_codes(fields, "after", services, some=True),
                clause=read_clause(fields, clauses),
            )
        )
        fields.close()
    return tuple(surcharges)


def read_handling(top: Fields, clauses: Collection[str], rates: dict[str, DatedRates]) -> Handling:
    """Return the handling fee; its dated values go into `rates`."""
    fields = top.table(HANDLING)
    handling = Handling(
        label=read_label(fields, "label"),
        per=fields.enum("per", Per),
        when_not_repairable=fields.flag("when_not_repairable"),
        clause=read_clause(fields, clauses),
    )
    rates[HANDLING] = read_dated_rates(fields, "fee", most=10**9)
    fields.close()
    return handling
