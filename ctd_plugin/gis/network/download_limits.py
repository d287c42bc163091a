"""How much a download may bring and how long it may take, unless the user sets other limits."""

from __future__ import annotations

from dataclasses import dataclass

MOST_MEGABYTES = 1_000_000
MOST_MINUTES = 1440


@dataclass(frozen=True)
class Ceiling:
    """The most that a file may have in megabytes, once unpacked, and take in minutes."""

    megabytes: int = 500
    minutes: int = 30

    @property
    def bytes(self) -> int:
        return self.megabytes * 1_000_000


USUAL = Ceiling()
