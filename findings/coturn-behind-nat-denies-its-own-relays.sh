#!/usr/bin/env bash
# coturn: with `external-ip=PUBLIC` and the private networks denied, two people who both need the relay hear nothing.
#
# Expected: behind NAT, where the machine has one private address, `external-ip=PUBLIC` and `external-ip=PUBLIC/PRIVATE`
# mean the same (the manual: the short form is for "one single relay address"). A peer at the public address is allowed
# by `denied-peer-ip=10.0.0.0-10.255.255.255`, which everybody is told to write.
# Seen with coturn 4.6.1 of Debian 12: only so with the long form. With the short one coturn first replaces the peer's
# public address, which is its own, by the private one, and then denies that: 403 for each channel, and no data.
# Without `denied-peer-ip` both forms work.
# Matters to servers at clouds, whose machines have private addresses. Calls of which one side needs the relay work, so
# tests rarely show it.
#
# Needs Debian 12, and `unshare` of a network, in which all of it happens. Ends with 0 while that is so, with 1 when it has
# changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# coturn and the libraries that a small Debian lacks.
apt-get download -qq -o APT::Sandbox::User=root coturn=4.6.1-1 libevent-core-2.1-7 libevent-extra-2.1-7 libevent-openssl-2.1-7 \
    libevent-pthreads-2.1-7 libhiredis0.14 libmariadb3 libpq5 libsqlite3-0 libsystemd0
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/lib/x86_64-linux-gnu
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check aioice==0.13.0
cat >run.py <<'PYTHON'
import asyncio
import subprocess
import sys

from aioice.stun import TransactionFailed
from aioice.turn import create_turn_endpoint

PUBLIC, PRIVATE, PORT = "203.0.113.9", "10.9.0.1", 3478
DENIED = "denied-peer-ip=10.0.0.0-10.255.255.255"
FIXED = f"""
listening-ip={PRIVATE}
relay-ip={PRIVATE}
lt-cred-mech
user=alice:secret
user=bob:secret
realm=finding
no-cli
no-tls
no-dtls
userdb=turndb
pidfile=pid
log-file=stdout
"""


class Inbox(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.received = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.received.put_nowait(data)


async def allocate(name: str):
    for _ in range(50):
        try:
            return await create_turn_endpoint(Inbox, (PRIVATE, PORT), name, "secret", transport="tcp")
        except OSError:
            await asyncio.sleep(0.2)


async def outcome(*lines: str) -> str:
    """Return what Bob gets from Alice, relay to relay."""
    with open("turnserver.conf", "w") as file:
        file.write(FIXED + "\n".join(lines) + "\n")
    command = ["root/usr/bin/turnserver", "-c", "turnserver.conf"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        (hers, _), (his, inbox) = await allocate("alice"), await allocate("bob")
        addresses = [each.get_extra_info("sockname") for each in (hers, his)]
        assert {host for host, _ in addresses} == {PUBLIC}
        inner = [each._TurnTransport__inner_protocol for each in (his, hers)]
        try:
            # Bob opens a channel to Alice first, so that hers is the one message that arrives.
            await inner[0].send_data(b"dropped", addresses[0])
            await inner[1].send_data(b"hello", addresses[1])
        except TransactionFailed as failure:
            return "{} {}".format(*failure.response.attributes["ERROR-CODE"])
        return (await asyncio.wait_for(inbox.received.get(), 10)).decode()
    finally:
        server.terminate()
        server.wait()


print("coturn", subprocess.run(["root/usr/bin/turnserver", "--version"], capture_output=True, text=True).stdout.strip())
seen = []
for lines in (
    (f"external-ip={PUBLIC}",),
    (f"external-ip={PUBLIC}/{PRIVATE}", DENIED),
    (f"external-ip={PUBLIC}", DENIED),
):
    seen.append(asyncio.run(outcome(*lines)))
    print(f"  {', '.join(lines)}: {seen[-1]}")
sys.exit(seen != ["hello", "hello", "403 Forbidden IP"])
PYTHON
unshare --map-root-user --net sh -euc \
    'ip link set lo up; ip addr add 10.9.0.1/32 dev lo; ip route add default dev lo; venv/bin/python run.py'
