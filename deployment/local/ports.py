"""Whether the ports are free, and whether a service answers there."""

from __future__ import annotations

import errno
import http.client
import socket

from deployment.local.errors import MisuseError


def check_free(host: str, port: int, variable: str) -> None:
    """Raise MisuseError, naming the variable to set, unless a server could listen on the port of an address."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of a past server do not matter
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise MisuseError(
                    f"Port {port} is in use by another program; stop it or choose another port with {variable}."
                ) from None
            if error.errno == errno.EADDRNOTAVAIL:
                raise MisuseError(f"HOST is {host}, which is not an address of this machine.") from None
            raise MisuseError(
                f"Port {port} cannot be used ({error.strerror}); choose another with {variable}."
            ) from None


def why_not_ready(host: str, port: int) -> str:
    """Ask the service on the port whether it is ready; returns an empty string, or what is missing."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        body = answer.read(2000).decode(errors="replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
    return "" if answer.status == 200 else f"{answer.status} {body}"
