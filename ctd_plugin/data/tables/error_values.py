"""The error values that spreadsheets show in cells whose formula failed."""

from __future__ import annotations

import re

_LONGEST = 30
_ERROR = re.compile(r"#(?:N/[AD]|NV|GETTING_DATA|[¡¿]?[A-ZÀ-Ý][A-ZÀ-Ý/0_]*[!?])|Err\s?:\s?[5-9]\d\d")


def is_error_value(text: str) -> bool:
    """Whether a text is a spreadsheet's error value, in any language: #N/A, #REF!, #VALEUR!, #NOM?, Err:502."""
    return len(text) <= _LONGEST and _ERROR.fullmatch(text.strip()) is not None
