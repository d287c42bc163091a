"""Theme `technology`: what each region's platforms run on, those of the State apart."""

from __future__ import annotations

from collections.abc import Sequence

from ...catalogues.registry import Operator, Platform, PlatformStatus, Technology
from ...data.profile.edition_reader import EditionProfiles
from ...i18n import plural, tr
from ..labels.platforms import technology_names
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
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
    """Return the drawing of theme `technology` for the regions of layers."""
    edition = edition_of(layers)
    texts = {profile.code: _written(profile.platforms) for profile in edition.everywhere if profile.platforms}
    active = sum(len(profile.active_platforms) for profile in edition.everywhere)
    headline = plural(
        active,
        tr("Data platforms: {count} active in {total} regions"),
        tr("Data platforms: {count} active in {total} regions"),
    )
    return Drawing(
        headline=headline.format(count=active, total=layers.regions.featureCount()),
        subject=tr("Technology of the data platforms in the regions of France"),
        legend_title=tr("Main platform\n(number of regions)"),
        classes=technology_classes(edition),
        texts=texts,
        short_texts=texts,
        key=_key([platform for profile in edition.everywhere for platform in profile.platforms]),
        notes=[
            tr("Platforms named in the survey; where it names none, and for open data, those publicly known."),
        ],
    )


def technology_classes(edition: EditionProfiles) -> Classes:
    """Return a class for each of the most used technologies, by the region's main active platform."""
    main = {}
    for profile in edition.everywhere:
        if profile.main_platform is not None:
            technology = profile.main_platform.technology
            main[profile.code] = technology.value if technology in TECHNOLOGY_FILLS else _OTHER
    names = technology_names()
    fills = [FillClass(t.value, fill, names[t]) for t, fill in TECHNOLOGY_FILLS.items() if t.value in main.values()]
    if _OTHER in main.values():
        fills.append(FillClass(_OTHER, OTHER_TECHNOLOGY_FILL, tr("another technology")))
    return Classes(by_region(main), fills, tr("No active platform known"))


def _written(platforms: Sequence[Platform]) -> str:
    """Return the codes of a region: "GO ODS" over "[PR]" for the State's; † retired, * planned."""
    lines: dict[bool, list[str]] = {False: [], True: []}
    for platform in platforms:
        code = _CODES[platform.technology]
        code += {PlatformStatus.RETIRED: "†", PlatformStatus.PLANNED: "*"}.get(platform.status, "")
        codes = lines[platform.operator is Operator.ETAT]
        if code not in codes:
            codes.append(code)
    texts = [" ".join(lines[False]), f"[{' '.join(lines[True])}]" if lines[True] else ""]
    return "\n".join(filter(None, texts))


def _key(platforms: Sequence[Platform]) -> list[KeyEntry]:
    used = {platform.technology for platform in platforms}
    names = technology_names()
    entries = [
        KeyEntry(f"{code}  {names[technology]}", narrow=True)
        for technology, code in _CODES.items()
        if technology in used
    ]
    marks = (
        ("[ ]  " + tr("of the State"), any(platform.operator is Operator.ETAT for platform in platforms)),
        ("†  " + tr("retired"), any(platform.status is PlatformStatus.RETIRED for platform in platforms)),
        ("*  " + tr("planned"), any(platform.status is PlatformStatus.PLANNED for platform in platforms)),
    )
    return [*entries, *(KeyEntry(words, narrow=True) for words, used_ in marks if used_)]
