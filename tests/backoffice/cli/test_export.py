"""Putting together what is kept about a customer, as it is typed."""

from __future__ import annotations

import pytest

from backoffice.cli.exit_status import DONE
from tests.backoffice.cli.workbooks import json_of


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["customer of R-00102, 6 tickets:", "export-R-00102.html", "With the same e-mail address; make sure",
                "R-00101, R-00103", "are not looked through"]),
        ("ja", ["R-00102 のお客様についてお預かりしている情報（受付 6 件）：", "同じメールアドレス（ご本人かどうかご確認ください）：",
                "対象外です。"]),
    ],
)  # fmt: skip
def test_what_is_printed(run, path, language, said):
    """Where the file is, and which tickets are there because of their address."""
    status, out, err = run("export", "102", "--lang", language)

    assert (DONE, "") == (status, err)
    assert [] == [each for each in said if each not in out]
    assert (path.parent / "export" / "export-R-00102.html").exists()


def test_as_json(run, path):
    """Programs get all that the file holds, and where it is."""
    status, told = json_of(run, "export", "R-00101", "--out", str(path.parent / "one.html"))

    assert (DONE, str(path.parent / "one.html")) == (status, told["file"])
    assert "山田 花子" == told["tickets"][0]["typed"]["Name"]
