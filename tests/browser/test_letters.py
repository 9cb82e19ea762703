"""Drafts as another mail parser than Python's takes them apart, and letters as a browser shows them."""

from __future__ import annotations

import json
import subprocess
from html import escape
from pathlib import Path

import pytest

from backoffice.jobs.letter_drafting import draft_letter
from backoffice.rules.letter_kinds import LetterKind
from tests.backoffice.outputs.letter_desks import body_of, desk_of, opened
from tests.browser.engines.screen import wait_for
from tests.tools.letter_pages import letter_pages

HERE = Path(__file__).parent
PARSE = """
import { readFileSync } from 'node:fs'
import PostalMime from 'postal-mime'
const parsed = await Promise.all(process.argv.slice(1).map(async path => {
  const mail = await PostalMime.parse(readFileSync(path))
  const { from, to, subject, text, html, attachments } = mail
  const unsent = mail.headers.find(({ key }) => key === 'x-unsent')?.value
  return { from, to, subject, text, html, unsent, attachments: attachments.length, defects: mail.headers.length }
}))
console.log(JSON.stringify(parsed))
"""
HOSTILE = 'Rin<b>g\r\nBcc: spy@evil.example\u202e "=?utf-8?q?x?=" 👩🏽‍🔧'


def parsed(paths):
    """Return what postal-mime finds in drafts."""
    command = ["node", "--input-type=module", "--eval", PARSE, "--", *map(str, paths)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_another_parser_reads_the_same(tmp_path):
    """Sender, recipient, subject, text and HTML of each kind, also of hostile entries, are what Python's parser reads."""
    paths = []
    for language in ("en", "ja"):
        for kind in LetterKind:
            for name, typed in (("plain", {}), ("hostile", {"piece": HOSTILE, "name": HOSTILE})):
                run, folder = desk_of(kind, language, **typed), tmp_path / language / name
                [draft] = draft_letter(run, "R-00101", kind, folder).drafts
                paths.append(draft.path)
    assert len(paths) == 4 * len(LetterKind)
    for path, mail in zip(paths, parsed(paths), strict=True):
        own = opened(path.read_bytes())
        assert ("1", 0) == (mail["unsent"], mail["attachments"])
        assert [own["To"]] == [each["address"] for each in mail["to"]]
        assert own["From"].addresses[0].display_name == mail["from"]["name"]
        assert own["Subject"] == mail["subject"]
        assert body_of(own, "plain").strip() == mail["text"].replace("\r\n", "\n").strip()
        assert body_of(own, "html").strip() == mail["html"].replace("\r\n", "\n").strip()


WIDER = """return [...document.querySelectorAll('iframe')].flatMap(({ title, width, contentDocument }) => {
    const { scrollWidth } = contentDocument.documentElement
    const isShown = contentDocument.body.innerText.includes('repair@aujour.example')
    return scrollWidth > Number(width) || !isShown ? [`${title}: ${scrollWidth} of ${width}`] : []
})"""


@pytest.fixture(scope="module")
def pages():
    """All letters and status pages, made once for all engines."""
    return [*letter_pages()]


def test_letters_fit_a_phone(screen, pages, tmp_path):
    """At 375 and 800 pixels no letter and no status page is wider than its window, in each engine."""
    frames = [
        f'<iframe title="{name}" width="{width}" height="700" srcdoc="{escape(text)}"></iframe>'
        for name, text in pages
        for width in (375, 800)
    ]
    letters = tmp_path / "letters.html"
    letters.write_text(f"<!doctype html>{''.join(frames)}<p id=end>", encoding="utf-8")

    screen.open(letters.as_uri())
    wait_for(screen, "#end")
    assert len(frames) == screen.evaluate("return document.querySelectorAll('iframe').length")
    assert [] == screen.evaluate(WIDER)
