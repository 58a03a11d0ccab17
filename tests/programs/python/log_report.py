import csv
import io
import json
import re
from collections import Counter, defaultdict

LOG = """\
2026-01-02 10:00:01 ERROR [db] timeout after 30s
2026-01-02 10:00:02 INFO [web] GET /items/42 200
2026-01-02 10:00:03 ERROR [web] GET /items/43 500
not a line
"""
LINE = re.compile(r"(?P<day>\S+) (?P<time>[\d:]+) (?P<level>[A-Z]+) \[(?P<part>\w+)\] (?P<text>.*)")
entries = [match.groupdict() for match in map(LINE.match, LOG.splitlines()) if match]
by_part = defaultdict(Counter)
for entry in entries:
    by_part[entry["part"]][entry["level"]] += 1
print(json.dumps(by_part, indent=2, sort_keys=True))
print(re.findall(r"/(\w+)/(\d+)", LOG), re.sub(r"(\d+)s", lambda match: str(int(match[1]) * 2) + "s", entries[0]["text"]))
print(re.split(r"[,;]\s*", "a, b;c"), bool(re.fullmatch(r"(?i)abc", "ABC")), re.search(r"(?<=\[)\w+", LOG).span())
print(json.loads('{"a": [1, 2.5, null, true, "\\u00e9"], "big": 123456789012345678901}'))
try:
    json.loads("{bad}")
except json.JSONDecodeError as error:
    print(error, error.pos)
writer = csv.writer(out := io.StringIO(), lineterminator="\n")
writer.writerows([["x", "y,z"], ['q"', 1]])
print(out.getvalue(), [row for row in csv.DictReader(io.StringIO("a,b\n1,2\n"))], json.dumps("é", ensure_ascii=False))
