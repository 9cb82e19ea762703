"""The assessment: price, stage, hold and problems of every ticket.  Facts in, one frame out.

The frame has the columns `Typed` and `Known` of `backoffice.intake.frames`, and one for each service.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from backoffice.intake.arrays import days_from, days_of, is_filled
from backoffice.intake.frames import Flags, Known, Typed
from backoffice.intake.frozen_pieces import month_texts
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.rules.approval import (
    agreed_moments,
    answer_labels,
    approvals_of,
    contradicts,
)
from backoffice.rules.approved_quotes import agreed_prices, check_stale
from backoffice.rules.changed_after_batch import check_edited, check_sent
from backoffice.rules.charge_checks import check_charges
from backoffice.rules.checks import Checks
from backoffice.rules.entry_records import entry_texts
from backoffice.rules.estimate_codes import with_coded_work
from backoffice.rules.fingerprints import price_inputs, sent_fingerprints
from backoffice.rules.go_ahead import limits_of
from backoffice.rules.holds import holds_of
from backoffice.rules.missing_rows import check_missing_rows
from backoffice.rules.price_checks import check_offer, check_prices
from backoffice.rules.quoting import charged_prices, quote_tickets, request_totals
from backoffice.rules.swapped_entries import check_exchanges
from backoffice.rules.ticket_stages import complete, stages_of
from backoffice.rules.workshop_returns import reconcile
from backoffice.sheet.distinct import each_once
from backoffice.sheet.seals import fingerprints
from estimator.policy.model import UndatedPolicy
from estimator.policy.policy_book import PolicyBook
from estimator.rules.schedule import arrival_day


@dataclass(frozen=True, slots=True)
class Assessment:
    """All tickets at one moment.

    Attributes:
        frame: See the module.
        problems: Of facts and prices, in the order of the sheet.
        alone: What the tickets say by themselves; see `prices_alone`.
    """

    frame: pd.DataFrame
    problems: list[Problem]
    alone: pd.DataFrame


def assess(
    tickets: pd.DataFrame,
    ledger: Ledger,
    book: PolicyBook,
    *,
    now: datetime,
    known: Sequence[Problem] = (),
    alone: pd.DataFrame | None = None,
) -> Assessment:
    """Return price, stage, hold and problems of every ticket.

    `now` is shop time.  `known` are problems of cells, rows and facts, found before; `alone` is what
    `prices_alone` returned for these tickets and this policy, if it was asked before.
    """
    tickets = tickets.reset_index(drop=True)
    if alone is None:
        alone = prices_alone(tickets, book)
    facts, stale = _facts(tickets, alone, ledger, book.undated)
    checks = Checks(facts, book.undated)
    check_stale(checks, stale)
    problems = [*known, *_problems(checks, ledger, now, known)]
    problems.sort(key=lambda problem: (problem.row is None, problem.row or 0))
    to_fix = {problem.ticket for problem in problems if problem.level is Level.FIX}
    has_problem = np.array([ticket in to_fix for ticket in facts[Typed.TICKET]], dtype=bool)
    holds = holds_of(facts, has_problem)
    outcome = pd.DataFrame(
        {
            Known.AGREED: agreed_moments(facts, has_problem, now),
            Known.FIX: has_problem,
            Known.HOLD: holds,
            Known.STAGE: stages_of(facts, holds),
        }
    )
    frame = pd.concat([facts.drop(columns=Known.AGREED), outcome], axis=1)
    return Assessment(frame, problems, alone)


def prices_alone(tickets: pd.DataFrame, book: PolicyBook) -> pd.DataFrame:
    """Return what the tickets alone decide, whatever was agreed or sent: prices, fingerprints, limits, days."""
    inputs = price_inputs(tickets)
    sent_as, sent_as_before = sent_fingerprints(tickets, inputs)
    texts = {
        Known.INPUTS: inputs,
        Known.HASH: fingerprints(inputs),
        Known.SENT_AS: sent_as,
        Known.SENT_AS_BEFORE: sent_as_before,
        Known.ENTRIES: entry_texts(tickets),
    }
    typed = pd.DataFrame(
        {
            **{key: pd.Series(column, dtype=object) for key, column in texts.items()},
            Known.LIMIT: limits_of(tickets),
            Known.COMPLETE: complete(tickets),
            Known.COUNTED: _arrival_days(tickets[Typed.ARRIVED], book.undated),
        }
    )
    return pd.concat([quote_tickets(with_coded_work(tickets, book.undated), book), typed], axis=1)


def _facts(
    tickets: pd.DataFrame, alone: pd.DataFrame, ledger: Ledger, policy: UndatedPolicy
) -> tuple[pd.DataFrame, Flags]:
    """Return tickets with prices, totals and approvals, and which agreed prices are stale."""
    current = pd.concat([tickets, alone], axis=1)
    current[Known.BATCHED] = _months_sent(tickets, ledger)
    prices, stale = agreed_prices(current, ledger, policy.currency)
    priced = pd.concat([current.drop(columns=list(prices), errors="ignore"), prices], axis=1)
    priced[Known.CHARGED] = charged_prices(priced)
    paid = priced.assign(quoted=priced[Known.CHARGED])
    totals = request_totals(tickets, paid, contradicts(priced), policy)
    facts = pd.concat([priced.drop(columns=Known.HANDLING), totals], axis=1)
    return facts.assign(approved=approvals_of(facts)), stale


def _problems(
    checks: Checks, ledger: Ledger, now: datetime, known: Sequence[Problem]
) -> list[Problem]:
    """Return what prices, the workshop and the ledger contradict."""
    check_offer(checks)
    check_prices(checks)
    check_charges(checks)
    reconcile(checks, ledger, now.date())
    check_edited(checks, ledger)
    facts = checks.tickets
    total = facts[Known.TOTAL_HIGH].array
    checks.fix(
        ProblemCode.ANSWERED_AFTER_APPROVAL,
        contradicts(facts) & ~is_filled(facts, Known.BATCHED),
        "answer",
        found=answer_labels(facts),
        other=lambda at: "" if pd.isna(total[at]) else checks.amount(int(total[at])),
    )
    numbers = {*facts[Typed.TICKET], *(each.ticket for each in known if each.ticket)}
    return [
        *checks.problems,
        *check_exchanges(facts, ledger, numbers, checks.policy),
        *check_sent(ledger, numbers),
        *check_missing_rows(ledger, numbers),
    ]


def _months_sent(tickets: pd.DataFrame, ledger: Ledger) -> pd.Series:
    """Return the month in which each ticket was sent, as text, or None."""
    months = month_texts(piece.month for piece in ledger.piece_of.values())
    month_of = dict(zip(ledger.piece_of, months, strict=True))
    return pd.Series([*map(month_of.get, tickets[Typed.TICKET])], dtype=object)


def _arrival_days(arrived: pd.Series, policy: UndatedPolicy) -> np.ndarray[Any, Any]:
    """Return the day that counts as arrival; NaT where it is not known.  Source: policy P11."""
    calendar = policy.calendar

    def counted(day: date | None) -> date | None:
        is_known = day and calendar.first <= day <= calendar.last
        return arrival_day(day, policy) if day and is_known else None

    return days_from(each_once(days_of(arrived), counted))
