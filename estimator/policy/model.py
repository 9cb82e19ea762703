"""The policy as frozen values: what holds on every day, and with the prices of one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from estimator.policy.calendar import Calendar
from estimator.policy.currency import Currency, Rate
from estimator.policy.label import Label as Label
from estimator.policy.label import Language as Language
from estimator.policy.offer import (
    UNKNOWN,
    Material,
    NoticeRule,
    Service,
    Surcharge,
    Symptom,
    UnknownMaterial,
)
from estimator.policy.readings import Arrival, Every, Payer, Per, Roll
from estimator.policy.terms import Letters, OwnersWord, Promise, Term, Trader, Workshop

HANDLING = "handling"
TAX = "tax"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One rule of the policy, as a customer may read it, with its id ``P6`` and where it comes from.

    Its text is as the readings in force and the data of the policy make it.
    """

    id: str
    title: Label
    text: Label
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """How pieces go to the workshop and come back.  Source: policy P9, P10.

    Attributes:
        every: One parcel a month, or each piece as it comes.
        roll: Where a parcel day moves that falls on a closed day.
        back_months, back_days: Back at the end of this many months later; so many days after
            dispatch.
        just_missed_days: In the first days of a month a notice says what an earlier parcel
            gains.
    """

    every: Every
    roll: Roll
    back_months: int
    back_days: int
    just_missed_days: int
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """The handling fee; whether it is charged for a piece that cannot be repaired, too (P17)."""

    label: Label
    per: Per
    when_not_repairable: bool
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """The tax line.  A tax-exempt seller has none."""

    label: Label
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Who repairs, their e-mail address, their time zone, and the owner's word about the name in Japanese.

    Where the owner declined its Japanese spelling, `name` is the English one in both languages.
    """

    name: Label
    contact: str
    timezone: str
    japanese_name: OwnersWord | None = None

    @property
    def domain(self) -> str:
        """The mail domain customers should let through.  Source: policy P3."""
        return self.contact.partition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndatedPolicy:
    """What holds on every day: rules, names, calendar.  It has no prices.

    Attributes:
        services: By code, in the order of price lists, offered on some day or not.
        unknown_material: A material that the customer does not know; None where a request must
            name one.
        symptoms: What happened to pieces, in the order in which customers are asked.
        back_when_declined: Who pays the way back of a declined piece.  Source: P13.
        carrier_days: From posting to delivery; None where calendars name no day to post.
        extra_days: Days that each long holiday on the way adds to the return.  Source: P12.
        trader: Who sells; None where the policy does not say.
        registration: The number of a seller registered for invoices; None of another one.
        max_items: Largest number of pieces in one request.
        answers: What else staff type for each answer of a customer, by its code.
    """

    shop: Shop
    currency: Currency
    services: Mapping[str, Service]
    materials: Mapping[str, Material]
    unknown_material: UnknownMaterial | None
    symptoms: tuple[Symptom, ...]
    surcharges: tuple[Surcharge, ...]
    handling: Handling
    tax: Tax | None
    dispatch: Dispatch
    arrival: Arrival
    back_when_declined: Payer
    carrier_days: int | None
    extra_days: int
    calendar: Calendar
    notices: Mapping[str, NoticeRule]
    promises: Mapping[str, Promise]
    terms: Mapping[str, Term]
    trader: Trader | None
    workshop: Workshop
    registration: str | None
    letters: Letters
    max_items: int
    answers: Mapping[str, tuple[str, ...]]

    def promises_any(self, *codes: str) -> bool:
        """Return whether one of these promises is there and not declined."""
        return any(self.promises[code].said for code in codes if code in self.promises)

    @property
    def material_labels(self) -> dict[str, Label]:
        """The name of each material that a request may have, the unknown one last."""
        labels = {code: material.label for code, material in self.materials.items()}
        unknown = self.unknown_material
        return labels | ({UNKNOWN: unknown.label} if unknown else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(UndatedPolicy):
    """Every rule and price as in force on one day.

    Attributes:
        rates: The price book: amount before tax for each service offered, ``handling``, and
            ``tax`` in basis points.
        clauses: The rules by their id, in the order of the policy file, with their texts of
            that day.
    """

    day: date
    rates: Mapping[str, Rate]
    clauses: Mapping[str, Clause]

    @property
    def offered(self) -> list[Service]:
        """Services that have a price on this day, in the order of price lists."""
        return [service for service in self.services.values() if service.code in self.rates]

    @property
    def tax_rate(self) -> int:
        """Basis points; 0 for a tax-exempt seller."""
        return self.rates[TAX].value if self.tax else 0
