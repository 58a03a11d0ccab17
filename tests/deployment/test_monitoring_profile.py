"""The profile `monitoring` of Compose: a real Prometheus, started as there, asks both real services.

In place of Docker's DNS it is told where they are; Grafana's files are compared with what they name.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from shared.core.settings import Settings
from tests.clients import PATIENCE, wait_until
from tests.deployment.gateway import ApiProcess
from tests.deployment.test_external_stores import GIVEN, environment
from tests.programs import PROGRAMS
from tests.sockets import ROOT, AsProcess, free_port

FOLDER = ROOT / "deployment" / "monitoring"
TOKEN = "with a blank, 'quotes' and $signs"
PROFILE = {"prometheus", "grafana"}


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return found


def services() -> dict[str, Any]:
    found: dict[str, Any] = compose()["services"]
    return found


def configuration() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / "prometheus-compose.yml").read_text())
    return found


def provisioned(path: str) -> dict[str, Any]:
    """Return the only entry of a file that Grafana reads at its start."""
    (found,) = (each for each in yaml.safe_load((FOLDER / path).read_text()).values() if isinstance(each, list))
    entry: dict[str, Any] = found[0]
    return entry


class Prometheus:
    """Prometheus by the command of Compose, with folders of this machine in place of the container's."""

    def __init__(self, folder: Path, ports: dict[int, int]) -> None:
        told = configuration()
        for job in told["scrape_configs"]:
            (found,) = job.pop("dns_sd_configs")
            job["static_configs"] = [{"targets": [f"127.0.0.1:{ports[found['port']]}"]}]
        shutil.copytree(FOLDER, folder / "etc")
        self.port = free_port()
        service = services()["prometheus"]
        (script,) = service["command"]
        here = {
            "/etc/mockmate": str(folder / "etc"),
            "/tmp/metrics_token": f"{folder}/metrics_token",
            "=/prometheus": f"={folder / 'data'}",
            "/bin/prometheus": f"{PROGRAMS['prometheus'].path()} --web.listen-address=127.0.0.1:{self.port}",
        }
        script = re.sub(r"\$\{\w+:-(\w+)\}", r"\1", script.replace("$$", "$"))
        told["global"] = dict.fromkeys(told["global"], "1s")
        text = yaml.safe_dump(told)
        for there, instead in here.items():
            script = script.replace(there, instead)
            text = text.replace(there, instead)
        (folder / "etc" / "prometheus-compose.yml").write_text(text)
        given = environment(service, GIVEN | {"METRICS_TOKEN": TOKEN})
        self._log = (folder / "log").open("wb")
        self._process = subprocess.Popen(
            [*service["entrypoint"], script],
            env={"PATH": os.environ["PATH"], **given},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self.arguments = Path(f"/proc/{self._process.pid}/cmdline")

    def ask(self, path: str, **parameters: str) -> Any:
        """Return what its API says, or nothing until it listens. Raises AssertionError if it has ended."""
        assert self._process.poll() is None, Path(self._log.name).read_text()
        try:
            answer = httpx.get(f"http://127.0.0.1:{self.port}/api/v1/{path}", params=parameters, timeout=PATIENCE)
        except httpx.TransportError:
            return None
        return answer.json()["data"] if answer.status_code == 200 else None

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._log.close()


@pytest.fixture
def prometheus(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Prometheus]:
    """It and both services, which want the token, and expect a gateway in front, as in Compose."""
    monkeypatch.setenv("METRICS_TOKEN", TOKEN)
    settings = settings.model_copy(update={"trusted_proxies": 1})
    with ExitStack() as stack:
        api = ApiProcess(settings, tmp_path)
        stack.callback(api.stop)
        sockets = AsProcess(settings, tmp_path / "ws.log", cold=True)
        stack.callback(sockets.stop)
        ports = {8000: api.port, 8001: sockets.settings.ws_port}
        for port in ports.values():
            assert httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE).status_code == 401
        (tmp_path / "prometheus").mkdir()
        started = Prometheus(tmp_path / "prometheus", ports)
        stack.callback(started.stop)
        yield started


@pytest.mark.needs("prometheus")
def test_prometheus_reads_both_services_and_knows_the_alerts(prometheus: Prometheus):
    def answers() -> dict[str, str]:
        found = prometheus.ask("query", query="mockmate_stock_known")
        return {one["metric"]["job"]: one["value"][1] for one in found["result"]} if found else {}

    wait_until(lambda: answers() == {"mockmate_api": "1", "mockmate_ws": "1"}, "both have said something")
    targets = prometheus.ask("targets", state="active")["activeTargets"]
    assert {(one["labels"]["job"], one["health"]) for one in targets} == {("mockmate_api", "up"), ("mockmate_ws", "up")}

    names = [rule["name"] for group in prometheus.ask("rules")["groups"] for rule in group["rules"]]
    (written,) = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]
    assert names == [rule["alert"] for rule in written["rules"]]
    assert TOKEN not in prometheus.arguments.read_text()


@pytest.mark.needs("promtool")
@pytest.mark.parametrize("name", ["prometheus.yml", "prometheus-compose.yml"])
def test_both_configurations_are_understood_as_they_are(name: str):
    command = [PROGRAMS["promtool"].path(), "check", "config", "--syntax-only", str(FOLDER / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_services_are_found_by_the_names_and_ports_that_the_gateway_uses_too():
    found = [place for job in configuration()["scrape_configs"] for place in job["dns_sd_configs"]]
    gateway = services()["nginx"]["environment"]
    assert [(*place["names"], place["port"]) for place in found] == [
        (name, int(port)) for name, port in (gateway[key].split(":") for key in ("API_SERVERS", "WS_SERVERS"))
    ]
    for place in found:
        assert {*services()[place["names"][0]]["networks"]} & {*services()["prometheus"]["networks"]}
    own = yaml.safe_load((FOLDER / "prometheus.yml").read_text())["scrape_configs"]
    assert [job["job_name"] for job in own] == [job["job_name"] for job in configuration()["scrape_configs"]]


@pytest.mark.parametrize(("name", "missing"), [("prometheus", "METRICS_TOKEN"), ("grafana", "GRAFANA_PASSWORD")])
def test_what_is_missing_is_asked_for_of_those_alone_who_use_the_profile(name: str, missing: str):
    assert services()[name]["profiles"] == ["monitoring"]
    with pytest.raises(ValueError, match=missing):
        environment(services()[name], GIVEN)
    for other, service in services().items():
        if other not in PROFILE and "env_file" in service:
            environment(service, GIVEN | {"DB_PASSWORD": "p", "REDIS_PASSWORD": "p"})


def test_nobody_but_grafana_is_told_its_password():
    given = GIVEN | dict.fromkeys(("DB_PASSWORD", "REDIS_PASSWORD", "METRICS_TOKEN"), "x") | {"GRAFANA_PASSWORD": "p/w"}
    told = {name: environment(one, given) for name, one in services().items() if "env_file" in one}
    assert {name for name, variables in told.items() if "p/w" in variables.values()} == {"grafana"}
    assert told["grafana"]["GF_SECURITY_ADMIN_PASSWORD"] == "p/w"


def test_grafana_finds_prometheus_and_the_dashboard():
    grafana = services()["grafana"]
    source = provisioned("grafana/datasources/prometheus.yml")
    host, port = source["url"].removeprefix("http://").split(":")
    assert {*services()[host]["networks"]} & {*grafana["networks"]}
    assert f"127.0.0.1:{port}/" in services()[host]["healthcheck"]["test"][-1]
    (mount,) = [one for one in grafana["volumes"] if one.startswith("./")]
    here, there, mode = mount.split(":")
    assert ((ROOT / here).resolve(), mode) == (FOLDER, "ro")
    told = environment(grafana, GIVEN | {"GRAFANA_PASSWORD": "p"})
    named = [
        told["GF_PATHS_PROVISIONING"],
        told["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"],
        provisioned("grafana/dashboards/mockmate.yml")["options"]["path"],
    ]
    assert [path for path in named if not Path(path.replace(there, str(FOLDER))).exists()] == []
    dashboard = json.loads((FOLDER / "dashboard.json").read_text())
    assert dashboard["uid"] == "mockmate"
    (variable,) = dashboard["templating"]["list"]
    assert variable["query"] == source["type"]


def test_nothing_of_it_can_be_reached_from_another_machine():
    assert "ports" not in services()["prometheus"]
    assert [port.rpartition(":${")[0] for port in services()["grafana"]["ports"]] == ["127.0.0.1"]
    for name in PROFILE:
        for volume in services()[name]["volumes"]:
            assert volume.startswith("./") or volume.partition(":")[0] in compose()["volumes"]
