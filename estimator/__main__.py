"""The command line: requests as JSON on standard input, answers as JSON or as text."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO

from estimator import bridge
from estimator.answers.plain_text import estimate_text, refusal_text
from estimator.errors import EstimatorError, PolicyError
from estimator.policy.file import load_policy
from estimator.policy.model import Language
from estimator.policy.policy_book import PolicyBook
from estimator.printing import Output, failsafe_output

ANSWERED, REFUSED, MISUSED, STOPPED = 0, 1, 2, 130

EXAMPLES = """\
examples:
  echo '{"asked": "2026-05-20", "arrives": "2026-06-01",
         "items": [{"material": "silver", "services": {"refinish": 1}}]}' | python -m estimator --text
  python -m estimator --lines < requests.jsonl > answers.jsonl
  python -m estimator decode A9D4-9DG1-1GG8-J1GR-X

exit status: 0 every request was answered, 1 some were refused, 2 the command was misused
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read requests from standard input, write answers; return the exit status."""
    with failsafe_output() as output:
        status = _run(arguments, output)
        if output.lost:
            print(f"The answers could not be written: {output.lost.strerror}.", file=sys.stderr)
            return STOPPED
        return status


def _run(arguments: Sequence[str] | None, output: Output) -> int:
    options = _parser().parse_args(arguments)
    try:
        book = load_policy(options.policy)
    except PolicyError as error:
        print(f"{options.policy or 'policy.toml'}:\n{error}", file=sys.stderr)
        return MISUSED
    try:
        if options.command == "decode":
            return _decode(options.code, book)
        return _answer(options, book, output)
    except KeyboardInterrupt:
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m estimator",
        description="Estimate the price and the return day of a repair.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--lines", action="store_true", help="one request a line, one answer a line"
    )
    parser.add_argument("--text", action="store_true", help="answer in words instead of JSON")
    parser.add_argument("--lang", choices=list(Language), help="with --text: en (default) or ja")
    parser.add_argument("--policy", metavar="FILE", help="another policy file")
    commands = parser.add_subparsers(dest="command", metavar="decode CODE")
    decode = commands.add_parser("decode", help="print the request that an estimate code holds")
    decode.add_argument("code", metavar="CODE")
    decode.add_argument("--policy", metavar="FILE", default=argparse.SUPPRESS)
    return parser


def _decode(code: str, book: PolicyBook) -> int:
    request = bridge.decoded(code, book)
    _print(json.dumps(request))
    return REFUSED if "problems" in request else ANSWERED


def _answer(options: argparse.Namespace, book: PolicyBook, output: Output) -> int:
    source: BinaryIO = sys.stdin.buffer if sys.stdin else BytesIO()
    if source.isatty():
        print("Type a request as JSON, then Ctrl-D. (--help shows examples.)", file=sys.stderr)
    requests = _lines(source) if options.lines else iter([source.read(bridge.LONGEST + 1)])
    status = ANSWERED
    for text in requests:
        if output.failure:  # nobody reads any further answer
            return STOPPED
        answer, estimated = (
            _as_text(text, book, options.lang) if options.text else _as_json(text, book)
        )
        _print(answer)
        status = status if estimated else REFUSED
    return status


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield each line that is not blank, with one line in memory at a time.

    A line longer than `bridge.LONGEST` comes cut to a length that is refused; its rest is skipped.
    """
    while line := source.readline(bridge.LONGEST + 2):
        kept, blank = line, not line.strip()
        while line and not line.endswith(b"\n"):
            line = source.readline(bridge.LONGEST)
            blank = blank and not line.strip()
        if not blank:
            yield kept.rstrip(b"\r\n")


def _as_json(text: bytes, book: PolicyBook) -> tuple[str, bool]:
    answer = bridge.answer_to(text, book)
    return json.dumps(answer), answer["ok"] is True


def _as_text(text: bytes, book: PolicyBook, language: str | None) -> tuple[str, bool]:
    language = language or Language.EN
    try:
        return estimate_text(bridge.estimated(text, book), language), True
    except EstimatorError as error:
        return refusal_text(error.problems, book.undated, language), False


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
