"""What /metrics says, as numbers."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

TOKEN = "a token for tests only"
BEARER = {"Authorization": f"Bearer {TOKEN}"}

Labels = frozenset[tuple[str, str]]


class Scrape:
    """One answer of /metrics."""

    def __init__(self, text: str) -> None:
        self.samples: dict[tuple[str, Labels], float] = {}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                key = (sample.name, frozenset(sample.labels.items()))
                assert key not in self.samples, f"{key} is there twice"
                self.samples[key] = sample.value

    def __getitem__(self, name: str) -> float:
        return self.of(name)

    def of(self, name: str, **labels: str) -> float:
        """Return a number; 0 for what has not happened yet."""
        return self.samples.get((name, frozenset(labels.items())), 0)

    @property
    def names(self) -> set[str]:
        """Return the names of all samples."""
        return {name for name, _ in self.samples}
