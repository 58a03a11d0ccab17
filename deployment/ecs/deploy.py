"""`python -m deployment.ecs.deploy`: rolls a release out on ECS, and back when it does not become healthy.

Registers the task definitions, runs the check of all settings and connections, then the migrations, and waits for
each; then it updates ws and api one after the other. Migrations only add what the old code does not mind, so it goes
on serving meanwhile. ws comes first: it has to understand whatever the new api publishes. New questions, which the old
code may not be able to read, are added at the end.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from deployment.ecs.render import NAMES, Unusable, Values, render

SERVICES = ("ws", "api")
QUESTIONS = ["python3", "-m", "deployment.migrate", "--questions"]


class RolloutFailed(Exception):
    """The release is not running; the message says why, and what runs instead."""


class Unfinished(Exception):
    """The release is running, and something is left to do; the message says what."""


@dataclass
class Rollout:
    """One release on one cluster. `network` is ECS' networkConfiguration for the migration's task."""

    ecs: Any
    cluster: str
    network: Mapping[str, Any]
    patience: float = 900
    """Seconds after which a step has failed."""
    pause: float = 5
    """Seconds between two looks."""

    def run(self, values: Values) -> None:
        """Roll the release out.

        Raises RolloutFailed or Unusable; then the services run what they ran before. Raises Unfinished if they run the
        release without its new questions.
        """
        # All are checked before any is registered.
        definitions = {name: render(name, values) for name in NAMES}
        before = {name: self._service(name)["taskDefinition"] for name in SERVICES}
        arns = {name: self._register(definition) for name, definition in definitions.items()}
        self._run_once(arns["check"], "check")
        self._run_once(arns["migrate"], "migrations")
        begun: list[str] = []
        try:
            for name in SERVICES:
                begun.append(name)
                self._update(name, arns[name])
        except BaseException as failure:  # whatever it is, half a release must not stay
            reasons = [str(failure) or "stopped by hand", *self._go_back(reversed(begun), before)]
            raise RolloutFailed("\n".join(reasons)) from failure
        try:
            self._run_once(arns["migrate"], "questions", QUESTIONS)
        except (RolloutFailed, BotoCoreError, ClientError) as error:
            reason = str(error).rstrip(".")
            raise Unfinished(f"its new questions are missing: {reason}. Run this command again to add them.") from error

    def _go_back(self, names: Iterable[str], before: Mapping[str, str]) -> Iterator[str]:
        """Return services to what they ran; yields a sentence for each that can't, such as when credentials expired."""
        for name in names:
            try:
                self.ecs.update_service(cluster=self.cluster, service=name, taskDefinition=before[name])
            except (BotoCoreError, ClientError) as error:
                command = f"--cluster {self.cluster} --service {name} --task-definition {before[name]}"
                yield f"{name} could not go back ({error}). Do it by hand: aws ecs update-service {command}"
            else:
                say(f"{name} goes back to {short(before[name])}")

    def _register(self, definition: Mapping[str, Any]) -> str:
        arn: str = self.ecs.register_task_definition(**definition)["taskDefinition"]["taskDefinitionArn"]
        say(f"registered {short(arn)}")
        return arn

    def _run_once(self, arn: str, what: str, command: list[str] | None = None) -> None:
        """Run a task to its end; with another command than its own, if one is given."""
        other = [{"name": "migrate", "command": command}] if command else []
        begun = self.ecs.run_task(
            cluster=self.cluster,
            taskDefinition=arn,
            launchType="FARGATE",
            networkConfiguration=self.network,
            overrides={"containerOverrides": other},
            startedBy="deployment.ecs.deploy",
        )
        if begun["failures"] or not begun["tasks"]:
            raise RolloutFailed(f"the {what} could not start: {begun['failures']}")
        task = begun["tasks"][0]["taskArn"]
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            (found,) = self.ecs.describe_tasks(cluster=self.cluster, tasks=[task])["tasks"]
            if found["lastStatus"] == "STOPPED":
                codes = [container.get("exitCode") for container in found["containers"]]
                # No code at all: the container never ran, for example since its image could not be pulled.
                if codes != [0]:
                    reason = found.get("stoppedReason", "no reason")
                    raise RolloutFailed(f"the {what} failed ({codes}): {reason}. The log of {short(arn)} says more.")
                say(f"{short(arn)} has run")
                return
            time.sleep(self.pause)
        self.ecs.stop_task(cluster=self.cluster, task=task, reason="took too long")
        raise RolloutFailed(f"the {what} took longer than {self.patience:.0f} s and were stopped")

    def _update(self, name: str, arn: str) -> None:
        self.ecs.update_service(cluster=self.cluster, service=name, taskDefinition=arn)
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            deployments = self._service(name)["deployments"]
            ours = next((each for each in deployments if each["taskDefinition"] == arn), None)
            # Gone, or not the primary one any more: the circuit breaker has already turned back.
            if ours is None or ours["status"] != "PRIMARY" or ours.get("rolloutState") == "FAILED":
                reason = (ours or {}).get("rolloutStateReason", "ECS has replaced it")
                raise RolloutFailed(f"{name} did not become healthy: {reason}")
            if ours.get("rolloutState") == "COMPLETED":
                say(f"{name} runs {short(arn)}")
                return
            time.sleep(self.pause)
        raise RolloutFailed(f"{name} was not steady after {self.patience:.0f} s")

    def _service(self, name: str) -> dict[str, Any]:
        found = self.ecs.describe_services(cluster=self.cluster, services=[name])["services"]
        if not found or found[0]["status"] != "ACTIVE":
            raise RolloutFailed(f"{self.cluster} has no service {name}")
        service: dict[str, Any] = found[0]
        return service


def with_tag(values: Values, tag: str) -> dict[str, Any]:
    """Return the values with another tag at every image."""
    return {
        key: re.sub(r"(:[\w.-]+|@sha256:\w+)$", "", value) + f":{tag}" if key.endswith("_image") else value
        for key, value in values.items()
    }


def short(arn: str) -> str:
    """Return the part of an ARN that people read."""
    return arn.rpartition("/")[2]


def say(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)


def main(arguments: list[str]) -> int:
    """Roll out what the command line names. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deployment.ecs.deploy", description=__doc__.partition("\n")[2])
    parser.add_argument("--values", type=Path, required=True, help="from: terraform output -json task_values")
    parser.add_argument("--network", type=Path, required=True, help="from: terraform output -json task_network")
    parser.add_argument("--cluster", required=True)
    parser.add_argument("--tag", help="of the images, instead of the one in --values")
    parser.add_argument("--patience", type=float, default=900, help="seconds for each step (%(default)s)")
    given = parser.parse_args(arguments)
    # A CI system that gives up sends this one; the services must go back as after Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        values = json.loads(given.values.read_text(encoding="utf-8"))
        network = json.loads(given.network.read_text(encoding="utf-8"))
        rollout = Rollout(boto3.client("ecs"), given.cluster, network, given.patience)
        rollout.run(with_tag(values, given.tag) if given.tag else values)
    except (OSError, ValueError, Unusable, RolloutFailed, BotoCoreError, ClientError) as error:
        print(f"Not deployed: {error}", file=sys.stderr)
        return 1
    except Unfinished as error:
        print(f"Deployed, but {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
