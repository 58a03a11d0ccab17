"""The task definitions as a Compose project: the very JSON that ECS gets, run on a Docker host.

What a task means on Fargate is kept: its containers share one network and stop together, each with its user, its
read-only file system, its dropped capabilities, volumes, variables, secrets, health check and time to stop.
"""

from __future__ import annotations

from typing import Any

from deployment.ecs.render import NAMES, render
from tests.deployment.ecs_values import VALUES

Json = dict[str, Any]

# What the two tasks would have from AWS.
POSTGRES, VALKEY = "postgres:18-trixie", "valkey/valkey:8.1-trixie"
PASSWORD = "p@ss/w:rd%20+#"
SECRETS = {
    "DB_ADMIN_USER": "mockmate",
    "DB_ADMIN_PASSWORD": PASSWORD,
    "DB_PASSWORD": f"the services' own {PASSWORD}",
    "JWT_SECRET": "for smoke tests only, longer than 32 bytes",
    "JWT_SECRET_PREVIOUS": "",
    "PASSWORD_PEPPER": "the pepper of smoke tests alone, of many bytes",
    "REDIS_URL": "redis://valkey:6379/0",
    **dict.fromkeys(("MAIL_URL", "METRICS_TOKEN", "TURN_SECRET", "ZEGO_SERVER_SECRET"), ""),
    **dict.fromkeys(("JUDGE0_URL", "RUNNER_URL", "RUNNER_TOKEN", "VAPID_PRIVATE_KEY", "FCM_SERVICE_ACCOUNT"), ""),
    **dict.fromkeys(("OIDC_PROVIDERS", "GITHUB_CLIENT_SECRET"), ""),
}
PORTS = {"api": 18081, "ws": 18082}


def project(tag: str) -> Json:
    """Return the Compose project of all task definitions."""
    # No TLS at this PostgreSQL, which is the one thing that is not as at AWS.
    instead = {"PGSSLMODE": "prefer", "DB_HOST": "postgres", "PROXIES_IN_FRONT": ""}
    services: Json = {
        "postgres": {
            "image": POSTGRES,
            "environment": {
                "POSTGRES_DB": "mockmate",
                "POSTGRES_USER": "mockmate",
                "POSTGRES_PASSWORD": PASSWORD,
                "LANG": "C.UTF-8",  # UTF-8, as RDS' databases are
            },
            "healthcheck": _health(["CMD", "pg_isready", "-q", "-h", "127.0.0.1", "-U", "mockmate"], 2, 3, 30, 5),
        },
        "valkey": {"image": VALKEY, "command": ["valkey-server", "--save", "", "--protected-mode", "no"]},
    }
    for name in NAMES:
        task = render(name, VALUES)
        # It holds the network that the containers of a task share.
        services[f"{name}-task"] = {
            "image": VALKEY,
            "entrypoint": ["sleep", "infinity"],
            "init": True,
            "stop_grace_period": "1s",
            "ports": [f"127.0.0.1:{PORTS[name]}:8080"] if name in PORTS else [],
        }
        for container in task["containerDefinitions"]:
            services[f"{name}-{container['name']}"] = _service(container, name, tag, instead)
    volumes: Json = {volume.partition(":")[0]: {} for each in services.values() for volume in each.get("volumes", [])}
    return {"services": services, "volumes": volumes}


def _service(container: Json, task: str, tag: str, instead: dict[str, str]) -> Json:
    variables = {each["name"]: instead.get(each["name"], each["value"]) for each in container["environment"]}
    variables |= {each["name"]: SECRETS[each["name"]] for each in container.get("secrets", [])}
    image = container["image"].rpartition("/")[2].partition(":")[0]
    waits_for = {f"{task}-task": {"condition": "service_started"}, "postgres": {"condition": "service_healthy"}}
    if task != "check":
        before = "check-check" if task == "migrate" else "migrate-migrate"
        waits_for[before] = {"condition": "service_completed_successfully"}
    service: Json = {
        "image": f"mockmate/{image}:{tag}",
        "network_mode": f"service:{task}-task",
        "user": container["user"],
        "read_only": container["readonlyRootFilesystem"],
        "init": container["linuxParameters"]["initProcessEnabled"],
        "cap_drop": container["linuxParameters"]["capabilities"]["drop"],
        # Compose takes a single $ for a variable of its own.
        "environment": {name: value.replace("$", "$$") for name, value in variables.items()},
        "volumes": [f"{task}-{each['sourceVolume']}:{each['containerPath']}" for each in container["mountPoints"]],
        "stop_grace_period": f"{container['stopTimeout']}s",
        # Fargate's signal, whatever the image says.
        "stop_signal": "SIGTERM",
        "depends_on": waits_for,
    }
    if "command" in container:
        service["command"] = container["command"]
    if check := container.get("healthCheck"):
        numbers = (check["interval"], check["timeout"], check["startPeriod"], check["retries"])
        service["healthcheck"] = _health(check["command"], *numbers)
    else:
        service["healthcheck"] = {"disable": True}
    return service


def _health(test: list[str], interval: int, timeout: int, start: int, retries: int) -> Json:
    seconds = {"interval": f"{interval}s", "timeout": f"{timeout}s", "start_period": f"{start}s"}
    return {"test": test, **seconds, "retries": retries}
