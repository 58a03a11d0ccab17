"""`python -m deployment.ecs.render VALUES.json FOLDER`: fills the task definitions, checks them and writes them.

VALUES.json is what `terraform output -json task_values` prints, or the same keys written by hand. Most are texts that
the templates name; `settings`, `secret_arns` and `gateway_settings` are variables of the containers by their names,
which replace those of the templates.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from deployment.ecs.rules import problems

TEMPLATES = Path(__file__).resolve().parent / "task-definitions"
NAMES = ("check", "migrate", "ws", "api")

Definition = dict[str, Any]
Values = Mapping[str, Any]
"""A text for each name in the templates, and mappings of texts for the three that are variables of containers."""


class Unusable(Exception):
    """A task definition that ECS would refuse, or that nobody should run; the message lists what is wrong."""


def render(name: str, values: Values) -> Definition:
    """Return a task definition as ECS takes it. Raises Unusable."""
    template = Template((TEMPLATES / f"{name}.json").read_text(encoding="utf-8"))
    # Escaped as inside a JSON string, so that no value can end it.
    escaped = {key: json.dumps(value)[1:-1] for key, value in values.items() if isinstance(value, str)}
    try:
        definition: Definition = json.loads(template.substitute(escaped))
    except KeyError as missing:
        raise Unusable(f"{name}: no value is given for {missing.args[0]}") from None
    for container in definition["containerDefinitions"]:
        _set_more(container, values)
    if found := problems(definition):
        raise Unusable("\n".join(f"{name}: {each}" for each in found))
    return definition


def _set_more(container: dict[str, Any], values: Values) -> None:
    """Set what a deployer added. deployment/terraform/services.tf does the same for the first release."""
    is_gateway = container["name"] == "nginx"
    plain: Mapping[str, str] = values.get("gateway_settings" if is_gateway else "settings", {})
    secret: Mapping[str, str] = {} if is_gateway else values.get("secret_arns", {})
    for key, field, given in (("environment", "value", plain), ("secrets", "valueFrom", secret)):
        kept = [each for each in container.get(key, []) if each["name"] not in {*plain, *secret}]
        container[key] = kept + [{"name": name, field: value} for name, value in sorted(given.items())]


def main(arguments: list[str]) -> int:
    """Render all of them, or none. Returns the exit code."""
    if len(arguments) != 2:
        print("usage: python -m deployment.ecs.render VALUES.json FOLDER", file=sys.stderr)
        return 2
    source, folder = Path(arguments[0]), Path(arguments[1])
    try:
        values = json.loads(source.read_text(encoding="utf-8"))
        rendered = {name: render(name, values) for name in NAMES}
    except (OSError, ValueError, Unusable) as error:
        print(error, file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for name, definition in rendered.items():
        (folder / f"{name}.json").write_text(json.dumps(definition, indent=2) + "\n", encoding="utf-8")
        print(f"wrote {folder / name}.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
