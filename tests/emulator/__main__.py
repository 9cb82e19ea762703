"""The command ``python -m tests.emulator --port 8900``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.emulator.emulator import OWNER, Emulator

_ABOUT = """\
An emulator of Google Sheets on this machine.  It is a test tool: it is not Google, connects to
nothing outside, keeps nothing after its end, and answers 501 to what it does not do.
"""
_EXAMPLES = """\
examples:
  python -m tests.emulator --port 8900 --credentials key.json --sheet Desk
  python -m tests.emulator --port 8900 --sheet Desk --locale ja_JP
"""


def main(arguments: list[str] | None = None) -> int:
    """Answer until interrupted; return the exit status."""
    options = _parser().parse_args(arguments)
    google = Emulator(options.port)
    key = google.new_spreadsheet(options.sheet, locale=options.locale) if options.sheet else None
    try:
        google.start()
        print(f"Test emulator of Google Sheets (not Google) at {google.address}", flush=True)
        if options.credentials:
            google.credentials_file(options.credentials)
            print(f"Key of {google.email} in {options.credentials}", flush=True)
        if key:
            print(
                f"Sheet {options.sheet!r} of {OWNER}, shared with {google.email}: {key}", flush=True
            )
        google.wait()
    except KeyboardInterrupt:
        google.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.emulator",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--port", type=int, default=8900, help="where to listen on 127.0.0.1; 0 takes a free port"
    )
    parser.add_argument(
        "--credentials", type=Path, metavar="FILE", help="write the key of a service account here"
    )
    parser.add_argument(
        "--sheet", metavar="TITLE", help="make a spreadsheet, shared with the service account"
    )
    parser.add_argument(
        "--locale", default="en_US", help="of that spreadsheet: en_US, ja_JP, … (en_US)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
