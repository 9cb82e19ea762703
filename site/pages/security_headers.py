"""The content security policy and the other headers: as `_headers`, and in the pages themselves.

`_headers` is read by Cloudflare Pages and Netlify, and by `site/pages/local_server.py`.  The meta tag is for hosts
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
    """Return the policy that allows the inline scripts of `pages`, and the pages with its meta tag."""
    hashes = sorted({value for text in pages.values() for value in inline_hashes(text)})
    policy = POLICY.format(hashes=" ".join(hashes)).replace("'self' ;", "'self';")
    tag = f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    done = {page: CHARSET.sub(tag, META.sub("", text), count=1) for page, text in pages.items()}
    return policy, done


def inline_hashes(text: str) -> set[str]:
    """Return the hash of each inline script of a page; data blocks need none."""
    return {
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
        for attributes, script in INLINE.findall(text)
        if "application/json" not in attributes
    }


def write_headers(site: Path, policy: str, base: str = "/") -> None:
    """Write `_headers`, and `_redirects` that gives each language its own 404 page.

    Their paths begin with `base`, the path of the site's address.

    No two rules set the same header for one address, because hosts combine them differently.  Files
    without a hash in their name get no Cache-Control: hosts then revalidate them on each request.
    """
    rules = headers_of(site, policy + ONLY_AS_HEADER, base)
    text = "\n".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items()), ""])
        for path, headers in rules.items()
    )
    (site / "_headers").write_text(text, encoding="utf-8")
    missing = [f"{base}ja/* {base}ja/404.html 404\n"]
    if base != "/":  # the page at the top of the host is another site's
        missing.append(f"{base}* {base}404.html 404\n")
    (site / "_redirects").write_text("".join(missing), encoding="utf-8")


def headers_of(site: Path, policy: str, base: str = "/") -> dict[str, dict[str, str]]:
    """Return the headers of each path of `site`, that of all files first; ``*`` matches the rest of a path."""
    rules = {f"{base}*": dict(EVERYWHERE)}

    def add(file: Path, name: str, value: str) -> None:
        address = f"{base}{file.relative_to(site).as_posix()}".removesuffix("index.html")
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
