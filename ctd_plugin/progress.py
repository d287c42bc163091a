"""The type of progress callbacks of work that knows no QGIS."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[float], None]
"""Called with the progress in per cent; raises Cancelled to stop the work."""
