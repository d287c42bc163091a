"""Telling in Processing's log what was odd, however much there is."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProcessingFeedback

from ..i18n import tr

_MOST = 100


def warn(messages: Sequence[str], feedback: QgsProcessingFeedback) -> None:
    """Push the messages as warnings; of very many, the first, and how many there are besides."""
    for message in messages[:_MOST]:
        feedback.pushWarning(message)
    if len(messages) > _MOST:
        feedback.pushWarning(tr("{count} more warnings are not shown here.").format(count=len(messages) - _MOST))
