"""The hook file that MkDocs loads by its path: it names the event handlers of `pages`."""

from pages.mkdocs_events import (
    on_config,
    on_files,
    on_page_markdown,
    on_post_build,
    on_post_template,
    on_pre_build,
    on_startup,
)

__all__ = [
    "on_config",
    "on_files",
    "on_page_markdown",
    "on_post_build",
    "on_post_template",
    "on_pre_build",
    "on_startup",
]
