"""What MkDocs calls: it loads one file by its path, and this one names the events of `pages`."""

from pages.events import (
    on_page_markdown,
    on_post_build,
    on_post_template,
    on_pre_build,
)

__all__ = ["on_page_markdown", "on_post_build", "on_post_template", "on_pre_build"]
