#!/usr/bin/env bash
# Babel: Ireland's time has its winter name in summer and its summer name in winter.
#
# Expected: CLDR's names for the clock in use: "Irish Standard Time" for Europe/Dublin in July, an hour ahead of
# Greenwich, and "Greenwich Mean Time" in January.
# Seen with Babel 2.18.0: the two are exchanged. The time zone database defines Irish winter time as daylight saving time
# of minus one hour, and any offset of daylight saving time that isn't zero is taken for summer.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check Babel==2.18.0 tzdata==2026.3
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo, reset_tzpath

from babel.dates import get_timezone_name

reset_tzpath(to=[])  # the database of the package, not the machine's
print("Babel", version("Babel"), "with tzdata", version("tzdata"))
SEEN = {
    ("Europe/London", 1): "Greenwich Mean Time",
    ("Europe/London", 7): "British Summer Time",
    ("Europe/Dublin", 1): "Irish Standard Time",
    ("Europe/Dublin", 7): "Greenwich Mean Time",
}
changed = False
for (zone, month), seen in SEEN.items():
    moment = datetime(2026, month, 15, 12, tzinfo=ZoneInfo(zone))
    name = get_timezone_name(moment, "long", locale="en_IE")
    print(f"  {zone}, {moment:%d %B, UTC%z}: {name}")
    changed |= name != seen
sys.exit(changed)
PYTHON
