"""The errors whose message is shown to the user."""

from __future__ import annotations


class CtdError(Exception):
    """An error that the user must know or can mend; its message is one sentence in their language."""


class Cancelled(CtdError):  # noqa: N818
    """The user cancelled the work; nothing was written."""
