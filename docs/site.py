"""What MkDocs is helped with: the reference pages that are made for the site alone."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.files import File, Files

from docs.generate import MADE_FOR_THE_SITE


def on_files(files: Files, config: Any, **_: Any) -> Files:
    """Add them; MkDocs calls this with the files it has found."""
    for name, page in MADE_FOR_THE_SITE.items():
        files.append(File.generated(config, name, content=page()))
    return files
