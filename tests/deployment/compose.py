"""docker-compose.yml, brought up for real beside whatever else runs on that Docker host.

`docker` is called as SMOKE_DOCKER says, so that the host may be a container or a namespace; it must see this folder as
its working directory, and its port 18080 must be reachable from the tests.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from typing import Any

from tests.sockets import ROOT

ADDRESS = "http://127.0.0.1:18080"
PROJECT = "mockmate-smoke"
_BEFORE = shlex.split(os.environ.get("SMOKE_DOCKER", ""))


class Failed(Exception):
    """A command of Docker failed; the message is what it said."""


def docker(*arguments: str) -> str:
    """Run a command of Docker and return what it prints. Raises Failed."""
    command = ["env", "HTTP_PORT=18080", "TAG=smoke", "docker", *arguments]
    if _BEFORE:  # goes through a shell there
        command = [*_BEFORE, shlex.join(command)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"docker {shlex.join(arguments)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def paste(lines: str) -> str:
    """Run lines of a shell script, on our project; returns what they print. Raises Failed."""
    lines = lines.replace("docker compose", f"env HTTP_PORT=18080 TAG=smoke docker compose -p {PROJECT}")
    command = [*_BEFORE, f"set -e; {lines}"] if _BEFORE else ["bash", "-c", f"set -e; {lines}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{lines}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def compose(*arguments: str) -> str:
    """Run a command of Docker Compose on our project. Raises Failed."""
    return docker("compose", "-p", PROJECT, *arguments)


def up(*arguments: str) -> None:
    """Bring everything up and wait until it is healthy. Raises Failed, with what the containers said last."""
    try:
        compose("up", "--detach", "--wait", "--wait-timeout", "240", *arguments)
    except Failed as failure:
        raise Failed(f"{failure}\n{compose('logs', '--tail', '20')[-8000:]}") from None


def containers(service: str) -> list[str]:
    """Return the ids of a service's running containers."""
    return compose("ps", "-q", service).split()


def is_healthy(container: str) -> bool:
    """Say whether a container's own check has found it well."""
    return bool(inspect(container)["State"]["Health"]["Status"] == "healthy")


def inspect(container: str) -> Any:
    """Return all that Docker knows of a container."""
    return json.loads(docker("inspect", container))[0]


def output(container: str) -> str:
    """Return what a container has lately written to its standard output."""
    return docker("logs", "--tail", "500", container)
