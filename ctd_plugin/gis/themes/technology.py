"""Theme `technology`: what each region's platforms run on, those of the State apart."""

from __future__ import annotations

from qgis.core import QgsFeature

from ...catalogues.registry import Operator, PlatformStatus, Technology
from ...i18n import plural, tr
from ..labels.platforms import technology_names
from ..project.layers import CtdLayers
from ..style.classes import Classes, FillClass, by_region
from ..style.palette import OTHER_TECHNOLOGY_FILL, TECHNOLOGY_FILLS
from .theme import Drawing, KeyEntry

# What stands on the map, where a name would not fit.
_CODES = {
    Technology.GEORCHESTRA: "GO",
    Technology.PRODIGE: "PR",
    Technology.ONEGEO: "OG",
    Technology.OPENDATASOFT: "ODS",
    Technology.CKAN: "CK",
    Technology.DATA4CITIZEN: "D4C",
    Technology.DATAFAIR: "DF",
    Technology.ARCGIS: "AG",
    Technology.GEONETWORK: "GN",
    Technology.OTHER: "+",
}
_OTHER = "others"


def draw_technology(layers: CtdLayers) -> Drawing:
    platforms = _platforms(layers)
    texts = {code: _written(rows) for code, rows in platforms.items()}
    active = sum(row["status"] == PlatformStatus.ACTIVE for rows in platforms.values() for row in rows)
    headline = plural(
        active,
        tr("Data platforms: {count} active in {total} regions"),
        tr("Data platforms: {count} active in {total} regions"),
    )
    return Drawing(
        headline=headline.format(count=active, total=layers.regions.featureCount()),
        subject=tr("Technology of the data platforms in the regions of France"),
        legend_title=tr("Main platform\n(number of regions)"),
        classes=technology_classes(layers),
        texts=texts,
        short_texts=texts,
        key=_key(platforms),
        notes=[
            tr("Platforms named in the survey; where it names none, and for open data, those publicly known."),
        ],
    )


def technology_classes(layers: CtdLayers) -> Classes:
    """Return a class for each of the most used technologies, by the region's main active platform."""
    main = {}
    for code, rows in _platforms(layers).items():
        first = next((row for row in rows if row["status"] == PlatformStatus.ACTIVE), None)
        if first is not None:
            technology = Technology(first["technology"])
            main[code] = technology.value if technology in TECHNOLOGY_FILLS else _OTHER
    names = technology_names()
    fills = [FillClass(t.value, fill, names[t]) for t, fill in TECHNOLOGY_FILLS.items() if t.value in main.values()]
    if _OTHER in main.values():
        fills.append(FillClass(_OTHER, OTHER_TECHNOLOGY_FILL, tr("another technology")))
    return Classes(by_region(main), fills, tr("No active platform known"))


def _platforms(layers: CtdLayers) -> dict[str, list[QgsFeature]]:
    """Return region code → its platforms in the order of the registry, the main one first."""
    platforms: dict[str, list[QgsFeature]] = {}
    for row in layers.tables["platforms"].getFeatures():
        platforms.setdefault(row["region_code"], []).append(row)
    return platforms


def _written(rows: list[QgsFeature]) -> str:
    """Return the codes of a region: "GO ODS" over "[PR]" for the State's; † retired, * planned."""
    lines = {False: [], True: []}
    for row in rows:
        code = _CODES[Technology(row["technology"])]
        code += {PlatformStatus.RETIRED: "†", PlatformStatus.PLANNED: "*"}.get(row["status"], "")
        codes = lines[row["operator"] == Operator.ETAT]
        if code not in codes:
            codes.append(code)
    texts = [" ".join(lines[False]), f"[{' '.join(lines[True])}]" if lines[True] else ""]
    return "\n".join(filter(None, texts))


def _key(platforms: dict[str, list[QgsFeature]]) -> list[KeyEntry]:
    rows = [row for rows in platforms.values() for row in rows]
    used = {Technology(row["technology"]) for row in rows}
    names = technology_names()
    entries = [
        KeyEntry(f"{code}  {names[technology]}", narrow=True)
        for technology, code in _CODES.items()
        if technology in used
    ]
    marks = (
        ("[ ]  " + tr("of the State"), any(row["operator"] == Operator.ETAT for row in rows)),
        ("†  " + tr("retired"), any(row["status"] == PlatformStatus.RETIRED for row in rows)),
        ("*  " + tr("planned"), any(row["status"] == PlatformStatus.PLANNED for row in rows)),
    )
    return [*entries, *(KeyEntry(words, narrow=True) for words, used_ in marks if used_)]
