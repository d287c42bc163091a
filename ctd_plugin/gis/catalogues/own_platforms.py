"""The user's own platforms: their file, and the regions' profiles with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ...catalogues.health import Health, Key, platform_in_order
from ...catalogues.platform_file import remove_platform, save_platform
from ...catalogues.registry import Platform, read_platforms, with_own_platforms
from ...errors import CtdError
from ...settings import read_settings, write_settings
from ..user_profile import profile_folder
from .known_health import known_health

if TYPE_CHECKING:
    from ...data.profile.edition_reader import EditionProfiles
    from ...data.profile.region_profile import RegionProfile

_FILE = "platforms.json"


def own_file() -> Path:
    """Return the file of the user's own platforms: that of the options, else one in the profile, made when needed."""
    return read_settings().own_platforms or profile_folder() / _FILE


def own_platforms() -> tuple[Platform, ...]:
    """Return the user's own platforms, none without a file; CtdError where it cannot be read."""
    settings = read_settings()
    if settings.own_platforms is None:
        return ()
    try:
        state = settings.own_platforms.stat()
    except OSError:
        return read_platforms(settings.own_platforms)
    return _read(settings.own_platforms, state.st_ino, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, *_state: int) -> tuple[Platform, ...]:
    """Return the platforms of a file, which is read again only where `_state`, what identifies its content, differs."""
    return read_platforms(path)


def save_own(platform: Platform) -> None:
    """Store one of the user's own platforms in place of the one with its id; CtdError where that fails."""
    path = own_file()
    save_platform(path, replace(platform, is_own=False))
    settings = read_settings()
    if settings.own_platforms is None:
        write_settings(replace(settings, platforms_file=str(path)))


def remove_own(identifier: str) -> None:
    """Remove one of the user's own platforms: a bundled one of the same id shows again. CtdError where that fails."""
    remove_platform(own_file(), identifier)


def with_own(edition: EditionProfiles) -> EditionProfiles:
    """Return an edition whose regions have the user's own platforms too, marked with `is_own`.

    One of the same id takes the place of the edition's, whose quote from the survey it keeps. Where the user's file
    cannot be read the edition is returned without them: what reads the file says so. Services that answered come first.
    It is the same object for as long as nothing of all that has changed.
    """
    try:
        own = own_platforms()
    except CtdError:
        own = ()
    checked = known_health()
    if not own and not checked:
        return edition
    known = _merged.get(edition)
    if known is None or known[0] is not own or known[1] is not checked:
        known = _merged[edition] = own, checked, _answering_first(_with_own_platforms(edition, own), checked)
    return known[2]


# A click of the panel asks for it each time.
_merged: WeakKeyDictionary[EditionProfiles, tuple[tuple[Platform, ...], Mapping[Key, Health], EditionProfiles]] = (
    WeakKeyDictionary()
)


def _answering_first(edition: EditionProfiles, checked: Mapping[Key, Health]) -> EditionProfiles:
    return replace(
        edition,
        profiles=tuple(_in_order(profile, checked) for profile in edition.profiles),
        undrawn=tuple(_in_order(profile, checked) for profile in edition.undrawn),
    )


def _in_order(profile: RegionProfile, checked: Mapping[Key, Health]) -> RegionProfile:
    platforms = tuple(platform_in_order(platform, checked) for platform in profile.platforms)
    return profile if platforms == profile.platforms else replace(profile, platforms=platforms)


def _with_own_platforms(edition: EditionProfiles, own: tuple[Platform, ...]) -> EditionProfiles:
    quotes = {platform.id: platform.survey_quote for profile in edition.everywhere for platform in profile.platforms}
    own = tuple(replace(one, survey_quote=one.survey_quote or quotes.get(one.id, "")) for one in own)
    return replace(
        edition,
        profiles=tuple(_with_own(profile, own) for profile in edition.profiles),
        undrawn=tuple(_with_own(profile, own) for profile in edition.undrawn),
    )


def _with_own(profile: RegionProfile, own: tuple[Platform, ...]) -> RegionProfile:
    ids = {platform.id for platform in profile.platforms}
    concerned = [platform for platform in own if platform.region == profile.code or platform.id in ids]
    if not concerned:
        return profile
    merged = with_own_platforms(profile.platforms, concerned)
    # An own platform of this id may be one of another region.
    return replace(profile, platforms=tuple(one for one in merged if one.region == profile.code))
