"""What depends on a spreadsheet's locale: separators, the order of dates, names of days."""

from __future__ import annotations

from dataclasses import dataclass

_DOT = frozenset({"en", "ja", "zh", "ko", "th", "he", "iw"})
_YEAR_FIRST = frozenset({"ja", "zh", "ko", "hu", "lt", "sv"})
_MONEY = {"en_US": "$", "ja": "¥", "en_GB": "£", "zh": "¥", "ko": "₩"}
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ja": ("月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Locale:
    """One locale, ``ja_JP`` or ``en_US``."""

    name: str

    @property
    def language(self) -> str:
        """Its language: ``ja``."""
        return self.name.split("_")[0]

    @property
    def point(self) -> str:
        """Its decimal separator."""
        return "." if self.language in _DOT else ","

    @property
    def thousands(self) -> str:
        """Its separator of groups of three digits."""
        return "," if self.language in _DOT else "."

    @property
    def money(self) -> str:
        """Its currency sign."""
        return _MONEY.get(self.name) or _MONEY.get(self.language) or "€"

    @property
    def order(self) -> str:
        """The order of a date in numbers: ``ymd``, ``mdy`` or ``dmy``."""
        if self.language in _YEAR_FIRST:
            return "ymd"
        return "mdy" if self.name == "en_US" else "dmy"

    def pattern(self, kind: str) -> str:
        """Return the pattern of a number format of type `kind` that has none."""
        day = {"ymd": "yyyy/mm/dd", "mdy": "m/d/yyyy", "dmy": "dd/mm/yyyy"}[self.order]
        return {
            "TEXT": "@",
            "NUMBER": "#,##0.00",
            "PERCENT": "0.00%",
            "CURRENCY": f'"{self.money}"#,##0' + ("" if self.money in "¥₩" else ".00"),
            "SCIENTIFIC": "0.00E+00",
            "DATE": day,
            "TIME": "h:mm:ss",
            "DATE_TIME": f"{day} h:mm:ss",
        }.get(kind, "General")

    def day(self, weekday: int, *, short: bool) -> str:
        """Return the name of a day of the week, Monday being 0."""
        name = _DAYS.get(self.language, _DAYS["en"])[weekday]
        if not short:
            return name
        return name[:1] if self.language == "ja" else name[:3]

    def month(self, month: int, *, short: bool) -> str:
        """Return the name of a month, January being 1."""
        if self.language == "ja":
            return f"{month}月"
        name = _MONTHS[month - 1]
        return name[:3] if short else name
