#!/usr/bin/env bash
# coturn: `denied-peer-ip=::-::1`, two IPv6 addresses, denies every IPv4 peer, so nobody can relay to anybody.
#
# Expected: a range of addresses holds addresses of its own family, as `denied-peer-ip=::1` and
# `denied-peer-ip=fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff` do.
# Seen with coturn 4.6.1 of Debian 12: a range that begins with `::` has no lower end, and IPv4 addresses come before its
# upper one. The log names the reason only once somebody calls: "A peer IP 203.0.113.1 denied in the range: ::-::1".
# Matters to whoever lists the special ranges of IPv6 in turnserver.conf: write `::1`. The server starts and gives relays,
# browsers find their relay candidates, and only calls that need them fail.
#
# Needs Debian 12. Ends with 0 while that is so, with 1 when it has changed.
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
venv/bin/python - <<'PYTHON'
import asyncio
import subprocess
import sys

from aioice.stun import TransactionFailed
from aioice.turn import create_turn_endpoint

PORT = 34780
# Nothing is sent to this address: the server only says whether it would.
PEER = ("203.0.113.1", 9)
FIXED = f"""
listening-ip=127.0.0.1
relay-ip=127.0.0.1
listening-port={PORT}
lt-cred-mech
user=alice:secret
realm=finding
no-cli
no-tls
no-dtls
userdb=turndb
pidfile=pid
log-file=stdout
"""


async def outcome(denied: str) -> str:
    """Return what a client is told that wants to send to an IPv4 peer."""
    with open("turnserver.conf", "w") as file:
        file.write(f"{FIXED}denied-peer-ip={denied}\n")
    server = subprocess.Popen(["root/usr/bin/turnserver", "-c", "turnserver.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        for _ in range(50):
            try:
                transport, _ = await create_turn_endpoint(
                    asyncio.DatagramProtocol, ("127.0.0.1", PORT), "alice", "secret", transport="tcp"
                )
                break
            except OSError:
                await asyncio.sleep(0.2)
        inner = transport._TurnTransport__inner_protocol
        try:
            await inner.channel_bind(0x4000, PEER)
            return "allowed"
        except TransactionFailed as failure:
            return "{} {}".format(*failure.response.attributes["ERROR-CODE"])
        finally:
            transport.close()
    finally:
        server.terminate()
        server.wait()


print("coturn", subprocess.run(["root/usr/bin/turnserver", "--version"], capture_output=True, text=True).stdout.strip())
seen = {
    denied: asyncio.run(outcome(denied))
    for denied in ("::1", "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::-::1")
}
for denied, said in seen.items():
    print(f"  denied-peer-ip={denied}: a peer at {PEER[0]} is {said}")
sys.exit(list(seen.values()) != ["allowed", "allowed", "403 Forbidden IP"])
PYTHON
