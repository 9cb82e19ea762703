"""The charts of the report of a month, each with what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from backoffice.messages import message
from backoffice.outputs.papers.charts import bar_chart, column_chart, days_chart, shares_chart
from backoffice.outputs.papers.paper import Chart, Prose
from backoffice.rules.month_figures import MonthFigures
from estimator.answers.wording import price
from estimator.policy.model import UndatedPolicy


@dataclass(frozen=True, slots=True)
class MonthCharts:
    """Draws the charts of a month in one language; None, or a sentence, where there is nothing to show."""

    figures: MonthFigures
    policy: UndatedPolicy
    language: str

    def all(self) -> list[Chart | Prose | None]:
        """Return the charts in the order of the report."""
        figures, language = self.figures, self.language
        services = [
            (self.policy.services[code].name.in_(language), count)
            for code, count in figures.services.items()
        ]
        stages = [(stage.value.in_(language), count) for stage, count in figures.stages.items()]
        return [
            self._days(),
            self._income(),
            self._bars("services-heading", services),
            self._parcels(),
            self._bars("stages-heading", stages),
            self._drift(),
        ]

    def _text(self, key: str, **values: object) -> str:
        return message("report", key, self.language, **values)

    def _chart(self, heading: str, svg: str, said: str) -> Chart:
        return Chart(heading=self._text(heading), svg=svg, words=said, note=said)

    def _nothing(self, heading: str, key: str) -> Prose:
        return Prose(heading=self._text(heading), paragraphs=(self._text(key),))

    def _days(self) -> Chart | Prose:
        took, promised, text = self.figures.turnaround, self.figures.promised, self._text
        if took.median is None:
            return self._nothing("days-heading", "days-none")
        slow = took.within(90) or took.median
        said = text("days-words", count=len(took.days), median=took.median, slow=slow)
        if promised:
            low, high = promised
            kept = sum(days <= high for days in took.days)
            said += text("days-promised", low=low, high=high, kept=kept)
        keys = {took.median: "mark-median", slow: "mark-slow"}
        if took.median == slow:
            keys = {slow: "mark-both"}
        marks = [(days, text(key, days=days)) for days, key in keys.items()]
        return self._chart("days-heading", days_chart(took.days, promised, marks), said)

    def _income(self) -> Chart | Prose:
        income = self.figures.income
        if not any(income.values()):
            return self._nothing("income-heading", "income-none")
        money = partial(price, currency=self.policy.currency, language=self.language)
        columns = [
            (f"{month.month}/{month.year % 100:02}", amount, money(amount))
            for month, amount in income.items()
        ]
        svg = column_chart(columns, marked=[*income].index(self.figures.month))
        said = self._text("income-words", total=money(sum(income.values())))
        return self._chart("income-heading", svg, said)

    def _bars(self, heading: str, rows: Sequence[tuple[str, int]]) -> Chart | None:
        if not rows:
            return None
        words = self._text("listed", parts=[f"{what} {count}" for what, count in rows])
        return Chart(heading=self._text(heading), svg=bar_chart(rows), words=words)

    def _parcels(self) -> Chart | None:
        parcels = self.figures.parcels
        if not parcels:
            return None
        shares = [(each.in_time, each.late, each.away) for each in parcels]
        in_time, late, away = map(sum, zip(*shares, strict=True))
        said = self._text("parcels-words", in_time=in_time, late=late, away=away)
        if worst := max(each.worst for each in parcels):
            said += self._text("parcels-worst", days=worst)
        rows = [*zip([str(each.month) for each in parcels], shares, strict=True)]
        return self._chart("parcels-heading", shares_chart(rows), said)

    def _drift(self) -> Chart | Prose:
        drift = self.figures.drift
        if drift.percent is None:
            return self._nothing("drift-heading", "drift-none")
        rows = (
            ("drift-below", drift.below),
            ("drift-within", drift.within),
            ("drift-above", drift.above),
        )
        svg = bar_chart([(self._text(key), count) for key, count in rows])
        sign = "+" if drift.percent > 0 else "−" if drift.percent < 0 else "±"
        percent = f"{sign}{abs(drift.percent)}%"
        return self._chart("drift-heading", svg, self._text("drift-words", percent=percent))
