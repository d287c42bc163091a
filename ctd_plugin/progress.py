"""How a long work without QGIS speaks with its user."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[float], None]
"""Is told per cent, and may raise to stop."""
