"""mockmate/values.schema.json: `python -m deployment.helm.schema` writes it from the settings and nginx/render.sh.

Whatever the services read can be set: what may hold a secret by the keys of `existingSecret`, all else by `settings`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from shared.core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "deployment" / "helm" / "mockmate" / "values.schema.json"

SETTLED = {"bind", "port", "ws_host", "ws_port", "mockmate_home", "build"}
"""What the images and the probes of the chart agree on."""
_OF_THE_GATEWAY = {"LISTEN", "API_SERVERS", "WS_SERVERS", "SERVER_OPTIONS", "RESOLVER", "WEB_ROOT", "ZEGO_APP_ID"}
"""What the chart tells the gateway by itself."""

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_SWITCH: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 1}
_MAP: Schema = {"type": "object"}
_LIST: Schema = {"type": "array", "items": {"type": "object"}}
_STRINGS: Schema = {"type": "object", "additionalProperties": {"type": "string"}}


def secrets() -> set[str]:
    """Return the variables that belong into the Secret."""
    fields = Settings.model_fields.items()
    return {name.upper() for name, field in fields if field.annotation is SecretStr or not field.repr}


def settings() -> dict[str, str]:
    """Return the variables that belong into the values, with what they mean."""
    fields = Settings.model_fields.items()
    plain = {name.upper(): str(field.description) for name, field in fields if name not in SETTLED}
    return {name: meaning for name, meaning in plain.items() if name not in secrets()}


def gateway_settings() -> dict[str, str]:
    """Return what nginx/render.sh reads, with what it means there."""
    text = (ROOT / "nginx" / "render.sh").read_text(encoding="utf-8")
    found = re.findall(r'^: "\$\{(\w+):=.*?\}" +# (.*)$', text, re.MULTILINE)
    found += [(name, "") for name in re.findall(r'^: "\$\{(\w+):=[^#]*$', text, re.MULTILINE)]
    return {name: meaning for name, meaning in found if name not in _OF_THE_GATEWAY}


def schema() -> Schema:
    """Return the schema of all values."""
    digits = _object(enabled=_SWITCH, minReplicas=_COUNT, maxReplicas=_COUNT)
    api = _workload(autoscaling=_with(digits, cpuPercent={"type": "integer", "minimum": 1, "maximum": 100}))
    values = _object(
        image=_with(
            {**_object(registry=_TEXT, pullPolicy={"enum": ["Always", "IfNotPresent", "Never"]}), "required": ["tag"]},
            tag={"type": "string", "minLength": 1, "not": {"const": "latest"}, "description": "The release."},
            pullSecrets=_LIST,
        ),
        existingSecret={"type": "string", "minLength": 1, "description": "The Secret with the secret settings."},
        settings=_variables(settings()),
        extraEnv=_LIST,
        extraVolumes=_LIST,
        extraVolumeMounts=_LIST,
        serviceAccountName=_TEXT,
        podAnnotations=_STRINGS,
        nodeSelector=_STRINGS,
        tolerations=_LIST,
        api=api,
        ws=_workload(autoscaling=_with(digits, socketsPerPod=_COUNT)),
        gateway=_workload(settings=_variables(gateway_settings())),
        migrate=_object(resources=_MAP, activeDeadlineSeconds=_COUNT),
        backup=_object(
            enabled=_SWITCH,
            image=_TEXT,
            schedule={"type": "string", "minLength": 9},
            keep=_COUNT,
            late={"type": "string", "pattern": "^[1-9][0-9]{0,4}[mhd]$"},
            trial=_SWITCH,
            resources=_MAP,
            activeDeadlineSeconds=_COUNT,
            persistence=_object(existingClaim=_TEXT, size=_TEXT, storageClass=_TEXT),
        ),
        podDisruptionBudget=_object(enabled=_SWITCH),
        clusterDomain=_TEXT,
        service=_object(type={"enum": ["ClusterIP", "NodePort", "LoadBalancer"]}, port=_COUNT),
        ingress=_object(enabled=_SWITCH, className=_TEXT, host=_TEXT, tlsSecret=_TEXT, annotations=_STRINGS),
        monitoring=_object(serviceMonitor=_SWITCH, prometheusRule=_SWITCH, labels=_STRINGS),
    )
    values["properties"]["global"] = _MAP  # Helm's own, for charts that include this one
    return {"$schema": "http://json-schema.org/draft-07/schema#", "required": ["existingSecret", "image"], **values}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _with(made: Schema, **properties: Schema) -> Schema:
    return {**made, "properties": {**made["properties"], **properties}}


def _workload(**properties: Schema) -> Schema:
    common: dict[str, Schema] = {
        "image": _TEXT,
        "replicas": _COUNT,
        "resources": _MAP,
        "terminationGracePeriodSeconds": _COUNT,
    }
    return _object(**common, **properties)


def _variables(meanings: dict[str, str]) -> Schema:
    kinds = ["string", "number", "boolean"]
    described: dict[str, Schema] = {name: {"type": kinds, "description": text} for name, text in meanings.items()}
    return _object(**described)


def text() -> str:
    """Return the file."""
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
