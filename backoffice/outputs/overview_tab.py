"""Rows of Desk: the month at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from backoffice.errors import RefusedError
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level
from backoffice.rules.assessment import Assessment
from backoffice.rules.batches import ready_to_go
from backoffice.rules.holds import hold_texts
from backoffice.rules.months import beyond_calendar, next_month
from backoffice.sheet.choices import Stage
from backoffice.sheet.snapshot import Row
from estimator.answers.wording import day as day_words
from estimator.errors import PolicyError
from estimator.policy.model import Every, Label, UndatedPolicy
from estimator.rules.schedule import schedule_for

MOST_NAMED = 30
"""Tickets named in one cell; beyond that only their number helps."""

_WORDS = {
    "tickets": Label(en="Tickets in all", ja="受付総数"),
    "fix": Label(en="To fix (tab To fix)", ja="要修正(要確認タブ)"),
    "look": Label(en="To look at (tab To fix)", ja="確認(要確認タブ)"),
    "parcel": Label(en="Next month-end parcel", ja="次の月末便"),
    "parcel-days": Label(
        en="{month}: arrived by {cutoff}, leaves {dispatch}, back about {back}",
        ja="{month}便:{cutoff}到着分まで、発送 {dispatch}、戻り予定 {back}",
    ),
    "ready": Label(en="Ready to go", ja="発送できるもの"),
    "held": Label(en="Held: {reason}", ja="保留:{reason}"),
    "return": Label(en="To send back without repair", ja="未修理で返送するもの"),
    "pad": Label(en="Blank numbered rows left", ja="番号のある空き行"),
}


def desk_rows(
    assessment: Assessment,
    ledger: Ledger,
    policy: UndatedPolicy,
    *,
    language: str,
    today: date,
    blank: int,
) -> list[Row]:
    """Return counts by stage, the next cut-off, what is held and why."""
    rows: list[Row] = [[word("tickets", language), len(assessment.frame), ""]]
    counted = Counter(assessment.frame["stage"])
    rows += [[f"  {stage.value.in_(language)}", counted[stage], ""] for stage in Stage]
    rows += _parcel(assessment, ledger, policy, language, today)
    rows += _on_hold(assessment, policy, language)
    frame = assessment.frame
    unrepaired = (
        frame["stage"].isin([Stage.DECLINED, Stage.NOT_REPAIRABLE, Stage.CANCELLED])
        & frame["arrived"].notna()
    )
    rows.append(_named(word("return", language), frame.loc[unrepaired, "ticket"].tolist()))
    levels = Counter(problem.level for problem in assessment.problems)
    rows.append([word("fix", language), levels[Level.FIX], ""])
    rows.append([word("look", language), levels[Level.LOOK], ""])
    rows.append([word("pad", language), blank, ""])
    return rows


def word(name: str, language: str) -> str:
    """Return a heading of the desk."""
    return _WORDS[name].in_(language)


def _parcel(
    assessment: Assessment, ledger: Ledger, policy: UndatedPolicy, language: str, today: date
) -> Iterator[Row]:
    frame = assessment.frame
    ready = frame.loc[ready_to_go(frame), "ticket"]
    if policy.dispatch.every is Every.MONTH:
        try:
            month = next_month(ledger, policy, today)
            schedule = schedule_for(month.first, policy, month)
        except RefusedError as error:
            yield [word("parcel", language), "", error.in_(language)]
        except PolicyError as error:
            yield [word("parcel", language), "", beyond_calendar(month, error).in_(language)]
        else:
            words_of = {
                "month": str(month),
                "cutoff": day_words(schedule.cutoff or month.cutoff, language),
                "dispatch": day_words(schedule.dispatch, language),
                "back": day_words(schedule.back, language),
            }
            detail = word("parcel-days", language).format(**words_of)
            yield [word("parcel", language), "", detail]
    yield _named(word("ready", language), ready.tolist())


def _on_hold(assessment: Assessment, policy: UndatedPolicy, language: str) -> Iterator[Row]:
    reasons: dict[str, list[str]] = {}
    for ticket, reason in hold_texts(assessment.frame, policy, language):
        reasons.setdefault(reason, []).append(ticket)
    for reason in sorted(reasons):
        yield _named(word("held", language).format(reason=reason), reasons[reason])


def _named(what: str, tickets: list[str]) -> Row:
    more = len(tickets) - MOST_NAMED
    shown = ", ".join(tickets[:MOST_NAMED]) + (f", … (+{more})" if more > 0 else "")
    return [what, len(tickets), shown]
