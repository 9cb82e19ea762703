"""A second reading of typed-in cells: slow, strict, and written apart from the first.

Each function returns the one value that a text can mean, or None.  It knows tokens, not patterns:
runs of digits, runs of letters, single characters.  Only ASCII and full-width digits are digits.
"""

from __future__ import annotations

import unicodedata

SPACES = " \t\n\u00a0\u3000\u2003\u202f"
TICKS = [
    "✓",
    "✔",
    "☑",
    "✅",
    "○",
    "◯",
    "〇",
    "⭕",
    "◎",
    "●",
    "レ",
    "x",
    "true",
    "yes",
    "有",
    "有り",
    "あり",
    "はい",
]
NOTHING = ["-", "ー", "―", "—", "☐", "□", "0", "false", "no", "なし", "無", "無し", "いいえ"]
UNITS = ["", "石", "個", "点", "本", "つ", "箇所", "回", "x", "pcs"]
CIRCLED = {character: n for n, character in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")}
YEN = ["¥", "円", "yen", "jpy"]
ODD_FORMS = {"㋿": "令和", "㍻": "平成", "㈪": "(月)", "⽉": "月", "⽇": "日", "⾦": "金"}


def seen(text):
    """Return the characters of `text` that people see, in one width, in small letters."""
    shown = []
    for character in text:
        code = ord(character)
        if character in SPACES:
            shown.append("\n" if character == "\n" else " ")
        elif character in "\u3099\u309a" and shown:
            voice(shown, character)
        elif (
            unicodedata.category(character) == "Cf"
            or 0xFE00 <= code <= 0xFE0F
            or 0xE0100 <= code <= 0xE01EF
            or code == 0x34F
        ):
            continue
        elif 0xFF01 <= code <= 0xFF5E:
            shown.append(chr(code - 0xFEE0))
        elif 0xFF61 <= code <= 0xFFEF:
            form = unicodedata.normalize("NFKC", character)
            if form in "\u3099\u309a" and shown:
                voice(shown, form)
            else:
                shown.append(form)
        else:
            shown.append({"−": "-", "‐": "-", "–": "-"}.get(character, character))
    return "".join(ODD_FORMS.get(character, character) for character in shown).lower().strip()


def voice(shown, mark):
    """Put a mark of voicing on the last character that is not a space."""
    at = max((at for at, character in enumerate(shown) if character.strip()), default=-1)
    shown[at] = unicodedata.normalize("NFC", shown[at] + mark)


def tokens(text):
    """Return runs of ASCII digits, runs of ASCII letters and single characters.

    Spaces are left out, but for one between two runs of digits: a line break if there is one in it.
    """
    runs, space = [], ""
    for character in seen(text):
        if character in " \n":
            space += character
            continue
        last = runs[-1] if runs else ""
        if space and is_number(last) and is_number(character):
            runs.append("\n" if "\n" in space else " ")
        elif is_number(last + character) or is_word(last + character):
            runs[-1:] = [last + character]
            space = ""
            continue
        runs.append(character)
        space = ""
    return runs


def is_number(run):
    return run.isascii() and run.isdecimal()


def is_word(run):
    return run.isascii() and run.isalpha()


def strict_count(text, most, sign):
    """Return a count."""
    runs = tokens(text)
    joined = "".join(runs)
    if joined == "":
        return 0
    if joined in TICKS:
        return 1
    if joined in NOTHING:
        return 0
    if joined in CIRCLED and joined != sign:
        return CIRCLED[joined] if CIRCLED[joined] <= most else None
    if len(runs) > 1 and runs[0] == sign and runs[1] in (":", "×", "x"):
        runs = runs[2:] if runs[1] == ":" else runs[1:]
    if runs and runs[0] in ("x", "×"):
        runs = runs[1:]
    if not runs or not is_number(runs[0]) or "".join(runs[1:]) not in UNITS:
        return None
    return int(runs[0]) if int(runs[0]) <= most else None


def strict_amount(text):
    """Return an amount in yen."""
    runs = tokens(text)
    if runs and runs[-1] == "-":
        runs = runs[:-1]
    if runs and runs[0] in YEN:
        runs = runs[1:]
    if runs and runs[-1] in YEN:
        runs = runs[:-1]
    if "." in runs:
        dot = runs.index(".")
        if len(runs) != dot + 2 or not is_number(runs[-1]) or set(runs[-1]) != {"0"}:
            return None
        runs = runs[:dot]
    numbers, between = runs[::2], {*runs[1::2]}
    if not numbers or len(runs) % 2 == 0 or not all(map(is_number, numbers)):
        return None
    if between and (between not in ({","}, {" "}) or not 1 <= len(numbers[0]) <= 3):
        return None
    if any(len(number) != 3 for number in numbers[1:]):
        return None
    return int("".join(numbers)) if int("".join(numbers)) <= 10**9 else None


def strict_ticket(text):
    """Return a ticket number."""
    runs = tokens(text)
    if len(runs) == 1:
        runs = ["r", *runs]
    if len(runs) == 3 and runs[1] == "-":
        runs = [runs[0], runs[2]]
    if len(runs) != 2 or not is_word(runs[0]) or not is_number(runs[1]):
        return None
    return f"{runs[0].upper()}-{int(runs[1]):05}" if int(runs[1]) < 10**9 else None


def strict_text(text):
    """Return a text on one line."""
    words, word = [], ""
    for character in text + " ":
        code = ord(character)
        if character.isspace():
            words, word = [*words, word] if word else words, ""
        elif (
            unicodedata.category(character) == "Cf" and character not in "\u200c\u200d"
        ) or code == 0x34F:
            continue
        else:
            word += (
                unicodedata.normalize("NFKC", character) if 0xFF00 <= code <= 0xFFEF else character
            )
    return unicodedata.normalize("NFC", " ".join(words)) or None


def strict_nothing(text):
    """Return whether a text is what a dropdown shows until somebody chooses; of those, the dashes."""
    dashes = "".join(c for c in seen(text) if c not in " .…。:()")
    return dashes in ("-", "--", "---", "ー", "―", "—")


def strict_choice(text, choices):
    """Return the code of a choice."""
    typed = _letters(text)
    codes = {
        _letters(name): c.code
        for c in choices
        for name in (*c.also, c.code, c.label.en, c.label.ja)
    }
    return codes.get(typed)


def _letters(text):
    kept = []
    for run in tokens(text):
        between_digits = run in ("-", "_", "・", " ", "(", ")")
        kept.append(("" if between_digits else run, run))
    letters = []
    for index, (letter, run) in enumerate(kept):
        before = kept[index - 1][1] if index else ""
        after = kept[index + 1][1] if index + 1 < len(kept) else ""
        apart = not letter and before[-1:].isdecimal() and after[:1].isdecimal()
        letters.append(run if apart else letter)
    return "".join(letters)
