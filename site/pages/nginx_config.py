"""Prints the nginx configuration of a built site, from its `_headers` file.

PYTHONPATH=site python -m pages.nginx_config dist/site [PORT] > site.conf
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pages.local_server import Handler, base_of, rules_of

TYPES = (".html", ".css", ".js", ".mjs", ".json", ".wasm", ".zip", ".svg", ".png", ".xml", ".txt")
SERVER = """\
server {{
  listen {port};
  server_name _;
  root {root};
  index index.html;
  absolute_redirect off;
  server_tokens off;

  # what make compressed has put beside each file
  gzip_static on;
  gzip_vary on;
  brotli_static on;  # Debian: libnginx-mod-http-brotli-static; without the module delete this line

  charset utf-8;
  charset_types text/plain text/css text/javascript application/json;
  types {{
{types}
  }}

{headers}

  location {base} {{ error_page 404 {base}404.html; try_files $uri $uri/ =404; }}
  location {base}ja/ {{ error_page 404 {base}ja/404.html; try_files $uri $uri/ =404; }}
  location ~ (/_headers|/_redirects|\\.br|\\.gz)$ {{ return 404; }}
}}
"""


def configuration(site: Path, port: int) -> str:
    """Return the nginx configuration: a `map` for each header, then one `server` block."""
    rules = rules_of(site)
    base = base_of(rules)
    names = sorted({name for headers in rules.values() for name in headers} | {"Cache-Control"})
    maps = [_map(name, rules) for name in names]
    # "always" is also with a 404 or 503, which no browser is to keep for a year
    when = {name: "" if name == "Cache-Control" else " always" for name in names}
    headers = "\n".join(f"  add_header {name} {_variable(name)}{when[name]};" for name in names)
    types = "\n".join(f"    {_type(ending)} {ending[1:]};" for ending in TYPES)
    server = SERVER.format(
        port=port, root=_root(site.resolve(), base), base=base, types=types, headers=headers
    )
    return "\n".join([*maps, server])


def _root(site: Path, base: str) -> Path:
    """Return the folder below which nginx finds the site at `base`: a site at /repairs/ is a folder `repairs`."""
    folders = base.strip("/").split("/") if base != "/" else []
    return site.parents[len(folders) - 1] if folders else site


def _map(name: str, rules: dict[str, dict[str, str]]) -> str:
    """Return the values of one header by path; nginx leaves an empty header out."""
    default = "no-cache" if name == "Cache-Control" else ""
    lines = [f'  default "{default}";']
    for path, headers in rules.items():
        if name in headers:
            lines.append(f'  "~^{_pattern(path)}$" "{headers[name]}";')
    body = "\n".join(lines)
    return f"map $uri {_variable(name)} {{\n{body}\n}}\n"


def _pattern(path: str) -> str:
    """Return the regular expression of a path; nginx matches a folder by its index page."""
    end = "(index\\.html)?" if path.endswith("/") else ""
    return re.escape(path).replace(r"\*", ".*").replace(r"\-", "-") + end


def _variable(name: str) -> str:
    return f"$site_{name.lower().replace('-', '_')}"


def _type(ending: str) -> str:
    return Handler.extensions_map[ending].partition(";")[0]


def main(arguments: list[str]) -> int:
    """Print the configuration; return the exit status."""
    if not arguments or not Path(arguments[0], "_headers").is_file():
        print(
            "usage: PYTHONPATH=site python -m pages.nginx_config FOLDER [PORT], of a site that is built",
            file=sys.stderr,
        )
        return 2
    print(configuration(Path(arguments[0]), int(arguments[1]) if arguments[1:] else 80), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
