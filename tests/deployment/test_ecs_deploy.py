"""A release on ECS, against moto: its order, and that it goes back when it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from deployment.ecs import deploy
from deployment.ecs.deploy import Rollout, RolloutFailed, Unfinished, with_tag
from deployment.ecs.render import Unusable
from tests.deployment.ecs_values import VALUES

CLUSTER = "mockmate-prod"


class Scripted:
    """moto's ECS, which keeps everything that is registered, run and updated. What it lacks is told to it here:
    the end of a task, a service's new deployment, and how that goes.
    """

    def __init__(
        self,
        ecs: Any,
        exit_code: int | None = 0,
        of: str = "migrate",
        fails: str = "",
        replaced: str = "",
        raises: Mapping[str, Exception] | None = None,
    ) -> None:
        self._ecs, self._raises = ecs, raises or {}
        self._exit_code, self._of, self._fails, self._replaced = exit_code, of, fails, replaced
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        def call(**given: Any) -> Any:
            called = f"{name} {given['service']}" if "service" in given else name
            if error := self._raises.get(f"{called} again" if called in self.calls else called):
                raise error
            answer = getattr(self._ecs, name)(**given)
            if name == "describe_tasks":
                for task in answer["tasks"]:
                    what = "questions" if asks_for_questions(task) else task["taskDefinitionArn"]
                    code = self._exit_code if what == self._of or f"-{self._of}:" in what else 0
                    task.update(lastStatus="STOPPED", stoppedReason="said so", containers=[{"exitCode": code}])
            elif name == "describe_services":
                for service in answer["services"]:
                    self._script(service)
            else:
                self.calls.append(called)
            return answer

        return call

    def _script(self, service: dict[str, Any]) -> None:
        for each in service["deployments"]:
            each["taskDefinition"] = service["taskDefinition"]
            each["rolloutState"] = "FAILED" if service["serviceName"] == self._fails else "COMPLETED"
            each["rolloutStateReason"] = "circuit breaker"
            if service["serviceName"] == self._replaced:
                each["status"] = "ACTIVE"


def asks_for_questions(task: Mapping[str, Any]) -> bool:
    """Return whether it is the task of the migration that adds a release's new questions."""
    (container,) = task["overrides"].get("containerOverrides") or [{}]
    asked: list[str] = container.get("command", [])
    return asked == ["python3", "-m", "deployment.migrate", "--questions"]


@pytest.fixture
def ecs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster that runs an earlier release."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    with mock_aws():
        client = boto3.client("ecs")
        client.create_cluster(clusterName=CLUSTER)
        for name in ("api", "ws"):
            client.register_task_definition(
                family=f"mockmate-prod-{name}",
                containerDefinitions=[{"name": name, "image": "earlier:1", "memory": 64}],
            )
            client.create_service(
                cluster=CLUSTER,
                serviceName=name,
                taskDefinition=f"mockmate-prod-{name}",
                desiredCount=2,
                launchType="FARGATE",
                networkConfiguration=network(),
            )
        yield client


def network() -> dict[str, Any]:
    ec2 = boto3.client("ec2")
    return {
        "awsvpcConfiguration": {
            "subnets": [ec2.describe_subnets()["Subnets"][0]["SubnetId"]],
            "securityGroups": [ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]],
        }
    }


def running(ecs: Any) -> dict[str, str]:
    """Return the revision of each service."""
    services = ecs.describe_services(cluster=CLUSTER, services=["api", "ws"])["services"]
    return {each["serviceName"]: each["taskDefinition"].rpartition(":")[2] for each in services}


def roll_out(ecs: Any, values: dict[str, str] = VALUES) -> None:
    Rollout(ecs, CLUSTER, network(), patience=1, pause=0.01).run(values)


def test_a_release_migrates_and_then_updates_one_service_after_the_other(ecs: Any):
    scripted = Scripted(ecs)
    roll_out(scripted)
    assert scripted.calls == [
        *["register_task_definition"] * 4,
        "run_task",
        "run_task",
        "update_service ws",
        "update_service api",
        "run_task",
    ]
    tasks = ecs.describe_tasks(cluster=CLUSTER, tasks=ecs.list_tasks(cluster=CLUSTER)["taskArns"])["tasks"]
    assert [task["taskDefinitionArn"] for task in tasks if asks_for_questions(task)]
    assert running(ecs) == {"api": "2", "ws": "2"}


@pytest.mark.parametrize("exit_code", [1, None])
@pytest.mark.parametrize(("of", "begun"), [("check", 1), ("migrate", 2)])
def test_what_fails_first_leaves_the_services_alone(ecs: Any, exit_code: int | None, of: str, begun: int):
    scripted = Scripted(ecs, exit_code, of)
    with pytest.raises(RolloutFailed, match=f"said so. The log of mockmate-prod-{of}:1 says more"):
        roll_out(scripted)
    assert scripted.calls.count("run_task") == begun
    assert running(ecs) == {"api": "1", "ws": "1"}


@pytest.mark.parametrize(
    ("fails", "replaced", "said"), [("api", "", "circuit breaker"), ("", "api", "api did not become healthy")]
)
def test_both_services_go_back_when_the_second_does_not_become_healthy(ecs: Any, fails: str, replaced: str, said: str):
    scripted = Scripted(ecs, fails=fails, replaced=replaced)
    with pytest.raises(RolloutFailed, match=said):
        roll_out(scripted)
    assert scripted.calls[-2:] == ["update_service api", "update_service ws"]  # and no questions are added
    assert running(ecs) == {"api": "1", "ws": "1"}


def test_a_release_that_runs_stays_when_its_questions_could_not_be_added(ecs: Any):
    with pytest.raises(Unfinished, match=r"new questions are missing: .* says more. Run this command again"):
        roll_out(Scripted(ecs, 1, "questions"))
    assert running(ecs) == {"api": "2", "ws": "2"}


def expired() -> ClientError:
    return ClientError({"Error": {"Code": "ExpiredTokenException", "Message": "it has expired"}}, "DescribeServices")


def test_both_services_go_back_when_aws_answers_with_an_error_in_the_middle(ecs: Any):
    scripted = Scripted(ecs, raises={"update_service api": expired()})
    with pytest.raises(RolloutFailed, match="it has expired"):
        roll_out(scripted)
    assert running(ecs) == {"api": "1", "ws": "1"}


def test_what_could_not_go_back_is_told_with_the_command_that_does_it(ecs: Any):
    scripted = Scripted(ecs, fails="api", raises={"update_service ws again": expired()})
    with pytest.raises(RolloutFailed, match=r"ws could not go back .*update-service --cluster \S+ --service ws "):
        roll_out(scripted)
    assert running(ecs) == {"api": "1", "ws": "2"}


def test_a_definition_that_nobody_should_run_is_never_registered(ecs: Any):
    scripted = Scripted(ecs)
    with pytest.raises(Unusable, match="not pinned"):
        roll_out(scripted, VALUES | {"ws_image": "mockmate/ws:latest"})
    assert scripted.calls == []


def test_a_cluster_without_the_services_is_named(ecs: Any):
    ecs.create_cluster(clusterName="empty")
    with pytest.raises(RolloutFailed, match="has no service ws"):
        Rollout(Scripted(ecs), "empty", network()).run(VALUES)


def test_a_migration_that_never_ends_is_stopped(ecs: Any, monkeypatch: pytest.MonkeyPatch):
    scripted = Scripted(ecs)
    rollout = Rollout(scripted, CLUSTER, network(), patience=0)
    with pytest.raises(RolloutFailed, match="took longer"):
        rollout.run(VALUES)
    assert scripted.calls[-1] == "stop_task"


def test_another_tag_is_put_at_every_image():
    images = {
        key: value
        for key, value in with_tag(VALUES | {"ws_image": "a:5000/ws@sha256:0f"}, "v2").items()
        if "image" in key
    }
    assert images["api_image"].endswith("/api:v2")
    assert images["ws_image"] == "a:5000/ws:v2"
    assert with_tag(VALUES, "v2")["db_host"] == VALUES["db_host"]


def test_the_command_says_why_nothing_was_deployed(ecs: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "values.json").write_text(json.dumps(VALUES))
    (tmp_path / "network.json").write_text(json.dumps(network()))
    given = ["--values", str(tmp_path / "values.json"), "--network", str(tmp_path / "network.json")]
    assert deploy.main([*given, "--cluster", "nowhere"]) == 1
    assert "Not deployed" in capsys.readouterr().err
    assert deploy.main([*given, "--cluster", CLUSTER, "--tag", "latest"]) == 1
    assert "not pinned" in capsys.readouterr().err
