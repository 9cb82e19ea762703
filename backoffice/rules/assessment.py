"""Where every ticket stands: its price, its stage, what holds it.  Facts in, one frame out.

The assessment frame has the columns of the ticket frame and of `backoffice.rules.quoting`, and:
    inputs, hash          what the price was computed from, and its fingerprint
    typed                 fingerprint of what stands in the row now
    sent_as               the same, with all else that the workshop is told
    agreed                when an approval was first seen; the price is frozen from then on (or None)
    limit                 go-ahead amount that counts for the ticket (Int64)
    approved, fix         flags
    batched               the month it was sent in, as text, or None
    stage                 a `Stage`
    held                  code of the reason that keeps it out of a batch, or ""
    counted               the day that counts as arrival
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from backoffice.intake.ledger import Ledger, day, moment
from backoffice.intake.problems import Level, Problem
from backoffice.intake.tickets import OUT, SERVICE, Answer, days_of
from backoffice.rules.facts import Checks, complete, is_live
from backoffice.rules.quoting import asked_days, quote_tickets, request_totals
from backoffice.sheet.columns import ANSWERS
from backoffice.sheet.seals import fingerprint, plain
from backoffice.sheet.snapshot import Cell
from backoffice.sheet.stages import Stage
from estimator.answers.wording import price
from estimator.policy.file import PolicyBook
from estimator.rules.schedule import arrival_day

Words: TypeAlias = Callable[[int], str]
"""An amount in words."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """All tickets as they stand at one moment.

    Attributes:
        frame: See the module.
        problems: Of facts and prices, in the order of the sheet.
    """

    frame: pd.DataFrame
    problems: list[Problem]


def assess(
    tickets: pd.DataFrame,
    ledger: Ledger,
    book: PolicyBook,
    *,
    language: str,
    now: datetime,
    known: Sequence[Problem] = (),
) -> Assessment:
    """Return where every ticket stands.

    Args:
        tickets: The ticket frame.
        ledger: What was written before: agreed prices, closed batches.
        book: The policy.
        language: In which amounts are written in problems.
        now: Shop time; its date is today.
        known: Problems of cells, rows and facts, found before.
    """
    policy = book.undated
    frame = pd.concat([tickets.reset_index(drop=True), quote_tickets(tickets, book)], axis=1)
    frame["inputs"] = _inputs(frame)
    frame["hash"] = frame["typed"] = [fingerprint(text) for text in frame["inputs"]]
    frame["sent_as"] = _sent_as(frame)
    sent = {ticket: plain(row["month"]) for ticket, row in ledger.batch_of.items()}
    frame["batched"] = pd.Series([sent.get(ticket) for ticket in frame["ticket"]], dtype=object)
    frame["limit"] = _limits(frame)
    checks = Checks(frame)

    def amount(value: int) -> str:
        return price(int(value), policy.currency, language)

    _keep_agreed(frame, ledger, checks, policy.currency.digits, amount)
    totals = request_totals(frame, frame, policy)
    frame[list(totals)] = totals
    frame["approved"] = _approved(frame)
    _check_offer(checks, book)
    _check_prices(checks, amount)
    _check_workshop(checks, ledger, now.date(), language)
    told = {problem.ticket for problem in known if problem.ticket}
    _check_membership(checks, ledger, {*frame["ticket"], *told})
    _check_agreed(checks, ledger, {*frame["ticket"], *told})
    problems = [*known, *checks.problems]
    to_fix = {problem.ticket for problem in problems if problem.level is Level.FIX}
    frame["fix"] = frame["ticket"].isin(to_fix)
    frame["agreed"] = _agreed(frame, now)
    frame["held"] = _held(frame)
    frame["stage"] = _stages(frame)
    frame["counted"] = _arrival_days(frame["arrived"], book)
    problems.sort(key=lambda problem: (problem.row is None, problem.row or 0))
    return Assessment(frame, problems)


def _inputs(frame: pd.DataFrame) -> list[str]:
    """Return what each price is computed from, as one line that people can read too."""
    services = [column for column in frame if column.startswith(SERVICE)]
    names = [column.removeprefix(SERVICE) for column in services]
    texts: dict[tuple[int, ...], str] = {}
    work = []
    for counts in map(tuple, frame[services].to_numpy().tolist()):
        if counts not in texts:
            wanted = zip(names, counts, strict=True)
            texts[counts] = ", ".join(f"{name} {count}" for name, count in wanted if count)
        work.append(texts[counts])
    days = np.datetime_as_string(frame["enquired"].to_numpy(), unit="D").tolist()
    prices = frame["price"].tolist()
    columns = (days, frame["material"], frame["replating"], work, prices)
    texts_of = [
        f"{day} | {material or '?'} | {replating} | {done or '-'}"
        + ("" if price is pd.NA else f" | inspected {price}")
        for day, material, replating, done, price in zip(*columns, strict=True)
    ]
    for at in np.flatnonzero((frame["ticket"] != frame["request"]).to_numpy()):
        texts_of[at] += f" | with {frame['request'].iat[at]}"
    return texts_of


def _sent_as(frame: pd.DataFrame) -> list[str]:
    """Return a fingerprint of all that the workshop is told about each piece."""
    columns = (frame["inputs"], frame["piece"], days_of(frame["arrived"]))
    return [
        fingerprint(f"{inputs} | {piece or ''} | {arrived}")
        for inputs, piece, arrived in zip(*columns, strict=True)
    ]


def _limits(frame: pd.DataFrame) -> Any:
    """Return the go-ahead amount of each ticket: its own, else its request's first ticket's."""
    first = frame.set_index("ticket")["go_ahead"].reindex(frame["request"]).reset_index(drop=True)
    return frame["go_ahead"].fillna(first)


def _keep_agreed(
    frame: pd.DataFrame, ledger: Ledger, checks: Checks, digits: int, amount: Words
) -> None:
    """Put back the prices that a customer agreed to; say where they no longer fit the row."""
    agreed: list[datetime | None] = [None] * len(frame)
    stale, kept = [], []
    stored = [ledger.quotes.get(ticket) for ticket in frame["ticket"]]
    totals = [
        smallest(ledger.quotes[first]["total_high"], digits) if first in ledger.quotes else None
        for first in frame["request"]
    ]
    within = pd.Series(totals, dtype="Int64", index=frame.index) <= frame["limit"]
    said_yes = (
        (frame["answer"] == Answer.APPROVED)
        | frame["batched"].notna()
        | (within.fillna(False).astype(bool) & frame["answer"].isna())
    ).to_numpy()
    typed, sent = frame["typed"].tolist(), frame["batched"].notna().tolist()
    for at, row in enumerate(stored):
        if row is not None and said_yes[at] and (when := moment(row["agreed"])):
            agreed[at] = when
            kept.append(at)
            if plain(row["hash"]) != typed[at] and not sent[at]:
                stale.append(at)
    frame["agreed"] = pd.Series(agreed, dtype=object)
    for key in ("guide_low", "guide_high", "quoted"):
        values = [smallest(stored[at][key], digits) for at in kept]  # type: ignore[index]
        frame.loc[kept, key] = pd.array(values, dtype="Int64")
    for key in ("inputs", "hash"):
        frame.loc[kept, key] = [plain(stored[at][key]) for at in kept]  # type: ignore[index]
    flags = np.zeros(len(frame), dtype=bool)
    flags[stale] = True
    net = frame["quoted"].fillna(frame["guide_low"])
    checks.flag("stale", flags, level=Level.FIX, other=lambda at: amount(net.iat[at]))


def smallest(cell: Cell, digits: int) -> int | None:
    """Return an amount that the script wrote, in smallest units."""
    if cell is None or cell == "":
        return None
    unit: int = 10**digits
    return round(cell * unit) if isinstance(cell, (int, float)) else None


def _approved(frame: pd.DataFrame) -> Any:
    """Return who said yes: by answer, or in advance up to an amount.  Source: policy P4."""
    within = (
        frame["answer"].isna()
        & frame["quoted"].notna()
        & (frame["total_high"] <= frame["limit"]).fillna(False).astype(bool)
    )
    return (frame["answer"] == Answer.APPROVED) | within


def _agreed(frame: pd.DataFrame, now: datetime) -> Any:
    """Return when each approval was first seen; None where there is none, or no quote to agree to."""
    sent = frame["batched"].notna()
    yes = (sent | (frame["approved"] & frame["quoted"].notna())).tolist()
    new = (sent | ~frame["fix"]).tolist()
    before = frame["agreed"].tolist()
    moments = [
        (seen or (now if fresh else None)) if said else None
        for seen, said, fresh in zip(before, yes, new, strict=True)
    ]
    return pd.Series(moments, dtype=object)


def _check_offer(checks: Checks, book: PolicyBook) -> None:
    """Say where the policy has no price for the day on which a ticket was asked for."""
    frame, calendar = checks.tickets, book.undated.calendar
    open_ = is_live(frame) & frame["batched"].isna().to_numpy() & frame["price"].isna().to_numpy()
    for code in frame["not_offered"].dropna().unique():
        where = open_ & (frame["not_offered"] == code).to_numpy()
        checks.flag("not-offered", where, SERVICE + code, level=Level.FIX)
    days = asked_days(frame)
    known = (days >= np.datetime64(calendar.first)) & (days <= np.datetime64(calendar.last))
    first = (frame["ticket"] == frame["request"]).to_numpy()
    unpriced = is_live(frame) & first & known & frame["edition"].isna().to_numpy()
    checks.flag("no-prices", unpriced, "enquired", level=Level.FIX, found=checks.day("enquired"))


def _check_prices(checks: Checks, amount: Words) -> None:
    frame = checks.tickets
    live = is_live(frame) & frame["batched"].isna().to_numpy()

    def at(column: str) -> Any:
        return lambda place: amount(frame[column].iat[place])

    def guide(place: int) -> str:
        low, high = frame["guide_low"].iat[place], frame["guide_high"].iat[place]
        return str(amount(low)) if low == high else f"{amount(low)} – {amount(high)}"

    below = (frame["price"] < frame["guide_low"]).fillna(False)
    checks.flag("below-guide", live & below, "price", found=at("price"), other=at("guide_low"))
    yes = live & (frame["answer"] == Answer.APPROVED) & frame["quoted"].isna()
    one = (frame["guide_low"] == frame["guide_high"]).fillna(False)
    checks.flag("approved-uninspected", yes & one, "price", other=guide)
    several = (frame["guide_low"] < frame["guide_high"]).fillna(False)
    checks.flag("no-price", yes & several, "price", level=Level.FIX, other=guide)


def _check_workshop(checks: Checks, ledger: Ledger, today: date, language: str) -> None:
    """Reconcile what was sent with what came back: missing, extra, doubled, edited, deleted."""
    frame = checks.tickets
    sent = frame["batched"].notna()
    came = frame["back"].notna()
    rows = ledger.batch_of
    tickets = frame["ticket"].tolist()

    def frozen(key: str) -> Any:
        return lambda place: _shown(rows[tickets[place]][key])

    gone = frame["sent"].notna()
    out = frame["answer"].isin(OUT)
    checks.flag("back-not-sent", came & ~sent, "back", level=Level.FIX)
    checks.flag("sent-not-repaired", gone & ~sent & ~came & ~out, "sent", level=Level.FIX)
    checks.flag("sent-not-back", gone & sent & ~came, "sent", level=Level.FIX)
    answers = {choice.code: choice.label for choice in ANSWERS}
    checks.flag(
        "answered-after-batch",
        sent & ~came & ~gone & out,
        "answer",
        level=Level.FIX,
        found=lambda at: answers[frame["answer"].iat[at]].in_(language),
        other=frozen("month"),
    )
    dispatch, due = (_frozen_days(rows, tickets, key) for key in ("dispatch", "back"))
    back = frame["back"].to_numpy()
    early = sent & came & (back < dispatch)
    overdue = sent & ~came & ~gone & (due < np.datetime64(today))
    sent_as = frame["sent_as"].tolist()
    edited = [
        ticket in rows and plain(rows[ticket]["hash"]) != sent_as[at]
        for at, ticket in enumerate(tickets)
    ]
    checks.flag("back-too-early", early, "back", found=checks.day("back"), other=frozen("dispatch"))
    checks.flag("overdue", overdue, "back", other=frozen("month"))
    checks.flag("edited-after-batch", edited, level=Level.FIX, other=frozen("month"))


def _check_membership(checks: Checks, ledger: Ledger, tickets: set[str]) -> None:
    months: dict[str, list[str]] = {}
    for row in ledger.batches:
        months.setdefault(plain(row["ticket"]), []).append(plain(row["month"]))
    for ticket, sent_in in months.items():
        code = ""
        if len(sent_in) > 1:
            code = "batched-twice"
        elif ticket not in tickets:
            code = "deleted-after-batch"
        if code:
            more = {"other": ", ".join(sent_in)}
            checks.problems.append(Problem(code=code, level=Level.FIX, ticket=ticket, more=more))


def _check_agreed(checks: Checks, ledger: Ledger, there: Collection[str]) -> None:
    """Say which approved tickets have no row any more; their price stays in Quotes."""
    for ticket, row in ledger.quotes.items():
        if row["agreed"] and ticket not in there and ticket not in ledger.batch_of:
            checks.problems.append(Problem(code="agreed-gone", level=Level.FIX, ticket=ticket))


def _frozen_days(rows: Mapping[str, Mapping[str, Cell]], tickets: Sequence[str], key: str) -> Any:
    """Return a day of each ticket's frozen row; NaT where it has none."""
    days = [day(rows[ticket][key]) if ticket in rows else None for ticket in tickets]
    return np.array(days, dtype="datetime64[D]").astype("datetime64[s]")


def _shown(cell: Cell) -> str:
    return str(day(cell) or plain(cell))


def _held(frame: pd.DataFrame) -> Any:
    """Return why each arrived, unsent piece cannot go to the workshop now; "" where it can."""
    here = ~frame["answer"].isin(OUT) & frame["arrived"].notna() & frame["batched"].isna()
    unanswered = frame["answer"].isna()
    above = frame["limit"].notna() & frame["quoted"].notna()
    reasons = [
        (~here, ""),
        (frame["fix"], "problem"),
        (frame["exception"].notna() & unanswered, "exception"),
        (frame["approved"], ""),
        (frame["inspected"].isna() & frame["price"].isna(), "not-inspected"),
        (frame["quoted"].isna(), "no-quote"),
        (frame["total_high"].isna(), "no-total"),
        (above, "above-limit"),
    ]
    conditions = [np.asarray(condition, dtype=bool) for condition, _ in reasons]
    return np.select(conditions, [reason for _, reason in reasons], default="waiting")


def _stages(frame: pd.DataFrame) -> list[Stage]:
    arrived = frame["arrived"].notna()
    answer = frame["answer"]
    stages = [
        (frame["sent"].notna(), Stage.SENT_BACK),
        (frame["batched"].notna() & frame["back"].isna(), Stage.AT_WORKSHOP),
        (answer == Answer.CANCELLED, Stage.CANCELLED),
        (answer == Answer.NOT_REPAIRABLE, Stage.NOT_REPAIRABLE),
        (answer == Answer.DECLINED, Stage.DECLINED),
        (frame["back"].notna(), Stage.BACK),
        (frame["held"].isin(["problem", "exception"]), Stage.ON_HOLD),
        (arrived & frame["approved"], Stage.APPROVED),
        (arrived & frame["quoted"].notna(), Stage.QUOTED),
        (arrived, Stage.ARRIVED),
        (pd.Series(complete(frame)), Stage.EXPECTED),
    ]
    conditions = [np.asarray(condition, dtype=bool) for condition, _ in stages]
    places = np.select(conditions, list(range(len(stages))), default=len(stages))
    names = [*(stage for _, stage in stages), Stage.ENQUIRY]
    return [names[place] for place in places.tolist()]


def _arrival_days(arrived: Any, book: PolicyBook) -> Any:
    """Return the day that counts as arrival; NaT where it is not known.  Source: policy P11."""
    policy = book.undated
    days = {
        day: np.datetime64(arrival_day(pd.Timestamp(day).date(), policy), "s")
        for day in arrived.dropna().unique()
        if policy.calendar.first <= pd.Timestamp(day).date() <= policy.calendar.last
    }
    return arrived.map(days).astype("datetime64[s]")
