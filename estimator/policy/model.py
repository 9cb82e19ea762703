"""The policy in force on one day, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import TypeAlias

Yen: TypeAlias = int
"""Whole yen; in a policy of another currency, its smallest unit."""

BasisPoints: TypeAlias = int
"""Hundredths of a per cent: 10 % is 1000."""

HANDLING = "handling"
TAX = "tax"


class Language(StrEnum):
    """A language customers and staff read."""

    EN = "en"
    JA = "ja"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One text in both languages."""

    en: str
    ja: str

    def in_(self, language: str) -> str:
        """Return the text in `language`, ``en`` or ``ja``."""
        return self.ja if language == Language.JA else self.en


class Per(Enum):
    """What one handling fee is for.  Source: policy P7."""

    REQUEST = "request"
    ITEM = "item"


class Arrival(Enum):
    """What counts as the day of arrival.  Source: policy P11."""

    DELIVERY = "delivery"
    OPENED = "opened"


class Every(Enum):
    """When parcels leave for the workshop.  Source: policy P9."""

    MONTH = "month"
    PIECE = "piece"


class Roll(Enum):
    """Where a parcel day moves that falls on a closed day.  Source: policy P10."""

    FORWARD = "forward"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One rule of the policy, as a customer may read it.

    Attributes:
        id: ``P6``.
        title: A few words.
        text: The rule in full.
        source: Where the rule comes from.
    """

    id: str
    title: Label
    text: Label
    source: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A dated value: an amount before tax, or basis points for the tax, and the day it began."""

    value: Yen
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a service is counted by, where it is not simply done once: stones, parts.

    Attributes:
        code: Its name in the policy file.
        label: One of it.
        counted: With the number: ``{n} stones``.
        most: Largest count in one item.
    """

    code: str
    label: Label
    counted: Label
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One thing that can be done to a piece.

    Attributes:
        code: Its name in requests.
        number: Its number in estimate codes; never given to another service.
        sign: The short sign on price lists: ``①``.
        unit: What it is counted by; None where it is done once.
        note: What a customer should know beside the price.
    """

    code: str
    number: int
    sign: str
    label: Label
    clause: str
    unit: Unit | None = None
    note: Label | None = None

    @property
    def most(self) -> int:
        """Largest count in one item."""
        return self.unit.most if self.unit else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a piece is made of.  `number` is its number in estimate codes, never reused."""

    code: str
    number: int
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Surcharge:
    """A service that others may make necessary, asked for as *re-plating*.

    Attributes:
        service: What is charged, once per piece.
        materials: Pieces it concerns.
        after: Services that may make it necessary.

    Source: policy P6.
    """

    service: str
    materials: frozenset[str]
    after: frozenset[str]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a piece gets a notice.  An empty set is no condition.

    Attributes:
        materials: The piece is one of these.
        services: At least one of these is done.
        all_services: Every one of these is done or may be needed.
        unless: None of these is certain to be done.
    """

    materials: frozenset[str]
    services: frozenset[str]
    all_services: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule:
    """A notice: its words, its rule and, for notices about a piece, when it is due."""

    code: str
    clause: str
    text: Label
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LongHoliday:
    """A holiday of several days that comes every year.

    Attributes:
        starts: Month and day of its first day.
        ends: Month and day of its last; earlier in the year than `starts` where it spans New Year.
        closed: Whether the shop is closed.

    Source: policy P12.
    """

    code: str
    label: Label
    starts: tuple[int, int]
    ends: tuple[int, int]
    closed: bool
    clause: str
    text: Label

    def occurrence_in(self, year: int) -> tuple[date, date]:
        """Return first and last day of the occurrence that begins in `year`."""
        over_new_year = self.ends < self.starts
        return date(year, *self.starts), date(year + over_new_year, *self.ends)

    def includes(self, day: date) -> bool:
        """Return whether `day` belongs to it."""
        at = (day.month, day.day)
        if self.ends < self.starts:
            return at >= self.starts or at <= self.ends
        return self.starts <= at <= self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days the shop is closed, for the years that are known.

    Attributes:
        first: First known day.
        last: Last known day.
        weekdays: Closed days of the week, Monday is 0.
        national: National holidays.
        long: Long holidays, in the order of the policy file.
    """

    first: date
    last: date
    weekdays: frozenset[int]
    national: frozenset[date]
    long: tuple[LongHoliday, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """How pieces go to the workshop and come back.

    Attributes:
        every: One parcel a month, or each piece as it comes.
        roll: Where a parcel day moves that falls on a closed day.
        back_months: With one parcel a month: back at the end of this many months later.
        back_days: With each piece as it comes: days from dispatch to return.
        just_missed_days: In the first days of a month a notice says what an earlier parcel gains.

    Source: policy P9, P10.
    """

    every: Every
    roll: Roll
    back_months: int
    back_days: int
    just_missed_days: int
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """The handling fee.  `when_not_repairable`: whether it is charged then too (P17)."""

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
class Currency:
    """How amounts are written.

    Attributes:
        code: ISO 4217.
        digits: Decimal places: 0 for yen; amounts are whole smallest units everywhere.
        written: The amount in a text: ``¥{}``, ``{}円``.
    """

    code: str
    digits: int
    written: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Who repairs, their e-mail address and their time zone."""

    name: Label
    contact: str
    timezone: str

    @property
    def domain(self) -> str:
        """The mail domain customers should let through.  Source: policy P3."""
        return self.contact.partition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Every rule and price as in force on one day.

    Attributes:
        day: That day.
        rates: The price book: amount before tax for each service offered, ``handling``, and
            ``tax`` in basis points.
        services: By code, in the order of price lists.
        extra_days: Days that each long holiday on the way adds to the return.  Source: P12.
        max_items: Largest number of pieces in one request.
    """

    day: date
    shop: Shop
    currency: Currency
    rates: Mapping[str, Rate]
    services: Mapping[str, Service]
    materials: Mapping[str, Material]
    surcharges: tuple[Surcharge, ...]
    handling: Handling
    tax: Tax | None
    dispatch: Dispatch
    arrival: Arrival
    extra_days: int
    calendar: Calendar
    notices: Mapping[str, NoticeRule]
    clauses: Mapping[str, Clause]
    max_items: int

    @property
    def offered(self) -> list[Service]:
        """Services that have a price on this day, in the order of price lists."""
        return [service for service in self.services.values() if service.code in self.rates]

    @property
    def tax_rate(self) -> int:
        """Basis points; 0 for a tax-exempt seller."""
        return self.rates[TAX].value if self.tax else 0
