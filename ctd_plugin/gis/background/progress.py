"""The progress of long work, and its end where the user cancels it."""

from __future__ import annotations

from qgis.core import QgsFeedback

from ...errors import Cancelled
from ...i18n import language, tr


def report_progress(feedback: QgsFeedback | None, percent: float) -> None:
    """Set the progress, or raise Cancelled where the user cancelled the work."""
    if feedback is None:
        return
    if feedback.isCanceled():
        # In the user's language, which may not be that of the map.
        with language(None):
            raise Cancelled(tr("Cancelled; nothing was written."))
    feedback.setProgress(percent)
