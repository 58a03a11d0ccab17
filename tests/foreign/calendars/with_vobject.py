"""Reads calendars with vobject, validating: a line for each event, as ../test_calendars.py wants it."""

import sys
from pathlib import Path

import vobject

for file in sys.argv[1:]:
    calendar = vobject.readOne(Path(file).read_bytes().decode())
    try:
        calendar.validate(raiseException=True)
    except vobject.base.ValidateError as error:
        print(file, "invalid", "vobject", error, sep="\t")  # noqa: T201
    for event in calendar.contents.get("vevent", []):
        times = [int(each.value.timestamp()) for each in (event.dtstart, event.dtend)]
        before = [each.trigger.value for each in event.contents.get("valarm", [])]
        alarms = ",".join(str(-int(each.total_seconds()) // 60) for each in before)
        fields = (calendar.method.value, event.uid.value, event.sequence.value, event.status.value, *times, alarms)
        print(file, "vobject", *fields, sep="\t")  # noqa: T201
