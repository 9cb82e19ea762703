"""Rows of Desk: the month at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level
from backoffice.messages import message
from backoffice.messages.errors import RefusedError
from backoffice.rules.assessment import Assessment
from backoffice.rules.batches import ready_to_go
from backoffice.rules.holds import hold_texts
from backoffice.rules.months import beyond_calendar, next_month
from backoffice.sheet.choices import Stage
from backoffice.sheet.snapshot import Row
from estimator.answers.wording import day as day_words
from estimator.errors import PolicyError
from estimator.policy.model import Every, UndatedPolicy
from estimator.rules.schedule import schedule_for

MOST_NAMED = 30
"""Tickets named in one cell; beyond that only their number helps."""


def desk_rows(
    assessment: Assessment,
    ledger: Ledger,
    policy: UndatedPolicy,
    *,
    language: str,
    today: date,
    blank: int,
) -> list[Row]:
    """Return counts by stage, the next cut-off, the pieces on hold and the reasons."""
    rows: list[Row] = [[_text("tickets", language), len(assessment.frame), ""]]
    counted = Counter(assessment.frame[Known.STAGE])
    rows += [[f"  {stage.value.in_(language)}", counted[stage], ""] for stage in Stage]
    rows += _parcel(assessment, ledger, policy, language, today)
    rows += _on_hold(assessment, policy, language)
    frame = assessment.frame
    unrepaired = (
        frame[Known.STAGE].isin([Stage.DECLINED, Stage.NOT_REPAIRABLE, Stage.CANCELLED])
        & frame[Typed.ARRIVED].notna()
    )
    rows.append(_named(_text("return", language), frame.loc[unrepaired, Typed.TICKET].tolist()))
    levels = Counter(problem.level for problem in assessment.problems)
    rows.append([_text("fix", language), levels[Level.FIX], ""])
    rows.append([_text("look", language), levels[Level.LOOK], ""])
    rows.append([_text("pad", language), blank, ""])
    return rows


def _text(key: str, language: str, **values: object) -> str:
    return message("overview", key, language, **values)


def _parcel(
    assessment: Assessment, ledger: Ledger, policy: UndatedPolicy, language: str, today: date
) -> Iterator[Row]:
    frame = assessment.frame
    ready = frame.loc[ready_to_go(frame), Typed.TICKET]
    if policy.dispatch.every is Every.MONTH:
        try:
            month = next_month(ledger, policy, today)
            schedule = schedule_for(month.first, policy, month)
        except RefusedError as error:
            yield [_text("parcel", language), "", error.in_(language)]
        except PolicyError as error:
            yield [_text("parcel", language), "", beyond_calendar(month, error).in_(language)]
        else:
            detail = _text(
                "parcel-days",
                language,
                month=month,
                cutoff=day_words(schedule.cutoff or month.cutoff, language),
                dispatch=day_words(schedule.dispatch, language),
                back=day_words(schedule.back, language),
            )
            yield [_text("parcel", language), "", detail]
    yield _named(_text("ready", language), ready.tolist())


def _on_hold(assessment: Assessment, policy: UndatedPolicy, language: str) -> Iterator[Row]:
    reasons: dict[str, list[str]] = {}
    for ticket, reason in hold_texts(assessment.frame, policy, language):
        reasons.setdefault(reason, []).append(ticket)
    for reason in sorted(reasons):
        yield _named(_text("held", language, reason=reason), reasons[reason])


def _named(what: str, tickets: list[str]) -> Row:
    more = len(tickets) - MOST_NAMED
    shown = ", ".join(tickets[:MOST_NAMED]) + (f", … (+{more})" if more > 0 else "")
    return [what, len(tickets), shown]
