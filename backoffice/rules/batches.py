"""The month-end batch: who goes, who is held and why, and the rows that freeze it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import numpy as np
import pandas as pd

from backoffice.errors import RefusedError
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level
from backoffice.intake.tickets import SERVICE, as_typed, days_of
from backoffice.rules.assessment import Assessment
from backoffice.rules.quoting import asked_days
from backoffice.rules.redaction import trade_words, without_person
from backoffice.sheet.columns import BATCHES
from backoffice.sheet.seals import plain, seal
from backoffice.sheet.snapshot import Cell
from backoffice.sheet.stages import Stage
from estimator.answers.wording import service_name
from estimator.errors import PolicyError
from estimator.policy.file import PolicyBook
from estimator.policy.model import Label, Policy, UndatedPolicy
from estimator.rules.quotes import Item, Replating, surcharges_on
from estimator.rules.schedule import Batch, batch_for, parcel_of, schedule_for

_IF_NEEDED = Label(en="if needed", ja="必要な場合")


@dataclass(frozen=True, slots=True)
class ClosePlan:
    """What closing a month would do.

    Attributes:
        month: The month.
        rows: The frozen rows of Batches by column key, without run and seal; net in smallest units.
        held: Rows of the assessment frame: the arrived pieces that stay.
        later: How many pieces arrived after the cut-off.
        earlier: How many of those that go belong to an earlier month that nobody closed.
        unusable: How many rows cannot be used at all, so that nobody knows where they belong.
    """

    month: Batch
    rows: Sequence[Mapping[str, Cell]]
    held: pd.DataFrame
    later: int
    earlier: int
    unusable: int


def parse_month(text: str) -> Batch:
    """Return the month written as ``2026-06``.

    Raises:
        RefusedError: If it is none.
    """
    year, _, month = text.partition("-")
    if re.fullmatch(r"[12]\d{3}", year) and re.fullmatch(r"0?[1-9]|1[0-2]", month):
        return Batch(int(year), int(month))
    raise RefusedError(
        f"“{text}” is no month. Write year and month, as 2026-06.",
        f"「{text}」は月として読めません。2026-06 のように入力してください。",
    )


def check_may_close(month: Batch, ledger: Ledger, policy: UndatedPolicy, today: date) -> None:
    """Refuse a month that cannot be closed yet, or no more.

    Raises:
        RefusedError: With the reason and what to do.

    Source: policy P9, P10.
    """
    if ledger.last_closed and month < ledger.last_closed:
        raise RefusedError(
            f"{month} cannot be closed any more: {ledger.last_closed} is closed already. "
            f"Late pieces go with {ledger.last_closed.later(1)}.",
            f"{ledger.last_closed} を締めたあとに {month} を締めることはできません。"
            f"遅れて届いた品は {ledger.last_closed.later(1)} の便に入ります。",
        )
    leaves = cutoff_of(month, policy)
    if today < leaves:
        raise RefusedError(
            f"{month} is not over: pieces that arrive until {leaves} belong to it. "
            f"Close it from {leaves} on.",
            f"{month} はまだ終わっていません。{leaves} までに届いた品が対象です。"
            f"{leaves} 以降に締めてください。",
        )


def cutoff_of(month: Batch, policy: UndatedPolicy) -> date:
    """Return the last day of arrival for `month`: its end, or the day its parcel left before that.

    Raises:
        RefusedError: If the calendar does not know it.

    Source: policy P9, P10.
    """
    return min(month.cutoff, dispatch_of(month, policy))


def dispatch_of(month: Batch, policy: UndatedPolicy) -> date:
    """Return the day the parcel of `month` leaves.

    Raises:
        RefusedError: If the calendar does not know it.
    """
    try:
        return parcel_of(month, policy)[0]
    except PolicyError as error:
        raise beyond(month, error) from error


def beyond(month: Batch, error: PolicyError) -> RefusedError:
    """Return the refusal of a month whose days the calendar does not know."""
    [problem] = error.problems
    return RefusedError(
        f"{month}: {problem.message}",
        f"{month}: 料金表の暦にない日付が必要です({problem.field})。暦に追加してください。",
    )


def plan_close(
    assessment: Assessment,
    month: Batch,
    ledger: Ledger,
    book: PolicyBook,
    *,
    language: str,
    now: datetime,
) -> ClosePlan:
    """Return what would go to the workshop with the batch of `month`, and what stays.

    A piece goes when it arrived by the last day of the month, is in no batch, is approved, and has
    no problem that touches it.  Decided from Batches and facts, never from a status cell.

    Raises:
        RefusedError: If the calendar does not know the days of the batch.

    Source: policy P9.
    """
    frame = assessment.frame
    cutoff = np.datetime64(cutoff_of(month, book.undated), "s")
    ready = (frame["held"] == "") & (frame["stage"] == Stage.APPROVED)
    waiting = frame["counted"].notna() & (ready | (frame["held"] != ""))
    in_time = waiting & (frame["counted"] <= cutoff)
    goes = in_time & ready
    asked = pd.Series(asked_days(frame), index=frame.index)
    try:
        rows = _frozen_rows(frame.assign(asked=asked)[goes], month, book, language, now)
    except PolicyError as error:
        raise beyond(month, error) from error
    return ClosePlan(
        month=month,
        rows=rows,
        held=frame[in_time & ~goes],
        later=int((waiting & ~in_time).sum()),
        earlier=_forgotten(frame[goes], month, ledger),
        unusable=_unusable(assessment),
    )


def _forgotten(going: pd.DataFrame, month: Batch, ledger: Ledger) -> int:
    """Return how many pieces belong to an earlier month that nobody closed."""
    months = {batch_for(day) for day in days_of(going["counted"]) if day}
    open_ = {other for other in months if other < month and other not in ledger.closed}
    last = ledger.last_closed
    missed = {other for other in open_ if last is None or other > last}
    return sum(day is not None and batch_for(day) in missed for day in days_of(going["counted"]))


def _unusable(assessment: Assessment) -> int:
    """Return how many rows of Tickets cannot be told to have arrived, or not: see To fix."""
    known = set(assessment.frame["ticket"])
    return len(
        {
            problem.row
            for problem in assessment.problems
            if problem.level is Level.FIX
            and problem.row is not None
            and (problem.ticket not in known or problem.column == "arrived")
            and problem.code not in ("future", "day-unknown", "not-arrived")
        }
    )


def _frozen_rows(
    going: pd.DataFrame, month: Batch, book: PolicyBook, language: str, now: datetime
) -> list[dict[str, Cell]]:
    """Return the rows of Batches, without run and seal; no personal data in them."""
    services = list(book.undated.services)
    trade = trade_words(book.undated)

    @cache
    def days(arrived: date) -> tuple[date, date]:
        schedule = schedule_for(arrived, book.undated, month)
        return schedule.dispatch, schedule.back

    @cache
    def words(
        asked: date, material: str, replating: str, counts: tuple[int, ...]
    ) -> tuple[str, str]:
        policy = book.on(asked)
        wanted = {code: count for code, count in zip(services, counts, strict=True) if count}
        item = Item(material=material, replating=Replating(replating), services=wanted)
        known = policy.materials.get(material)
        return known.label.in_(language) if known else "", work_of(item, policy, language)

    net = going["quoted"].fillna(going["guide_low"])
    columns = [
        *(going[key] for key in ("ticket", "piece", "name", "order", "sent_as")),
        *(days_of(going[key]) for key in ("arrived", "asked")),
        *(going[key] for key in ("material", "replating")),
        map(tuple, going[[SERVICE + code for code in services]].to_numpy().tolist()),
        net,
    ]
    rows: list[dict[str, Cell]] = []
    for ticket, piece, name, order, sent_as, arrived, asked, *work, amount in zip(
        *columns, strict=True
    ):
        material, done = words(asked, *work)
        dispatch, back = days(arrived)
        rows.append(
            {
                "month": str(month),
                "ticket": ticket,
                "piece": without_person(piece or "", name, order, trade),
                "material": material,
                "work": done,
                "net": int(amount),
                "arrived": arrived,
                "dispatch": dispatch,
                "back": back,
                "closed": now,
                "hash": sent_as,
            }
        )
    return rows


def work_of(item: Item, policy: Policy, language: str) -> str:
    """Return what is to be done to one piece, in words: ``① Refinish to new, ④ Stone setting × 3``."""
    counts = {code: item.services[code] for code in policy.services if code in item.services}
    done = [
        service_name(code, policy, language) + (f" × {count}" if count > 1 else "")
        for code, count in counts.items()
    ]
    if item.replating is not Replating.NO:
        perhaps = "" if item.replating is Replating.YES else f" ({_IF_NEEDED.in_(language)})"
        done += [
            service_name(surcharge.service, policy, language) + perhaps
            for surcharge in surcharges_on(item, policy)
        ]
    return ("、" if language == "ja" else ", ").join(done)


def batch_rows(rows: Sequence[Mapping[str, Cell]], run: int, digits: int) -> list[dict[str, Cell]]:
    """Return frozen rows as Batches holds them: with run and seal, amounts as staff read them."""
    nets = as_typed(pd.Series([row["net"] for row in rows], dtype="Int64"), digits)
    keys = [column.key for column in BATCHES][:-1]
    written: list[dict[str, Cell]] = []
    for row, net in zip(rows, nets, strict=True):
        cells: list[Cell] = [{**row, "net": net, "run": run}[key] for key in keys]
        written.append({**dict(zip(keys, cells, strict=True)), "seal": seal(cells)})
    return written


def check_may_reopen(month: Batch, ledger: Ledger, assessment: Assessment) -> None:
    """Refuse to undo a close that is not the last, or of which a piece came back.

    Raises:
        RefusedError: With the reason and what to do.
    """
    if month not in ledger.closed:
        closed = ", ".join(map(str, ledger.closed)) or "none"
        raise RefusedError(
            f"{month} is not closed. Closed months: {closed}.",
            f"{month} は締められていません。締めた月:{closed.replace('none', 'なし')}",
        )
    if month != ledger.last_closed:
        raise RefusedError(
            f"{month} cannot be reopened: {ledger.last_closed} was closed after it. "
            f"Only the last close can be undone.",
            f"{month} のあとに {ledger.last_closed} を締めています。"
            "取り消せるのは最後の締めだけです。",
        )
    frame = assessment.frame
    sent = {plain(row["ticket"]) for row in ledger.sent_in(month)}
    came = frame["ticket"].isin(sent) & (frame["back"].notna() | frame["sent"].notna())
    if came.any():
        back = ", ".join(frame.loc[came, "ticket"].head(5))
        raise RefusedError(
            f"{month} cannot be reopened: {int(came.sum())} of its pieces came back ({back}). "
            "If a day under “Back from workshop” is wrong, clear it first.",
            f"{month} の便のうち {int(came.sum())} 点が工房から戻っています({back})。"
            "「工房より戻り」の日付が誤りなら、先に消してください。",
        )
