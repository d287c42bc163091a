"""The one error that the plugin shows to its user."""

from __future__ import annotations


class CtdError(Exception):
    """Something the user must know or mend, in one sentence that is already in their language."""


class Cancelled(CtdError):  # noqa: N818
    """The user stopped the work; nothing was written."""
