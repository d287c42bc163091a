"""The size that a download may have and the time that it may take."""

from __future__ import annotations

from dataclasses import dataclass

from ...settings import Settings

MAX_MEGABYTES = 1_000_000
MAX_MINUTES = 1440


@dataclass(frozen=True)
class DownloadLimits:
    """The most megabytes that a file may have, once unpacked, and the most minutes that it may take."""

    megabytes: int = Settings.download_megabytes
    minutes: int = Settings.download_minutes

    @property
    def bytes(self) -> int:
        """The size limit in bytes."""
        return self.megabytes * 1_000_000


DEFAULT_LIMITS = DownloadLimits()


def limits_of(settings: Settings) -> DownloadLimits:
    """Return the limits that the user set, brought into the range that makes sense."""
    megabytes, minutes = max(1, settings.download_megabytes), max(1, settings.download_minutes)
    return DownloadLimits(min(megabytes, MAX_MEGABYTES), min(minutes, MAX_MINUTES))
