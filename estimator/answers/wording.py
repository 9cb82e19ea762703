"""Amounts, days and estimates in words, English and Japanese.

Names and notices come from the policy; only the words between them stand here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from estimator.errors import Problem
from estimator.policy.model import HANDLING, Currency, Label, Language, Policy
from estimator.policy.phrases import MONTHS
from estimator.rules import codes
from estimator.rules.estimates import Estimate, Notice
from estimator.rules.quotes import LineItem, Span

_WEEKDAYS = {
    Language.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    Language.JA: ("月", "火", "水", "木", "金", "土", "日"),
}

_WORDS = {
    "estimate": Label(en="Estimate (a guide)", ja="お見積り(目安)"),
    "total": Label(en="Total with tax", ja="合計(税込)"),
    "total-exempt": Label(en="Total", ja="合計"),
    "net": Label(en="Before tax", ja="税抜"),
    "back": Label(en="Back about", ja="お戻りの目安"),
    "arrives": Label(en="Arrives", ja="到着"),
    "cutoff": Label(en="Joins the parcel of", ja="月末便の締切"),
    "dispatch": Label(en="Leaves for the workshop", ja="工房へ発送"),
    "days": Label(en="{} days after arrival", ja="到着から{}日"),
    "piece": Label(en="Piece {}: {}", ja="{}点目: {}"),
    "request": Label(en="For the whole request", ja="ご依頼全体"),
    "perhaps": Label(en="perhaps", ja="必要な場合"),
    "know": Label(en="Good to know", ja="ご確認ください"),
    "edition": Label(en="Prices in force since", ja="料金の適用開始日"),
    "code": Label(en="Estimate code", ja="見積コード"),
    "refused": Label(en="This cannot be estimated yet:", ja="このままでは見積りできません。"),
}

_PROBLEMS_JA = {
    "missing": "入力されていません。入力してください。",
    "type": "形が合いません。書き方をご確認ください。",
    "unknown": "この名前の項目はありません。つづりをご確認ください。",
    "choice": "選べる値ではありません。一覧からお選びください。",
    "date": "この日付はありません。2026-06-01 のように入力してください。",
    "calendar": "ご案内できる期間の外の日付です。別の日をお選びください。",
    "count": "数が正しくありません。1以上の、決められた範囲の整数を入力してください。",
    "empty": "1つ以上お選びください。",
    "too-many": "点数が多すぎます。2回に分けてご依頼ください。",
    "json": "JSONとして読めません。形式をご確認ください。",
    "twice": "同じ項目が2回あります。1つにしてください。",
    "code": "見積コードが正しくありません。もう一度、全体をコピーしてください。",
}
"""What Japanese callers read for the code of a problem; the English text is not for them."""


def price(amount: int, currency: Currency, language: str) -> str:
    """Return `amount`, in smallest units, as people write it: ``¥3,740``, ``3,740円``."""
    major, minor = divmod(abs(amount), currency.unit)
    digits = f"{major:,}" + (f".{minor:0{currency.digits}}" if currency.digits else "")
    sign = "−" if amount < 0 else ""
    return sign + currency.written.in_(language).replace("{}", digits)


def span(amount: Span, currency: Currency, language: str) -> str:
    """Return a range as people write it; a certain amount reads *from*, as prices are a guide.

    Source: policy P4.
    """
    low, high = (price(value, currency, language) for value in (amount.low, amount.high))
    if language == Language.JA:
        return f"{low}〜" if amount.certain else f"{low}〜{high}"
    return f"from {low}" if amount.certain else f"{low} – {high}"


def day(value: date, language: str) -> str:
    """Return `value` in words: ``Tue 30 June 2026``, ``2026年6月30日(火)``."""
    if language == Language.JA:
        weekday = _WEEKDAYS[Language.JA][value.weekday()]
        return f"{value.year}年{value.month}月{value.day}日({weekday})"
    weekday = _WEEKDAYS[Language.EN][value.weekday()]
    return f"{weekday} {value.day} {MONTHS[value.month - 1]} {value.year}"


def service_name(code: str, policy: Policy, language: str) -> str:
    """Return the name of a service or of the handling fee, with its sign: ``④ Stone setting``."""
    if code == HANDLING:
        return policy.handling.label.in_(language)
    return policy.services[code].name.in_(language)


def line_name(line: LineItem, policy: Policy, language: str) -> str:
    """Return what a line is for, with its count: ``④ Stone setting, 3 × stone``."""
    name = service_name(line.code, policy, language)
    service = policy.services.get(line.code)
    if service and service.unit:
        counted = service.unit.counted.in_(language).replace("{n}", str(line.quantity))
        return f"{name} {counted}" if language == Language.JA else f"{name}, {counted}"
    return name if line.quantity == 1 else f"{name} × {line.quantity}"


def notice_text(notice: Notice, policy: Policy, language: str) -> str:
    """Return the words of a notice."""
    texts = {holiday.code: holiday.text for holiday in policy.calendar.long}
    texts |= {code: rule.text for code, rule in policy.notices.items()}
    text = texts[notice.code].in_(language)
    return text.replace("{day}", day(notice.day, language)) if notice.day else text


def estimate_text(done: Estimate, language: str) -> str:
    """Return an estimate as a person reads it, each line with the rule that made it."""
    return "\n".join(_estimate_lines(done, language))


def refusal_text(problems: tuple[Problem, ...], language: str) -> str:
    """Return why a request was refused, one line a problem."""
    lines = [_WORDS["refused"].in_(language)]
    for problem in problems:
        where = f"{problem.field}: " if problem.field else ""
        lines.append(f"  {where}{problem_text(problem, language)}")
    return "\n".join(lines)


def problem_text(problem: Problem, language: str) -> str:
    """Return what is wrong and what to do."""
    return _PROBLEMS_JA[problem.code] if language == Language.JA else problem.message


def _estimate_lines(done: Estimate, language: str) -> Iterator[str]:
    policy, quote, schedule = done.policy, done.quote, done.schedule

    def word(name: str) -> str:
        return _WORDS[name].in_(language)

    def amount(value: Span) -> str:
        return span(value, policy.currency, language)

    yield word("estimate")
    yield f"  {word('total' if quote.tax else 'total-exempt')}: {amount(quote.total)}"
    if quote.tax and policy.tax:
        yield f"  {word('net')}: {amount(quote.net)}  [{policy.tax.clause}]"
    days = word("days").format(schedule.days)
    yield f"  {word('back')}: {day(schedule.back, language)} ({days})  [{policy.dispatch.clause}]"
    yield ""
    yield from _line_texts(done, language)
    yield ""
    yield f"  {word('arrives')}: {day(schedule.arrives, language)}"
    if schedule.cutoff:
        yield f"  {word('cutoff')}: {day(schedule.cutoff, language)}  [{policy.dispatch.clause}]"
    yield f"  {word('dispatch')}: {day(schedule.dispatch, language)}"
    yield ""
    yield word("know")
    for notice in done.notices:
        yield f"  - {notice_text(notice, policy, language)}  [{notice.clause}]"
    yield ""
    yield f"{word('edition')}: {day(quote.edition, language)}"
    yield f"{word('code')}: {codes.encode(done.request, policy)}"


def _line_texts(done: Estimate, language: str) -> Iterator[str]:
    policy = done.policy
    shown: int | None = 0
    for line in done.quote.lines:
        if line.item != shown:
            shown = line.item
            yield f"  {_line_head(line, done, language)}"
        name = line_name(line, policy, language)
        amount = price(line.amount, policy.currency, language)
        perhaps = "" if line.certain else f" ({_WORDS['perhaps'].in_(language)})"
        clause = policy.clauses[line.clause]
        yield f"    {name}: {amount}{perhaps}  [{clause.id} {clause.title.in_(language)}]"


def _line_head(line: LineItem, done: Estimate, language: str) -> str:
    if line.item is None:
        return _WORDS["request"].in_(language)
    material = done.policy.materials[done.request.items[line.item - 1].material]
    return _WORDS["piece"].in_(language).format(line.item, material.label.in_(language))
