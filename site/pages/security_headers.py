"""The content security policy and the other headers: as `_headers`, and in the pages themselves.

`_headers` is read by Cloudflare Pages and Netlify, and by `site/pages/serve.py`.  The meta tag is for hosts
without headers of their own.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

INLINE = re.compile(r"<script(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", re.DOTALL)
META = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')
CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)

POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
ONLY_AS_HEADER = "; frame-ancestors 'none'"
ESTIMATOR_WORKER = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
SERVICE_WORKER = "default-src 'none'; script-src 'self'; connect-src 'self'"
IMMUTABLE = "public, max-age=31536000, immutable"

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HASHED = re.compile(r"\.[0-9a-f]{8}\.min\.(js|css)$")


def with_security(pages: Mapping[Path, str]) -> tuple[str, dict[Path, str]]:
    """Return the policy that allows the scripts written in `pages`, and the pages with it."""
    hashes = sorted({found for text in pages.values() for found in inline_hashes(text)})
    policy = POLICY.format(hashes=" ".join(hashes)).replace("'self' ;", "'self';")
    tag = f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    done = {page: CHARSET.sub(tag, META.sub("", text), count=1) for page, text in pages.items()}
    return policy, done


def inline_hashes(text: str) -> set[str]:
    """Return the hash of each script that stands in a page; data blocks need none."""
    return {
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
        for attributes, script in INLINE.findall(text)
        if "application/json" not in attributes
    }


def write_headers(site: Path, policy: str) -> None:
    """Write `_headers`, and `_redirects` that gives each language its own page for what is missing.

    No header is named by two rules of one address: hosts differ in what they make of that.  Pages
    and all else that is not named by its content are asked for again each time, as hosts do unless
    told otherwise.
    """
    rules = headers_of(site, policy + ONLY_AS_HEADER)
    text = "\n".join(
        "\n".join([place, *(f"  {name}: {value}" for name, value in headers.items()), ""])
        for place, headers in rules.items()
    )
    (site / "_headers").write_text(text, encoding="utf-8")
    (site / "_redirects").write_text("/ja/* /ja/404.html 404\n", encoding="utf-8")


def headers_of(site: Path, policy: str) -> dict[str, dict[str, str]]:
    """Return the headers of each address of `site`; a star stands for whatever follows."""
    rules = {"/*": dict(EVERYWHERE)}

    def add(place: Path, name: str, value: str) -> None:
        address = f"/{place.relative_to(site).as_posix()}".removesuffix("index.html")
        rules.setdefault(address, {})[name] = value

    for page in sorted(site.rglob("*.html")):
        add(page, "Content-Security-Policy", policy)
    for file in sorted(path for path in site.rglob("*") if HASHED.search(path.name)):
        add(file, "Cache-Control", IMMUTABLE)
    for folder in [*sorted(site.glob("estimator/shell-*")), *site.glob("estimator/runtime")]:
        add(folder / "*", "Cache-Control", IMMUTABLE)
    for worker in site.glob("estimator/shell-*/worker.js"):
        add(worker, "Content-Security-Policy", ESTIMATOR_WORKER)
    add(site / "sw.js", "Content-Security-Policy", SERVICE_WORKER)
    return rules
