"""Write the national holidays of Japan into the policy's calendar.

python -m tests.tools.closed_days                 the years the policy knows already
python -m tests.tools.closed_days --years 2024 2029
python -m tests.tools.closed_days --check         exit status 1 if the file would change
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path

import holidays

POLICY = Path(__file__).parents[2] / "estimator" / "policy.toml"
BLOCK = re.compile(r"^\[calendar\.national\]\n(?:(?!\n\[|\n# --).)*", re.MULTILINE | re.DOTALL)
YEAR = re.compile(r"^(\d{4}) = \[", re.MULTILINE)


def known_years(policy: str) -> tuple[int, int]:
    """Return the first and the last year whose holidays the text of a policy lists.

    Raises:
        ValueError: If it lists none.
    """
    table = BLOCK.search(policy)
    years = sorted(int(year) for year in YEAR.findall(table[0])) if table else []
    if not years:
        raise ValueError("The policy has no years in [calendar.national].")
    return years[0], years[-1]


def national_holidays(year: int) -> dict[date, tuple[str, str]]:
    """Return the national holidays of `year` with their English and Japanese names."""
    english = holidays.country_holidays("JP", years=year, language="en_US")
    japanese = holidays.country_holidays("JP", years=year, language="ja")
    return {day: (english[day], japanese[day]) for day in sorted(english)}


def block(years: range) -> str:
    """Return the TOML table for `years`, one line a holiday."""
    lines = ["[calendar.national]"]
    for year in years:
        lines.append(f"{year} = [")
        lines += [f"    {day}, # {ja} {en}" for day, (en, ja) in national_holidays(year).items()]
        lines.append("]")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the table; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.closed_days",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--years", nargs=2, type=int, metavar=("FIRST", "LAST"))
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    now = POLICY.read_text(encoding="utf-8")
    first, last = options.years or known_years(now)
    new = BLOCK.sub(lambda _: block(range(first, last + 1)), now)
    if new == now:
        print(f"{POLICY.name}: national holidays {first}–{last} are up to date.")
        return 0
    if options.check:
        print(f"{POLICY.name}: national holidays differ. Run `make closed-days`.", file=sys.stderr)
        return 1
    POLICY.write_text(new, encoding="utf-8")
    print(f"{POLICY.name}: national holidays {first}–{last} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
