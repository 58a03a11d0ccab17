"""Tables that have to name every kind: one that doesn't is refused at import, by the name of what is missing."""

from __future__ import annotations

import pytest

from shared.core.completeness import require_whole
from shared.mail.preferences import KINDS


@pytest.mark.parametrize("missing", [["match.found"], ["booking.reminder", "week.summarized"]])
def test_a_table_that_lacks_something_is_refused_by_its_name(missing: list[str]):
    table = {kind: 1 for kind in KINDS if kind not in missing}
    with pytest.raises(RuntimeError, match=f"^LETTERS has no entry for {', '.join(missing)}.$"):
        require_whole("LETTERS", table, KINDS)


def test_a_table_that_has_something_else_is_refused_by_its_name():
    with pytest.raises(RuntimeError, match=r"^LETTERS has an entry for nonsense, which is not known\.$"):
        require_whole("LETTERS", dict.fromkeys([*KINDS, "nonsense"]), KINDS)
