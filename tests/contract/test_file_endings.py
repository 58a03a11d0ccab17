"""A pad that is saved has the same ending in the client's own download and in the export of the room."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from mockmate_api.interview.room_files import ending
from shared.events.schemas import CodeLanguage

FILE = Path(__file__).parents[2] / "web" / "src" / "room" / "desk" / "languageFiles.ts"


def test_client_and_server_end_the_name_of_a_file_in_the_same_way() -> None:
    in_client = dict(re.findall(r'^\t(\w+): "(\w+)",$', FILE.read_text(encoding="utf-8"), re.MULTILINE))
    assert in_client == {language: ending(language) for language in get_args(CodeLanguage.__value__)}
