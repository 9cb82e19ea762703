"""The pictures of tabs in the README and the manual: the demo's desk, printed by LibreOffice.

python -m tests.tools.sheet_pictures       writes docs/pictures/desk.png, sheet-to-fix.png and sheet-to-fix.ja.png

Needs LibreOffice and poppler (soffice, pdftotext, pdftoppm).  Look at the pictures before you commit them.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH = 1200


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a part of the first page with all `words`, of the demo in a language.

    Attributes:
        name: Of the file.
        language: Of the demo.
        words: Headings that only this page has.
        area: Left, top, width and height of the part, in pixels of a page that is `WIDTH` wide.
    """

    name: str
    language: str
    words: tuple[str, ...]
    area: tuple[int, int, int, int]


SHOWN = (
    Picture("desk.png", "en", ("Email", "Order number"), (16, 24, 1134, 656)),
    Picture("sheet-to-fix.png", "en", ("Kind", "What is wrong"), (28, 40, 1082, 270)),
    Picture("sheet-to-fix.ja.png", "ja", ("種別", "内容と対処"), (28, 40, 1082, 270)),
)


def printed(language: str, folder: Path) -> Path:
    """Return the demo's workbook as PDF."""
    demo = [sys.executable, "-m", "backoffice", "demo", "--lang", language, "--out", str(folder)]
    subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
    book = folder / "demo-desk.xlsx"
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    convert = [*office, "--convert-to", "pdf", "--outdir", str(folder), str(book)]
    subprocess.run(convert, check=True, capture_output=True)
    return book.with_suffix(".pdf")


def page_of(pdf: Path, words: tuple[str, ...]) -> int:
    """Return the first page whose text has all `words`.

    Raises:
        LookupError: If none has.
    """
    text = subprocess.run(
        ["pdftotext", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    for number, page in enumerate(text.split("\f"), start=1):
        if all(word in page for word in words):
            return number
    raise LookupError(f"no page has {words}")


def main() -> None:
    """Write the pictures."""
    with TemporaryDirectory() as folder:
        pdfs = {each: printed(each, Path(folder) / each) for each in ("en", "ja")}
        for shown in SHOWN:
            pdf = pdfs[shown.language]
            page = str(page_of(pdf, shown.words))
            flags = ("-x", "-y", "-W", "-H")
            cut = [word for pair in zip(flags, map(str, shown.area), strict=True) for word in pair]
            size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
            to_png = ["pdftoppm", "-png", "-singlefile", "-f", page, "-l", page, *size, *cut]
            target = PICTURES / shown.name
            subprocess.run([*to_png, str(pdf), str(target.with_suffix(""))], check=True)
            print(f"wrote {target}")


if __name__ == "__main__":
    main()
