"""What can be said of the images, the scripts and the configuration without running them."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from deployment import env_example, make_env
from deployment.ecs.render import render as render_task
from deployment.local import webclient
from deployment.local.environment import UV_VERSION
from mockmate_ws.__main__ import PONG_SECONDS
from mockmate_ws.endpoints.base import PING_SECONDS
from shared.core.settings import Settings
from tests.deployment.ecs_values import VALUES
from tests.deployment.gateway import nginx, render
from tests.sockets import ROOT

DOCKERFILES = ("deployment/docker/app.Dockerfile", "nginx/Dockerfile", "deployment/docker/turn.Dockerfile")
SCRIPTS = (
    "nginx/render.sh",
    "nginx/start.sh",
    "deployment/turn/start.sh",
    "deployment/systemd/flask",
    "tests/foreign/boot.sh",
    ".ci/run",
)


def said(*command: str) -> str:
    """Run a linter in the project's folder; returns what it says, which is nothing when all is well."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_dockerfiles_are_clean():
    assert not said(str(Path(sys.executable).parent / "hadolint"), *DOCKERFILES)
    # A `# syntax` line would fetch one more image before anything is built.
    assert not [name for name in DOCKERFILES if (ROOT / name).read_text().startswith("# syntax")]


@pytest.mark.needs("shellcheck")
def test_shell_scripts_are_clean():
    assert not said("shellcheck", *SCRIPTS)


def test_the_gateways_configuration_has_no_known_weakness(tmp_path: Path):
    configuration = render(tmp_path, {"PROXIES_IN_FRONT": "10.0.0.0/8"})
    assert not said(sys.executable, "-m", "gixy", configuration)


def test_rendering_refuses_what_would_become_configuration(tmp_path: Path):
    for name in ("API_SERVERS", "WS_SERVERS", "PROXIES_IN_FRONT"):
        with pytest.raises(subprocess.CalledProcessError) as refused:
            render(tmp_path, {name: "127.0.0.1:1;}"})
        assert "neither a server nor a network" in refused.value.stderr


def test_rendering_twice_gives_the_same_and_leaves_nothing_open(tmp_path: Path):
    first, second = (Path(render(tmp_path, {})).parent for _ in range(2))
    assert first == second
    assert not [path.name for path in first.glob("*.conf") if "${" in path.read_text()]


def test_the_images_use_the_same_uv_and_the_same_node_as_everybody():
    assert f"ARG UV_VERSION={UV_VERSION}\n" in (ROOT / DOCKERFILES[0]).read_text()
    node = webclient.NODE_PACKAGE.partition("==")[2]
    assert f"ARG NODE_VERSION={node}\n" in (ROOT / DOCKERFILES[1]).read_text()


def test_who_waits_for_a_silent_socket_waits_longer_the_further_in_front(tmp_path: Path):
    nginx_conf, to_sockets = (
        (Path(render(tmp_path, {})).parent / name).read_text() for name in ("nginx.conf", "to-sockets.conf")
    )
    read = seconds(r"proxy_read_timeout (\d+)s", to_sockets)
    balancer = seconds(r"idle_timeout += (\d+)", (ROOT / "deployment" / "terraform" / "balancer.tf").read_text())
    kept = seconds(r"keepalive_timeout (\d+)s", nginx_conf)
    assert PING_SECONDS + PONG_SECONDS < read < balancer < kept


def seconds(pattern: str, text: str) -> int:
    (found,) = re.findall(pattern, text)
    return int(found)


def test_nobody_is_killed_while_sockets_may_go_on(tmp_path: Path):
    nginx_conf = Path(render(tmp_path, {})).parent / "nginx.conf"
    drain = seconds(r"worker_shutdown_timeout (\d+)s", nginx_conf.read_text())
    for name in ("api", "ws"):
        gateway = next(each for each in render_task(name, VALUES)["containerDefinitions"] if each["name"] == "nginx")
        assert drain < gateway["stopTimeout"]
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["nginx"]
    assert seconds(r"(\d+)s", service["environment"]["DRAIN"]) < seconds(r"(\d+)s", service["stop_grace_period"])


def test_the_example_lists_every_setting():
    text = env_example.PATH.read_text()
    assert text == env_example.text(), "deployment/.env.example is older than the code; write it anew: make docs"
    listed = {line.lstrip("#").partition("=")[0] for line in text.splitlines() if "=" in line}
    assert listed.issuperset(name.upper() for name in Settings.model_fields if name not in env_example.SETTLED)


def test_make_env_writes_different_secrets_for_the_owner_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    written = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(env_example.PATH, folder)
        assert make_env.main(folder) == 0
        assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
        lines = (folder / ".env").read_text().splitlines()
        values = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        assert min(len(values[key]) for key in env_example.REQUIRED) >= 32
        assert len(set(values.values())) == len(values)
        written.append(values["JWT_SECRET"])
    assert written[0] != written[1]
    capsys.readouterr()


def test_make_env_keeps_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    shutil.copy(env_example.PATH, tmp_path)
    (tmp_path / ".env").write_text("DB_PASSWORD=in use\n")
    assert make_env.main(tmp_path) == 0
    assert (tmp_path / ".env").read_text() == "DB_PASSWORD=in use\n"
    assert "was not changed" in capsys.readouterr().out


def test_a_deployment_of_the_example_can_be_read_by_the_services(monkeypatch: pytest.MonkeyPatch):
    for line in make_env.filled(env_example.PATH.read_text()).splitlines():
        if "=" in line and not line.startswith("#"):
            name, value = line.split("=", 1)
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("DB_HOST", "postgres")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = Settings.from_environment()
    assert settings.db_password.get_secret_value() == os.environ["DB_PASSWORD"]


def test_compose_hardens_every_service_that_is_ours():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for name, service in services.items():
        assert service["mem_limit"], name
        assert service["pids_limit"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        if name != "postgres":  # its image begins as root, to give its folder to its own user
            assert service["read_only"], name
            assert service["cap_drop"] == ["ALL"], name
    assert {name for name, service in services.items() if "ports" in service} == {"nginx", "mail", "grafana"}


class Strict(yaml.SafeLoader):
    """Refuses what Compose refuses."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        if len(set(names)) < len(names):
            raise yaml.constructor.ConstructorError(None, None, "a key twice", node.start_mark)
        return super().construct_mapping(node, deep)


def test_nothing_is_said_twice():
    """Compose refuses a file with a key twice; the reader of the tests here takes the last one."""
    with pytest.raises(yaml.constructor.ConstructorError):
        yaml.load("{a: 1, b: {c: 2, c: 3}}", Loader=Strict)
    assert yaml.load((ROOT / "docker-compose.yml").read_text(), Loader=Strict)


def test_only_the_services_are_told_every_secret():
    fields = Settings.model_fields.items()
    secret = {name.upper() for name, field in fields if "Secret" in str(field.annotation) or not field.repr}
    secret |= {"REDIS_PASSWORD", "GRAFANA_PASSWORD"}
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    theirs = {"postgres": {"DB_PASSWORD"}, "valkey": {"REDIS_PASSWORD"}, "nginx": set(), "turn": {"TURN_SECRET"}}
    theirs |= {"prometheus": set(), "grafana": set()}  # these get theirs by another name
    for name, own in theirs.items():
        kept = {key for key, value in services[name]["environment"].items() if value == ""}
        assert kept == secret - own, name


@pytest.mark.needs("nginx")
def test_nginx_of_this_machine_accepts_what_the_image_renders(tmp_path: Path):
    configuration = render(tmp_path, {"RESOLVER": "auto", "LISTEN": "[::1]:8080", "PROXIES_IN_FRONT": "::1 10.0.0.0/8"})
    assert not said(nginx(), "-t", "-q", "-e", "stderr", "-c", configuration)
