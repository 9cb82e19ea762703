"""Reading the policy file: the rules and notices that customers read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from estimator.policy.entries import read_clause, read_codes
from estimator.policy.fields import Fields
from estimator.policy.model import Clause
from estimator.policy.offer import Condition, Material, NoticeRule, Service
from estimator.policy.texts import Texts, kept

DATED_NOTICES = ("just-missed", "closed-on-arrival")
"""Notices of the schedule; their texts may name a ``{day}``."""

MATERIAL_UNKNOWN = "material-unknown"
"""The notice about a piece whose material is unknown, needed where a request may say so."""

RULE_NOTICES = ("guide", "replating-not-sure", "replating-no-effect", *DATED_NOTICES)
"""Notices that rules give rather than conditions in the file."""


def clause_tables(top: Fields) -> dict[str, Fields]:
    """Return the table of each rule by its id."""
    group = top.table("clauses")
    return {code: group.table(code) for code in group.keys()}  # noqa: SIM118  not a dict


def read_clauses(tables: Mapping[str, Fields], texts: Texts) -> dict[str, Clause]:
    """Return the rules by their id."""
    clauses = {}
    for code, fields in tables.items():
        with fields:
            clauses[code] = Clause(
                id=code,
                title=texts.read(fields, "title"),
                text=texts.read(fields, "text"),
                source=fields.text("source"),
            )
    return clauses


def read_notices(
    top: Fields,
    services: Mapping[str, Service],
    materials: Mapping[str, Material],
    clauses: Collection[str],
    texts: Texts,
    *,
    unknown_material: bool,
) -> dict[str, NoticeRule]:
    """Return the notices, those that rules give first."""
    group = top.table("notices")
    given = (*RULE_NOTICES, *((MATERIAL_UNKNOWN,) if unknown_material else ()))
    dated = texts.within(day=kept("day"))
    notices = {}
    for code in [*given, *(code for code in group.keys() if code not in given)]:  # noqa: SIM118
        with group.table(code) as fields:
            conditions = "when this notice is due, as a list of tables"
            when = () if code in given else fields.tables("when", conditions)
            notices[code] = NoticeRule(
                code=code,
                when=tuple(_condition(one, services, materials) for one in when),
                clause=read_clause(fields, clauses),
                text=(dated if code in DATED_NOTICES else texts).read(fields, "text"),
            )
    return notices


def _condition(
    fields: Fields, services: Mapping[str, Service], materials: Mapping[str, Material]
) -> Condition:
    def some(key: str, known: Mapping[str, object]) -> frozenset[str]:
        return read_codes(fields, key, known) if fields.has(key) else frozenset()

    with fields:
        condition = Condition(
            materials=some("materials", materials),
            services=some("services", services),
            all_services=some("all_services", services),
            unless=some("unless", services),
        )
    if not any(fields.has(key) and fields.raw(key, "") for key in ("services", "all_services")):
        fields.note("", "empty", "this is always true. Name services or all_services.")
    return condition
