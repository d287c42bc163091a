"""How much a download may bring and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass

from ...settings import Settings

MOST_MEGABYTES = 1_000_000
MOST_MINUTES = 1440


@dataclass(frozen=True)
class DownloadLimits:
    """The most that a file may have in megabytes, once unpacked, and take in minutes."""

    megabytes: int = Settings.download_megabytes
    minutes: int = Settings.download_minutes

    @property
    def bytes(self) -> int:
        return self.megabytes * 1_000_000


DEFAULT_LIMITS = DownloadLimits()


def limits_of(settings: Settings) -> DownloadLimits:
    """Return the limits that the user set, brought to what makes sense."""
    megabytes, minutes = max(1, settings.download_megabytes), max(1, settings.download_minutes)
    return DownloadLimits(min(megabytes, MOST_MEGABYTES), min(minutes, MOST_MINUTES))
