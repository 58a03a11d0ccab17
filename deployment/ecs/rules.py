"""What a task definition must be, before anybody asks AWS: AWS's own model, Fargate's rules, and ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import botocore.session
from botocore.validate import ParamValidator

Json = dict[str, Any]

# Units of CPU, and the MiB that Fargate offers with them.
FARGATE = {
    256: {512, 1024, 2048},
    512: {1024 * gib for gib in range(1, 5)},
    1024: {1024 * gib for gib in range(2, 9)},
    2048: {1024 * gib for gib in range(4, 17)},
    4096: {1024 * gib for gib in range(8, 31)},
    8192: {1024 * gib for gib in range(16, 61, 4)},
    16384: {1024 * gib for gib in range(32, 121, 8)},
}
# As in variables.tf: ACCESS_TOKEN_MINUTES is none, JWT_SECRET_PREVIOUS is one.
_SECRET_NAMES = re.compile(
    r"(^|_)(PASSWORD|SECRET|TOKEN|PEPPER|HEADERS|PRIVATE_KEY|ACCESS_KEY|ACCOUNT)(_ID|_PREVIOUS)?$"
    r"|^(REDIS|DATABASE|MAIL|JUDGE0|RUNNER)_URL$|^OIDC_PROVIDERS$"
)
_PINNED = re.compile(r"(:[\w.-]+|@sha256:[0-9a-f]{64})$")
_SECRET_ARN = re.compile(r"arn:aws[\w-]*:(secretsmanager|ssm):[\w-]+:\d{12}:")


def problems(definition: Json) -> list[str]:
    """Return what is wrong with a task definition, a sentence each; nothing when it can be registered and run."""
    shape = botocore.session.get_session().get_service_model("ecs").operation_model("RegisterTaskDefinition")
    report = ParamValidator().validate(definition, shape.input_shape)
    if report.has_errors():
        # The rules below need the right types.
        return [str(line) for line in report.generate_report().splitlines()]
    return [
        *_unknown_words(definition, shape.input_shape, "task"),
        *_size(definition),
        *(
            f"{each['name']}: {text}"
            for each in definition["containerDefinitions"]
            for rule in (_rights, _operation, _values)
            for text in rule(each)
        ),
        *_volumes(definition),
    ]


def _unknown_words(value: Any, shape: Any, path: str) -> Iterator[str]:
    """The model's validator checks types and names; which words are allowed only the server does."""
    if shape.type_name == "structure":
        for name, member in value.items():
            yield from _unknown_words(member, shape.members[name], f"{path}.{name}")
    elif shape.type_name == "list":
        for number, member in enumerate(value):
            yield from _unknown_words(member, shape.member, f"{path}[{number}]")
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        yield f"{path}: {value!r} is none of {', '.join(shape.enum)}"


def _size(definition: Json) -> Iterator[str]:
    containers = definition["containerDefinitions"]
    cpu, memory = int(definition["cpu"]), int(definition["memory"])
    if memory not in FARGATE.get(cpu, ()):
        yield f"Fargate has no size of {cpu} CPU units with {memory} MiB"
    if sum(each.get("cpu", 0) for each in containers) > cpu:
        yield "the containers ask for more CPU than the task has"
    if sum(each.get("memory", each.get("memoryReservation", 0)) for each in containers) > memory:
        yield "the containers ask for more memory than the task has"
    ports = [port["containerPort"] for each in containers for port in each.get("portMappings", [])]
    if len(ports) != len(set(ports)):
        yield "two containers have the same port, and all of a task share one network"


def _rights(container: Json) -> Iterator[str]:
    if not container.get("readonlyRootFilesystem"):
        yield "its file system can be written"
    if container.get("user", "0").partition(":")[0] in ("0", "root"):
        yield "it runs as root"
    if container.get("privileged"):
        yield "it is privileged"
    if "ALL" not in container.get("linuxParameters", {}).get("capabilities", {}).get("drop", []):
        yield "it keeps capabilities"


def _operation(container: Json) -> Iterator[str]:
    if not 2 <= container.get("stopTimeout", 30) <= 120:
        yield "stopTimeout must be 2 to 120 seconds on Fargate"
    if container["image"].endswith(":latest") or not _PINNED.search(container["image"]):
        yield f"its image is not pinned: {container['image']}"
    if "logConfiguration" not in container:
        yield "its log goes nowhere"


def _values(container: Json) -> Iterator[str]:
    for variable in container.get("environment", []):
        if _SECRET_NAMES.search(variable["name"]):
            yield f"{variable['name']} belongs in secrets"
    for secret in container.get("secrets", []):
        if not _SECRET_ARN.match(secret["valueFrom"]):
            yield f"{secret['name']} doesn't come from Secrets Manager or the parameter store"


def _volumes(definition: Json) -> Iterator[str]:
    volumes = {volume["name"] for volume in definition.get("volumes", [])}
    for container in definition["containerDefinitions"]:
        for mount in container.get("mountPoints", []):
            if mount["sourceVolume"] not in volumes:
                yield f"{container['name']}: there is no volume {mount['sourceVolume']}"
