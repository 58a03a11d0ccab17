"""Tables that have to name every kind: one that doesn't is refused at import, by the name of what is missing."""

from __future__ import annotations

import pytest

from mockmate_ws.jobs.notification_mail import _WRITERS
from shared.core.completeness import require_whole
from shared.events import types
from shared.mail.preferences import DEFAULTS, KINDS


def test_every_kind_of_notification_has_a_default_a_letter_and_an_event_of_ones_own_stream():
    of_people = {event.type for event in types.ALL if "user" in event.streams}
    assert set(KINDS) == set(DEFAULTS) == set(_WRITERS)
    assert set(KINDS) <= of_people


@pytest.mark.parametrize("missing", [["match.found"], ["booking.reminder", "week.summarized"]])
def test_a_table_that_lacks_something_is_refused_by_its_name(missing: list[str]):
    table = {kind: 1 for kind in KINDS if kind not in missing}
    with pytest.raises(RuntimeError, match=f"^LETTERS has no entry for {', '.join(missing)}.$"):
        require_whole("LETTERS", table, KINDS)
