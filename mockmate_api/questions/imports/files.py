"""Files to import from, as paths with their bytes: out of a folder, a zip, or an upload, within limits."""

from __future__ import annotations

import os
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from mockmate_api.questions.imports.proposals import one_line, visible

MAX_FILES = 20_000
MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 256 * 1024 * 1024
MAX_UNPACKED_UPLOAD_BYTES = 64 * 1024 * 1024
"""How large all files of an upload may be, unpacked."""

_LONGEST_PATH = 1_000

TEXTS = frozenset([
    ".md", ".mdx", ".markdown", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".yaml", ".yml", ".toml", ".tex",
    ".in", ".ans", ".interaction", ".desc", ".hint",
])  # fmt: skip
CODE = frozenset([
    ".py", ".js", ".ts", ".java", ".cpp", ".cc", ".c", ".cs", ".go", ".kt", ".rb", ".rs", ".sql", ".php",
    ".swift", ".lua",
])  # fmt: skip
BARE = frozenset(
    {"license", "license.md", "license.txt", "copying", "readme", "readme.md", "readme.txt", ".deprecated"}
)
"""Files that count whatever their ending: what they say holds for the whole collection."""
_SKIPPED_FOLDERS = frozenset({"node_modules", "__MACOSX", "__pycache__"})


class Unusable(Exception):
    """A source can't be read at all; the message is one sentence for people."""


@dataclass(frozen=True)
class File:
    """A file. `path` is relative to what was given, with slashes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self.path).name

    @property
    def suffix(self) -> str:
        """The ending in lowercase, with its dot."""
        return PurePosixPath(self.path).suffix.lower()

    @property
    def folder(self) -> str:
        """The path without its last part; "" at the top."""
        parent = str(PurePosixPath(self.path).parent)
        return "" if parent == "." else parent


@dataclass(frozen=True)
class Files:
    """What was given. `faults` are those that could not be read, each a path with a sentence."""

    files: tuple[File, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


class _Shelf:
    """Collects files within the limits."""

    def __init__(self, limit: int = MAX_TOTAL_BYTES) -> None:
        self.files: dict[str, File] = {}
        self.links: dict[str, str] = {}
        """Links in zips: their paths, and what they lead to, relative to their folders."""
        self.faults: list[tuple[str, str]] = []
        self.notes: list[str] = []
        self._left = limit
        self._limit = limit

    @property
    def room(self) -> int:
        """How many bytes the next file may have."""
        return min(self._left, MAX_FILE_BYTES)

    def put(self, path: str, data: bytes) -> None:
        """Keep a file. Raises Unusable once there are too many, or too large ones."""
        if path in self.files:
            self.faults.append((path, "is there twice; the first one counts"))
            return
        if len(self.files) >= MAX_FILES:
            raise Unusable(f"There are more than {MAX_FILES:,} files; import them in parts.")
        self._left -= len(data)
        if self._left < 0:
            raise Unusable(f"The files have more than {self._limit // 2**20} MiB together; import them in parts.")
        self.files[path] = File(path, data)

    def fault(self, path: str, sentence: str) -> None:
        self.faults.append((one_line(path), sentence))

    def done(self) -> Files:
        """Return what was collected, with the files that links lead to. A link to a link leads nowhere."""
        reached = {path: self.files.get(_joined(path, target)) for path, target in self.links.items()}
        for path, file in reached.items():
            if file is None:
                self.fault(path, "is a link that leads to no file of these")
            elif path not in self.files:
                self.put(path, file.data)
        ordered = sorted(self.files.values(), key=lambda file: file.path)
        return Files(tuple(ordered), tuple(self.faults), tuple(self.notes))


def read_path(path: Path) -> Files:
    """Read a folder, a zip or one file. Raises Unusable."""
    shelf = _Shelf()
    try:
        if path.is_dir():
            _read_folder(path, shelf)
        elif path.is_file():
            data = _bounded(path, shelf)
            if data is not None:
                _take(path.name, data, shelf)
        else:
            raise Unusable(f"{one_line(str(path))} is no file and no folder.")
    except (OSError, ValueError) as error:
        raise Unusable(f"{one_line(str(path))} can't be read: {_reason(error)}.") from None
    return shelf.done()


def read_uploads(uploads: Iterable[tuple[str, bytes]]) -> Files:
    """Read files as they were sent: (name, bytes), zips unpacked. Raises Unusable."""
    shelf = _Shelf(MAX_UNPACKED_UPLOAD_BYTES)
    for name, data in uploads:
        path = _safe(name)
        if path is None:
            shelf.fault(name or "a file without a name", "has a path that leads out of the upload")
        else:
            _take(path, data, shelf)
    return shelf.done()


def _take(path: str, data: bytes, shelf: _Shelf) -> None:
    if PurePosixPath(path).suffix.lower() == ".zip" or data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        _read_zip(path, data, shelf)
    else:
        shelf.put(path, data)


def _read_folder(root: Path, shelf: _Shelf) -> None:
    def unreadable(error: OSError) -> None:
        shelf.fault(Path(error.filename).relative_to(root).as_posix(), f"can't be read: {_reason(error)}")

    for folder, folders, names in os.walk(root, onerror=unreadable):
        here = Path(folder)
        folders[:] = sorted(filter(_is_wanted_folder, folders))
        for name in folders:
            if (here / name).is_symlink():
                relative = (here / name).relative_to(root).as_posix()
                shelf.notes.append(f"{visible(relative)} is a link to a folder, and is not followed.")
        for name in sorted(names):
            if is_wanted(name) or name.lower().endswith(".zip"):
                _read_one(here / name, root, shelf)


def _read_one(path: Path, root: Path, shelf: _Shelf) -> None:
    relative = path.relative_to(root).as_posix()
    try:
        # Packages link to test data of their own; to anything else no link is followed.
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root.resolve()):
            shelf.fault(relative, "is a link that leads out of the folder")
        elif not path.is_file():
            shelf.fault(relative, "is no ordinary file")
        elif (data := _bounded(path, shelf, relative)) is not None:
            _take(relative, data, shelf)
    except (OSError, RuntimeError) as error:  # a circle of links is a RuntimeError until Python 3.13
        shelf.fault(relative, f"can't be read: {_reason(error)}")


def _bounded(path: Path, shelf: _Shelf, relative: str | None = None) -> bytes | None:
    """Return a file's bytes; None, with a fault, if there are too many."""
    with path.open("rb") as opened:
        data = opened.read(shelf.room + 1)
    if len(data) > shelf.room:
        shelf.fault(relative or path.name, f"is too large: more than {shelf.room // 2**20} MiB were left for it")
        return None
    return data


def _read_zip(path: str, data: bytes, shelf: _Shelf) -> None:
    """Unpack a zip in memory. Whatever is wrong with it, or an entry, is a fault."""
    folder = str(PurePosixPath(path).with_suffix(""))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for entry in _entries(archive, path, shelf):
                _read_entry(archive, entry, path, folder, shelf)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        shelf.fault(path, f"is no zip that can be read: {_reason(error)}")


def _entries(archive: zipfile.ZipFile, path: str, shelf: _Shelf) -> Iterator[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MAX_FILES:
        raise Unusable(f"{path} has more than {MAX_FILES:,} files; import them in parts.")
    if sum(entry.file_size for entry in entries) > shelf.room:
        raise Unusable(f"{path} would unpack to more than {shelf.room // 2**20} MiB.")
    yield from entries


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, folder: str, shelf: _Shelf) -> None:
    name = _safe(entry.filename)
    where = f"{path}/{one_line(entry.filename)}"
    parts = PurePosixPath(name or "").parts
    if name is None:
        shelf.fault(where, "has a path that leads out of the zip")
    elif entry.is_dir() or not parts or not is_wanted(parts[-1]) or not all(map(_is_wanted_folder, parts[:-1])):
        return
    elif entry.flag_bits & 1:
        shelf.fault(where, "is encrypted")
    # Other methods allocate by what the file declares.
    elif entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        shelf.fault(where, "is packed in a way that is not read here; pack it as an ordinary zip")
    else:
        _unpack(archive, entry, f"{folder}/{name}", where, shelf)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, where: str, shelf: _Shelf) -> None:
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    try:
        with archive.open(entry) as opened:
            data = opened.read((_LONGEST_PATH if is_link else shelf.room) + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        shelf.fault(where, f"is damaged: {_reason(error)}")
        return
    if is_link:
        shelf.links[path] = data.decode(errors="replace")
    else:
        shelf.put(path, data)


def is_wanted(name: str) -> bool:
    """Whether a file of this name may be part of a question."""
    lower = name.lower()
    if lower in BARE:
        return True
    return not name.startswith(".") and PurePosixPath(lower).suffix in TEXTS | CODE


def _is_wanted_folder(name: str) -> bool:
    return not name.startswith(".") and name not in _SKIPPED_FOLDERS


def _joined(path: str, target: str) -> str:
    """Return where a link leads, from the folder that it is in."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _safe(name: str) -> str | None:
    """Return a path below where it is unpacked, or None if it leads out of it."""
    name = name.replace("\\", "/")
    path = PurePosixPath(name)
    if not path.parts or "\0" in name or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return None
    return visible(str(path)) or None


def _reason(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return one_line(said or type(error).__name__).rstrip(".")
