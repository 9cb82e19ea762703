"""What the results of a probe mean, as checks of the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.books.diagnosis import Check
from backoffice.books.google.probes.trials import Lock, Results, Trial
from backoffice.messages import label
from estimator.policy.label import Label


def checks_of(results: Results) -> Iterator[Check]:
    """Yield a check for each trial, and one for what follows from them for a close."""
    for trial in Trial:
        if trial in results.outcomes:
            is_expected = trial not in results.differing
            yield Check(
                subject=label("probe-name", trial), ok=is_expected, outcome=said(results, trial)
            )
    yield locks_check(results)


def locks_check(results: Results) -> Check:
    """Return whether a month may be closed, and which locks keep it from being closed twice."""
    name = label("probe-name", "locks")
    values = {"when": results.when, "by": results.by}
    if not results.may_close:
        reasons = [
            label("probe", "reason", name=label("probe-name", trial), said=said(results, trial))
            for trial in results.barring
        ]
        if not results.locks:
            reasons.append(label("probe", "no-lock-holds"))
        outcome = label("probe", "locks-none", reasons=reasons, **values)
        return Check(subject=name, ok=False, outcome=outcome)
    key = "locks-both"
    if len(results.locks) == 1:
        key = "locks-only-note" if Lock.NOTE in results.locks else "locks-only-tab"
    return Check(subject=name, ok=True, outcome=label("probe", key, **values))


def said(results: Results, trial: Trial) -> Label:
    """Return the sentence about the result of one trial."""
    key = f"{trial}-{results.outcomes[trial]}"
    return label("probe-result", key, status=results.statuses.get(trial, 0))
