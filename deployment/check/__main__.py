"""`python -m deployment.check`: tries every setting and connection of a deployment, and says what is wrong.

Nothing is changed, and no secret is printed. The exit code is 0 if everything works, 1 if something doesn't, and 2 if
the settings can't be read.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence

import structlog

from deployment.check.parts import NEEDED, Found, look, parts
from shared.core.settings import Settings, SettingsError


def main(arguments: Sequence[str]) -> int:
    """Check what the command line names. Returns the exit code."""
    given = read(arguments)
    # What the parts would log is what is said here.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable(logging.CRITICAL)
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        report(given.json, [{"part": "settings", "weight": "wrong", "text": line} for line in str(error).splitlines()])
        if not given.json:
            print("Nothing else was checked: no part starts with such settings.")
        return 2
    chosen = [part for part in parts(before_rollout=given.before_rollout) if part.name not in given.skip]
    found = [_weighed(each, before_rollout=given.before_rollout) for each in look(settings, chosen, given.seconds)]
    report(given.json, [{"part": part, "weight": finding.weight, "text": finding.text} for part, finding in found])
    faulty = {part for part, finding in found if finding.weight == "wrong"}
    if not given.json:
        for word, names in (
            ("Faults", [part.name for part in chosen if part.name in faulty]),
            ("Fine", [part.name for part in chosen if part.name not in faulty]),
        ):
            if names:
                print(f"{word}: {', '.join(names)}.")
    return int(bool(faulty))


def read(arguments: Sequence[str]) -> argparse.Namespace:
    summary, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(prog="python -m deployment.check", description=summary, epilog=rest)
    parser.add_argument("--json", action="store_true", help="print one JSON object, for programs")
    parser.add_argument(
        "--before-rollout",
        action="store_true",
        help=f"fail only for what a release can't do without ({', '.join(sorted(NEEDED))}); the schema may be behind,"
        " and the public URLs are not asked",
    )
    names = [part.name for part in parts()]
    parser.add_argument("--skip", action="append", choices=names, default=[], help="leave a part out; may be repeated")
    parser.add_argument("--seconds", type=float, default=20, help="how long the parts may take (%(default)s)")
    return parser.parse_args(arguments)


def _weighed(found: Found, *, before_rollout: bool) -> Found:
    if before_rollout and found.part not in NEEDED:
        return found._replace(finding=found.finding._replace(weight="advice"))
    return found


def report(as_json: bool, found: list[dict[str, str]]) -> None:  # noqa: FBT001
    """Print what was found."""
    if as_json:
        print(json.dumps({"ok": all(each["weight"] != "wrong" for each in found), "findings": found}))
        return
    for each in found:
        mark = "WRONG" if each["weight"] == "wrong" else "note "
        print(f"{mark} {each['part']}: {each['text']}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
