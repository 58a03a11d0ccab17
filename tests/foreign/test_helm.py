"""The Helm chart, rendered by Helm with several sets of values, and validated against the schemas of Kubernetes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from deployment.helm import schema
from deployment.local.environment import TOOLS, UV
from tests.programs import skip_or_fail
from tests.sockets import ROOT

pytestmark = pytest.mark.timeout(900)  # compiling Helm takes minutes, once

HELM = "helm.sh/helm/v3/cmd/helm@v3.19.0"
VALIDATE = "kubernetes-validate==1.37.0"
VERSIONS = ("1.29", "1.33", "1.37")
CHART = schema.PATH.parent
# Kinds of the Prometheus operator, which no schema of Kubernetes describes.
OF_THE_OPERATOR = {"ServiceMonitor", "PrometheusRule"}

Resource = dict[str, Any]
REQUIRED = {"image": {"tag": "0.1.0"}, "existingSecret": "mockmate"}
EVERYTHING = {
    "image": {"tag": "0.1.0", "registry": "registry.example.org/team", "pullSecrets": [{"name": "registry"}]},
    "existingSecret": "mockmate",
    "settings": dict.fromkeys(schema.settings(), "1") | {"ZEGO_APP_ID": 1234567890, "ROOM_OPENS_MINUTES": 2.5},
    "extraEnv": [{"name": "PGSSLMODE", "value": "verify-full"}],
    "extraVolumes": [{"name": "authority", "configMap": {"name": "authority"}}],
    "extraVolumeMounts": [{"name": "authority", "mountPath": "/authority", "readOnly": True}],
    "serviceAccountName": "mockmate",
    "podAnnotations": {"example.org/team": "interviews"},
    "nodeSelector": {"kubernetes.io/arch": "arm64"},
    "tolerations": [{"key": "spot", "operator": "Exists"}],
    "gateway": {"settings": {"PROXIES_IN_FRONT": "10.244.0.0/16 10.245.0.0/16", "DRAIN": "20s", "AUTH_RATE": "9r/s"}},
    "api": {"autoscaling": {"enabled": True}},
    "ws": {"autoscaling": {"enabled": True, "socketsPerPod": 800}},
    "ingress": {"enabled": True, "className": "nginx", "host": "mock.example.org", "tlsSecret": "mock-tls"},
    "monitoring": {"serviceMonitor": True, "prometheusRule": True, "labels": {"release": "prometheus"}},
    "backup": {"enabled": True, "persistence": {"size": "50Gi", "storageClass": "slow"}},
}
BACKED = {
    **REQUIRED,
    "backup": {
        "enabled": True,
        "schedule": "0 4 * * 0",
        "keep": 5,
        "late": "8d",
        "trial": False,
        "persistence": {"existingClaim": "mine"},
    },
}
LITTLE = {
    **REQUIRED,
    "podDisruptionBudget": {"enabled": False},
    "api": {"replicas": 1},
    "ws": {"replicas": 1},
    "gateway": {"replicas": 1},
    "service": {"type": "LoadBalancer", "port": 8080},
}
SETS: dict[str, dict[str, Any]] = {"required": REQUIRED, "everything": EVERYTHING, "little": LITTLE, "backed": BACKED}


@pytest.fixture(scope="module")
def helm() -> str:
    """Helm, as it is installed here or compiled."""
    if installed := shutil.which("helm"):
        return installed
    if shutil.which("go") is None:
        pytest.skip("neither helm nor go is installed")
    folder = TOOLS / f"helm-{HELM.rpartition('@v')[2]}"
    if not (folder / "helm").exists():
        environment = {**os.environ, "GOBIN": str(folder)}
        made = subprocess.run(["go", "install", HELM], env=environment, capture_output=True, text=True, check=False)
        if made.returncode:
            skip_or_fail(f"Go could not make {HELM}: {made.stderr[-300:]}")
    return str(folder / "helm")


def render(helm: str, folder: Path, values: dict[str, Any]) -> list[Resource]:
    """Return what would be applied. Raises AssertionError with what Helm says."""
    file = folder / "values.json"
    file.write_text(json.dumps(values))
    # Compiled like this, Helm doesn't know of which Kubernetes it is.
    command = [helm, "template", "shop", str(CHART), "--namespace", "interviews", "--kube-version", "1.31.0"]
    done = subprocess.run([*command, "--values", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (folder / "rendered.yaml").write_text(done.stdout)
    return [each for each in yaml.safe_load_all(done.stdout) if each]


@pytest.mark.parametrize("name", SETS)
def test_kubernetes_would_take_all_of_it(name: str, helm: str, tmp_path: Path):
    resources = [each for each in render(helm, tmp_path, SETS[name]) if each["kind"] not in OF_THE_OPERATOR]
    assert len(resources) >= 7
    (tmp_path / "all.yaml").write_text(yaml.safe_dump_all(resources))
    command = [str(UV), "tool", "run", "--quiet", "--python", sys.executable, "--from", VALIDATE, "kubernetes-validate"]
    if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode:
        skip_or_fail(f"uv could not fetch {VALIDATE}")
    versions = [word for version in VERSIONS for word in ("-k", version)]
    done = subprocess.run(
        [*command, "--strict", "--quiet", *versions, str(tmp_path / "all.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_misspelled_field_would_be_noticed(helm: str, tmp_path: Path):
    job = next(each for each in render(helm, tmp_path, REQUIRED) if each["kind"] == "Job")
    job["spec"]["backOffLimit"] = job["spec"].pop("backoffLimit")
    (tmp_path / "job.yaml").write_text(yaml.safe_dump(job))
    command = [str(UV), "tool", "run", "--quiet", "--python", sys.executable, "--from", VALIDATE, "kubernetes-validate"]
    done = subprocess.run([*command, "--strict", str(tmp_path / "job.yaml")], capture_output=True, check=False)
    assert done.returncode != 0


def test_helm_finds_nothing_to_say(helm: str, tmp_path: Path):
    file = tmp_path / "values.json"
    file.write_text(json.dumps(EVERYTHING))
    command = [helm, "lint", "--strict", "--quiet", "--kube-version", "1.31.0", str(CHART), "--values", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def pods(resources: list[Resource]) -> dict[str, Resource]:
    """Return the specifications of all pods, by component."""
    specs = [each["spec"] for each in resources if each["kind"] in ("Deployment", "Job", "CronJob")]
    templates = [spec.get("jobTemplate", {}).get("spec", spec)["template"] for spec in specs]
    return {each["metadata"]["labels"]["app.kubernetes.io/component"]: each["spec"] for each in templates}


def variables(pod: Resource) -> dict[str, str]:
    return {each["name"]: each["value"] for each in pod["containers"][0]["env"]}


def test_settings_arrive_as_they_were_written(helm: str, tmp_path: Path):
    made = pods(render(helm, tmp_path, EVERYTHING))
    for name in ("api", "ws", "migrate", "questions", "backup"):
        told = variables(made[name])
        assert {*schema.settings(), "PGSSLMODE"} == {*told}
        assert (told["ZEGO_APP_ID"], told["ROOM_OPENS_MINUTES"]) == ("1234567890", "2.5")
        assert made[name]["containers"][0]["envFrom"] == [{"secretRef": {"name": "mockmate"}}]
    told = variables(made["gateway"])
    assert told["ZEGO_APP_ID"] == "1234567890"
    assert told["WS_SERVERS"] == "shop-mockmate-ws.interviews.svc.cluster.local:8001"
    assert not schema.secrets() & {*told}


def test_pods_are_shut_in_and_end_in_order(helm: str, tmp_path: Path):
    for name, pod in pods(render(helm, tmp_path, EVERYTHING)).items():
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"], name
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert container["image"].endswith(":0.1.0")
        assert container["resources"]["limits"]["memory"]
        if name not in ("migrate", "questions", "backup"):
            asked = {container[probe]["httpGet"]["path"] for probe in ("livenessProbe", "readinessProbe")}
            assert asked == ({"/health/gateway"} if name == "gateway" else {"/health/live", "/health/ready"})
            waits = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
            assert pod["terminationGracePeriodSeconds"] >= waits + 30


def test_selectors_find_their_pods_and_only_theirs(helm: str, tmp_path: Path):
    resources = render(helm, tmp_path, REQUIRED)
    labels = [each["spec"]["template"]["metadata"]["labels"] for each in resources if each["kind"] == "Deployment"]
    for each in resources:
        if each["kind"] in ("Service", "PodDisruptionBudget"):
            wanted = each["spec"]["selector"].get("matchLabels", each["spec"]["selector"])
            assert len([one for one in labels if wanted.items() <= one.items()]) == 1, each["metadata"]["name"]


def test_migrations_come_before_anything_else_and_questions_after(helm: str, tmp_path: Path):
    jobs = [each for each in render(helm, tmp_path, REQUIRED) if each["kind"] == "Job"]
    hooks = {each["metadata"]["name"]: each["metadata"]["annotations"]["helm.sh/hook"] for each in jobs}
    assert hooks == {
        "shop-mockmate-migrate": "pre-install,pre-upgrade",
        "shop-mockmate-questions": "post-upgrade",
    }
    references = json.dumps(jobs)
    assert "configMapRef" not in references
    assert "serviceAccountName" not in references


def test_backups_are_made_when_wanted_and_where(helm: str, tmp_path: Path):
    kinds = {each["kind"] for each in render(helm, tmp_path, REQUIRED)}
    assert not kinds & {"CronJob", "PersistentVolumeClaim"}

    resources = render(helm, tmp_path, EVERYTHING)
    (claim,) = [each for each in resources if each["kind"] == "PersistentVolumeClaim"]
    assert claim["spec"]["storageClassName"] == "slow"
    assert claim["spec"]["resources"]["requests"]["storage"] == "50Gi"
    assert claim["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"
    assert written_to(pods(resources)["backup"]) == claim["metadata"]["name"]
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["backup"]
    (container,) = pods(resources)["backup"]["containers"]
    assert container["image"].rpartition(":")[0].endswith(compose["image"].partition(":")[0])
    assert container["command"] == [
        re.sub(r"\$\{\w+:-(\w+)\}", r"\1", word) for word in compose["command"] if not word.startswith("--every")
    ]

    resources = render(helm, tmp_path, BACKED)
    assert not [each for each in resources if each["kind"] == "PersistentVolumeClaim"]
    pod = pods(resources)["backup"]
    assert written_to(pod) == "mine"
    assert pod["containers"][0]["command"][4:] == ["--keep=5", "--late=8d", "--no-trial"]
    (job,) = [each for each in resources if each["kind"] == "CronJob"]
    assert (job["spec"]["schedule"], job["spec"]["concurrencyPolicy"]) == ("0 4 * * 0", "Forbid")


def written_to(pod: Resource) -> str:
    """Return the claim that is mounted where backups go, which its user may write to."""
    (claim,) = [each for each in pod["volumes"] if "persistentVolumeClaim" in each]
    (mount,) = [each for each in pod["containers"][0]["volumeMounts"] if each["name"] == claim["name"]]
    assert mount["mountPath"] == "/backups"
    assert pod["securityContext"]["fsGroup"] == pod["securityContext"]["runAsUser"]
    return str(claim["persistentVolumeClaim"]["claimName"])


def test_alerts_and_scaling_are_there_when_wanted(helm: str, tmp_path: Path):
    kinds = {each["kind"] for each in render(helm, tmp_path, REQUIRED)}
    assert not kinds & {*OF_THE_OPERATOR, "HorizontalPodAutoscaler", "Ingress"}
    resources = render(helm, tmp_path, EVERYTHING)
    (rule,) = [each for each in resources if each["kind"] == "PrometheusRule"]
    assert rule["spec"] == yaml.safe_load((ROOT / "deployment" / "monitoring" / "alerts.yml").read_text())
    jobs = [each["spec"]["endpoints"][0]["relabelings"][0] for each in resources if each["kind"] == "ServiceMonitor"]
    assert [each["replacement"] for each in jobs] == ["mockmate_api", "mockmate_ws"]
    scaled = [each for each in resources if each["kind"] == "HorizontalPodAutoscaler"]
    assert [each["spec"]["metrics"][0]["type"] for each in scaled] == ["Resource", "Pods"]
    counted = [each for each in resources if each["kind"] == "Deployment" and "replicas" in each["spec"]]
    assert [each["metadata"]["name"] for each in counted] == ["shop-mockmate-gateway"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"existingSecret": "mockmate"}, "tag"),
        ({"image": {"tag": "0.1.0"}}, "existingSecret"),
        ({**REQUIRED, "image": {"tag": "latest"}}, "tag"),
        ({**REQUIRED, "settings": {"JWT_SECRET": "x" * 32}}, "JWT_SECRET"),
        ({**REQUIRED, "ingress": {"enabled": True}}, "PROXIES_IN_FRONT"),
        ({**REQUIRED, "backup": {"enabled": True, "late": "26 hours"}}, "late"),
    ],
)
def test_helm_refuses_what_can_not_work(values: dict[str, Any], said: str, helm: str, tmp_path: Path):
    with pytest.raises(AssertionError, match=said):
        render(helm, tmp_path, values)
