"""Lists to choose from: people read names, scripts give ids, and QGIS's own numbers of the entries work too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qgis.core import QgsProcessingParameterEnum

from ..errors import CtdError
from ..i18n import tr
from ..regions import PRINTED_NAMES, REGION_NAMES, codes_by_name

_CODE_OF_ENTRY = re.compile(r"\((\w\w)\)\s*$")


def choice_parameter(
    name: str, label: str, choices: Mapping[str, str], default: str | None
) -> QgsProcessingParameterEnum:
    """Return a parameter for one of several ids, each shown by its name; without a default it is optional."""
    number = None if default is None else list(choices).index(default)
    parameter = QgsProcessingParameterEnum(
        name, label, list(choices.values()), defaultValue=number, optional=default is None
    )
    parameter.setHelp(tr("In scripts: {ids}.").format(ids=", ".join(choices)))
    return parameter


def choices_parameter(name: str, label: str, choices: Mapping[str, str]) -> QgsProcessingParameterEnum:
    """Return an optional parameter for some of several ids, each shown by its name."""
    parameter = QgsProcessingParameterEnum(name, label, list(choices.values()), allowMultiple=True, optional=True)
    parameter.setHelp(tr("In scripts: {ids}.").format(ids=", ".join(choices)))
    return parameter


def chosen_ids(texts: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Return each id once, given as such or by its number in the list; CtdError for an unknown one."""
    numbered = {str(number): id_ for number, id_ in enumerate(ids)}
    chosen = []
    for given in re.split(r"[,;\s]+", ",".join(texts).strip()):
        id_ = numbered.get(given, given)
        if id_ and id_ not in ids:
            message = tr("“{given}” is not in the list; choose among {ids}.")
            raise CtdError(message.format(given=given, ids=", ".join(ids)))
        chosen.append(id_)
    return list(dict.fromkeys(filter(None, chosen)))


def regions_parameter(name: str, label: str) -> QgsProcessingParameterEnum:
    """Return an optional parameter for some regions, in the order of their names, each with its code."""
    parameter = QgsProcessingParameterEnum(
        name, label, region_entries(), allowMultiple=True, optional=True, usesStaticStrings=True
    )
    parameter.setHelp(tr("In scripts also: Insee codes separated by commas, such as 53,11."))
    return parameter


def region_entries() -> list[str]:
    """Return the regions as their parameter shows them and QGIS stores them, such as "Bretagne (53)"."""
    return [f"{PRINTED_NAMES[code]} ({code})" for code in codes_by_name()]


def region_codes(texts: Sequence[str]) -> list[str]:
    """Return the codes of regions: of entries of the list, or Insee codes with commas, semicolons or spaces between.

    Raises CtdError for an unknown one.
    """
    codes: list[str] = []
    for part in re.split(r"[,;]", ",".join(texts)):
        entry = _CODE_OF_ENTRY.search(part)
        codes += [entry[1]] if entry else part.split()
    for code in codes:
        if code not in REGION_NAMES:
            raise CtdError(
                tr("“{code}” is not the Insee code of a region; the codes are {codes}.").format(
                    code=code, codes=", ".join(REGION_NAMES)
                )
            )
    return codes


def _entry(code: str) -> str:
    return f"{PRINTED_NAMES[code]} ({code})"
