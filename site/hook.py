"""The hook file that MkDocs loads by its path: it names the event handlers of `pages`."""

from pages.mkdocs_events import (
    on_page_markdown,
    on_post_build,
    on_post_template,
    on_pre_build,
)

__all__ = ["on_page_markdown", "on_post_build", "on_post_template", "on_pre_build"]
