"""The PgBouncer of Debian's unstable, which prepares statements for its clients: nobody gets another's answer."""

from __future__ import annotations

import lzma
import platform
import re
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.databases import Place
from tests.pooler import Pooler
from tests.system.shelves import hammer_from_two_processes
from tests.system.two_services import meet_and_talk

DEBIAN = "http://deb.debian.org/debian"
# With all of its libraries, since they are newer than those of a stable release.
PACKAGES = (
    *("pgbouncer", "libc6", "libcares2", "libevent-2.1-7t64", "libldap2", "libpam0g", "libssl3t64", "libsystemd0"),
    *("libsasl2-2", "libaudit1", "libcap-ng0", "libcap2", "libzstd1", "zlib1g", "liblzma5", "liblz4-1", "libgcc-s1"),
    *("libgcrypt20", "libgpg-error0"),
)

pytestmark = [
    pytest.mark.needs("apt-get"),
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the packages are those of amd64"),
]


def files() -> list[str]:
    """Return where the packages are, by the index of the release."""
    with urllib.request.urlopen(f"{DEBIAN}/dists/sid/main/binary-amd64/Packages.xz", timeout=PATIENCE) as answer:
        index = lzma.decompress(answer.read()).decode()
    found = dict(re.findall(r"^Package: (\S+)$(?:\n.+)*?\nFilename: (\S+)$", index, re.MULTILINE))
    return [found[name] for name in PACKAGES]


@pytest.fixture(scope="module")
def command(place: Place) -> list[str]:
    """What starts it, with its own C library; nothing is installed."""
    folder = place.make_folder()
    for file in files():
        package = folder / Path(file).name
        with urllib.request.urlopen(f"{DEBIAN}/{file}", timeout=PATIENCE) as answer:
            package.write_bytes(answer.read())
        subprocess.run(["dpkg", "--extract", package, folder], check=True)
    libraries = folder / "usr/lib/x86_64-linux-gnu"
    folder.chmod(0o711)  # dpkg gives it the mode of a package's root
    return [
        *(str(libraries / "ld-linux-x86-64.so.2"), "--library-path", str(libraries)),
        str(folder / "usr/sbin/pgbouncer"),
    ]


@pytest.fixture(params=[False, True], ids=["refuses options", "drops options"])
def through(request: pytest.FixtureRequest, place: Place, settings: Settings, command: list[str]) -> Iterator[Settings]:
    """Settings of the database through it, with three connections."""
    folder = place.make_folder()
    folder.chmod(0o755)  # run by root, the pooler is another user
    pooler = Pooler(folder, settings.database_url, 3, drops_options=request.param, command=command)
    yield settings.model_copy(update={"database_url": pooler.url})
    pooler.stop()


def test_it_is_a_new_one(command: list[str]) -> None:
    said = subprocess.run([*command, "--version"], check=True, capture_output=True, text=True).stdout
    version = re.match(r"PgBouncer (\d+)\.(\d+)", said)
    assert version is not None, said
    assert tuple(map(int, version.groups())) >= (1, 26)


def test_two_processes_that_share_connections_get_what_each_has_asked_for(
    through: Settings, shelves: Callable[[str], list[str]], seed: int
) -> None:
    hammer_from_two_processes(through, shelves, seed)


def test_two_people_meet_and_talk_through_it(through: Settings) -> None:
    meet_and_talk(through, 30)
