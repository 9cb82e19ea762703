"""Help and misuse of the command line in the caller's language: click itself speaks English only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.exceptions import NoSuchCommand

from backoffice.cli.wrapping import broken, columns_of
from backoffice.messages import message
from estimator.errors import PolicyError
from estimator.policy.model import Language

_MISUSE_JA = {
    "no-command": "「{}」というコマンドはありません。",
    "no-option": "{} というオプションはありません。",
    "missing": "{} を指定してください。",
    "no-value": "{} には値が必要です。",
    "bad-value": "{} の値が正しくありません。",
    "other": "引数が多すぎるか、使い方が正しくありません。",
}
_POLICY_JA = {
    "calendar": "料金表の暦にない日付です。暦に追加してください。",
    "choice": "選べる値ではありません。決められた値から選んでください。",
    "code": "コードに使えない形、または予約済みの語です。小文字・数字・ハイフンで別のコードにしてください。",
    "count": "数が正しくありません。範囲内の整数にしてください。",
    "date": "日付が正しくありません。2026-01-01 のように、引用符なしで書いてください。",
    "dated": "まだ値のない期間があります。その期間の値を追加してください。",
    "empty": "値がありません。1つ以上書いてください。",
    "encoding": "UTF-8 で保存されていません。UTF-8 で保存し直してください。",
    "file": "ファイルを開けません。パスを確認してください。",
    "gap": "間が抜けているか、数字の入る場所がありません。補ってください。",
    "missing": "必要な項目がありません。追加してください。",
    "order": "日付の順が正しくありません。新しい値は末尾に、日付順で追加してください。",
    "range": "値が範囲外です。範囲内の値にしてください。",
    "toml": "TOML として読めません。その行を直してください。",
    "too-many": "多すぎます。減らしてください。",
    "twice": "同じものが2つあります。1つにしてください。",
    "type": "値の形が合いません。書き方を確認してください。",
    "unknown": "この名前の項目はありません。つづりを確認してください。",
}
"""What Japanese callers read; the English text of click and of the estimator is not for them."""


class MisusedError(click.UsageError):
    """A command called in a way it does not understand; its text is in the caller's language."""


class PolicyRefusedError(click.ClickException):
    """A policy file that cannot be used; its text is in the caller's language."""

    exit_code = 2


class InOrder(click.Group):
    """A group whose help lists commands in the order of a desk's life."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names as they were added."""
        del ctx  # one order everywhere
        return list(self.commands)


def misuse(error: click.UsageError, language: str) -> str:
    """Return what is wrong with the call."""
    if language != Language.JA or isinstance(error, MisusedError):
        return error.format_message()
    match error:
        case NoSuchCommand():
            key, name = "no-command", error.command_name
        case click.NoSuchOption():
            key, name = "no-option", error.option_name
        case click.MissingParameter():
            key, name = "missing", _name_of(error.param)
        case click.BadOptionUsage():
            key, name = "no-value", error.option_name
        case click.BadParameter():
            key, name = "bad-value", _name_of(error.param)
        case _:
            key, name = "other", ""
    return _MISUSE_JA[key].format(name)


def usage_of(error: click.UsageError, language: str) -> str:
    """Return how the command is called, and where its help is; empty if it is not known which."""
    if error.ctx is None:
        return ""
    hint = message("misuse", "hint", language, command=error.ctx.command_path)
    return f"{error.ctx.get_usage()}\n{hint}\n"


def policy_words(error: PolicyError, file: Path | None, language: str) -> str:
    """Return what is wrong with a policy, a line each with its dotted path."""
    head = [message("misuse", "policy", language, file=file)] if file else []
    if language != Language.JA:
        text = str(error)
        return text if str(file) in text else "\n".join([*head, text])
    lines = [
        f"{problem.field}: {_POLICY_JA[problem.code]}".removeprefix(": ")
        for problem in error.problems
    ]
    return "\n".join([*head, *lines, "(--lang en を付けると、詳しい内容を英語で表示します)"])


def _name_of(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(_NOWHERE)


_NOWHERE = click.Context(click.Command(None))


def in_language(command: click.Command, language: str) -> click.Command:
    """Return `command` with a help page in `language`."""
    command.add_help_option = False
    command.params.append(
        click.Option(
            ["--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            help=message("help", "help", language),
            callback=_print_help,
        )
    )
    if language == Language.JA:
        command.context_class = _JapaneseContext
        command.options_metavar = "[オプション]"
        if isinstance(command, click.Group):
            command.subcommand_metavar = "コマンド [引数]..."
    return command


def _print_help(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(context.get_help(), color=context.color)
        context.exit()


_HEADINGS_JA = {"Options": "オプション", "Commands": "コマンド"}


class _JapaneseFormatter(click.HelpFormatter):
    """Headings in Japanese, and lines broken by the columns that Japanese letters really take."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how to call a command."""
        super().write_usage(prog, args, prefix or "使い方: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(_HEADINGS_JA.get(heading, heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a backspace keeps its lines."""
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            kept = paragraph.startswith("\b\n")
            lines = (
                paragraph.split("\n")[1:] if kept else broken(paragraph, self.width - len(indent))
            )
            paragraphs.append("".join(f"{indent}{line}\n" for line in lines))
        self.write("\n".join(paragraphs))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms and what they mean, in two columns."""
        rows = list(rows)
        first = min(max(columns_of(term) for term, _ in rows), col_max) + col_spacing
        begin = " " * self.current_indent
        for term, meaning in rows:
            lines = list(broken(meaning, max(self.width - first - len(begin), 10)))
            gap = " " * max(first - columns_of(term), col_spacing)
            self.write(f"{begin}{term}{gap}{lines[0] if lines else ''}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{begin}{' ' * first}{line}\n")


class _JapaneseContext(click.Context):
    formatter_class = _JapaneseFormatter
