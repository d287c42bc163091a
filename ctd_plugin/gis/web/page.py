"""The page put together: template, style, script, and a policy that lets the browser run and load nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from ...data.about import MADE_WITH, SOURCE_SEPARATOR, made_with
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_change import CellChange
from ...data.profile.region_profile import RegionProfile
from ...data.survey.status import Status
from ...dates import short_date
from ...i18n import current_language, titled, tr
from ...regions import codes_by_name
from ..labels.labels import edition_name, edition_title, sentence_start
from ..layout.branding import Branding
from ..markup.addresses import safe_address
from ..markup.html_texts import tag
from ..regions.sections import reading_notes
from ..style.palette import (
    ACCENT,
    CHANGE_FILLS,
    NO_ANSWER_FILL,
    NO_ANSWER_HATCH,
    PAPER,
    RULE,
    STATUS_FILLS,
    TEXT,
    TEXT_MUTED,
)
from ..svg.markup import region_anchor
from ..svg.style import SVG_STYLE
from ..svg.theme_map import SvgTheme
from .logos import logo_images
from .portrait import Portrait, name_attributes, of_survey
from .statement import AccessibilityStatement
from .tables import changes_table, regions_table

_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "web"


@dataclass(frozen=True)
class PageContent:
    """What a page shows: an edition, its maps with the shapes that they share, and who publishes it."""

    edition: EditionProfiles
    themes: Sequence[SvgTheme]
    definitions: str
    branding: Branding
    statement: AccessibilityStatement


def page_html(content: PageContent) -> str:
    """Return the page in the language in force."""
    edition = content.edition
    profiles = _by_name(edition)
    script = _resource("page.js")
    style = "\n".join((_colours(), _resource("page.css"), SVG_STYLE))
    given = edition.about.get("edition", "")
    title, name = tr("Regional data committees (CTD)"), edition_name(given)
    return Template(_resource("page.html")).substitute(
        language=current_language(),
        policy=escape(_policy(style, script)),
        generator=escape(made_with()),
        title=escape(f"{title} – {name}" if name else title),
        style=style,
        script=script,
        skip=escape(tr("Skip to the map")),
        definitions=content.definitions,
        heading=escape(title),
        about=_about(edition_title(given), content.branding),
        logos=" ".join(logo_images(content.branding)),
        themes_label=escape(tr("Themes of the map")),
        theme_links="\n".join(map(_theme_link, content.themes)),
        search_words=_search_words(),
        search_label=escape(tr("Search the answers")),
        search_help=escape(tr("All words must occur; “in quotation marks”, in this order.")),
        clear=escape(tr("Clear")),
        themes="\n".join(_theme(theme, name) for theme in content.themes),
        results_title=escape(tr("Answers found")),
        changes=_changes(edition, profiles),
        table_title=escape(tr("The regions at a glance")),
        table=regions_table(profiles),
        portraits="\n".join(_portraits(edition, profiles)),
        footer="\n".join(_footer(edition, content)),
    )


def _by_name(edition: EditionProfiles) -> list[RegionProfile]:
    """Return all profiles in the order of their names, those without a place on the map too."""
    by_code = {profile.code: profile for profile in edition.everywhere}
    return [by_code[code] for code in codes_by_name(by_code)]


def _about(edition: str, branding: Branding) -> str:
    today = date.today()
    day = tag("time", escape(short_date(today)), datetime=today.isoformat())
    lines = [escape(edition), escape(branding.organisation), day]
    return " · ".join(filter(None, lines))


def _theme_link(theme: SvgTheme) -> str:
    return tag("li", tag("a", escape(sentence_start(theme.name)), href=f"#{_theme_anchor(theme)}"))


def _theme_anchor(theme: SvgTheme) -> str:
    return f"theme={theme.id}"


def _theme(theme: SvgTheme, edition: str) -> str:
    heading = f"headline-{theme.id}"
    findings = ""
    if theme.findings:
        listed = tag("ul", "\n".join(tag("li", escape(finding)) for finding in theme.findings))
        findings = tag("div", tag("h3", escape(tr("Key points"))) + listed, class_="findings")
    notes = tag("p", escape(" ".join(theme.notes)), class_="muted") if theme.notes else ""
    description = tag(
        "details",
        tag("summary", escape(tr("Description of the map"))) + _paragraphs(theme.description),
        class_="description",
    )
    drawing = tag("div", theme.map + theme.small_maps, class_="map")
    key = tag("div", f"{theme.legend}\n{findings}\n{notes}\n{description}", class_="key")
    pieces = (
        tag("h2", escape(theme.headline), id=heading),
        # The head of the page names the edition.
        tag("p", escape(theme.subject.removesuffix(f" – {edition}")), class_="subject"),
        tag("div", f"{drawing}\n{key}", class_="drawing"),
    )
    return tag("section", "\n".join(pieces), class_="theme", id=_theme_anchor(theme), aria_labelledby=heading)


def _paragraphs(text: str) -> str:
    return "".join(tag("p", escape(line)) for line in text.splitlines() if line.strip())


def _portraits(edition: EditionProfiles, profiles: Sequence[RegionProfile]) -> Iterator[str]:
    changes: dict[str, list[CellChange]] = {}
    for cell in edition.cell_changes:
        changes.setdefault(cell.region_code, []).append(cell)
    for place, profile in enumerate(profiles):
        anchor = region_anchor(profile.code)
        name = f"{anchor}-name"
        # None before the first and none after the last.
        before, after = profiles[place - 1 : place], profiles[place + 1 : place + 2]
        links = [_region_link(one, "‹\u00a0{name}") for one in before]
        links += [_region_link(one, "{name}\u00a0›") for one in after]
        links.append(tag("a", escape(tr("Back to the map")), href="#map", class_="back"))
        moves = tag("nav", " ".join(links), aria_label=tr("Other regions"), class_="moves")
        heading = tag("h2", escape(profile.printed_name), id=name, **name_attributes(profile))
        body = Portrait(profile, edition.profiles).html(changes.get(profile.code, []))
        if profile.code not in edition.by_code:
            absent = tr("The region is not on the map: the layer of regions lacks it.")
            moves += tag("p", escape(absent), class_="muted")
        yield tag(
            "article",
            f"{heading}\n{moves}\n{body}",
            class_="portrait",
            id=anchor,
            data_code=profile.code,
            aria_labelledby=name,
        )


def _region_link(profile: RegionProfile, words: str) -> str:
    return tag("a", escape(words.format(name=profile.printed_name)), href=f"#{region_anchor(profile.code)}")


def _changes(edition: EditionProfiles, profiles: Sequence[RegionProfile]) -> str:
    if not edition.changes:
        return ""
    heading = tag("h2", escape(tr("What has changed")))
    return tag("section", f"{heading}\n{changes_table(profiles)}", id="changes")


def _footer(edition: EditionProfiles, content: PageContent) -> Iterator[str]:
    notes = reading_notes(tr("Each figure is quoted right below it, with the answer it comes from."))
    listed = tag("ul", "\n".join(tag("li", escape(note)) for note in notes))
    yield tag("section", tag("h2", escape(tr("How to read the figures"))) + listed)
    sources, licences = (edition.about.get(name, "") for name in ("sources", "licences"))
    if sources:
        listed = SOURCE_SEPARATOR.join(map(edition_name, sources.split(SOURCE_SEPARATOR)))
        yield tag("p", escape(titled(tr("Sources"), listed)))
    if licences:
        yield tag("p", escape(titled(tr("Licences"), "")) + " " + of_survey("span", escape(licences)))
    yield tag("p", escape(content.branding.author.replace(MADE_WITH, made_with())))
    statement = content.statement
    if statement.line:
        address = safe_address(statement.address)
        line = escape(statement.line)
        yield tag("p", tag("a", line, href=address) if address else line, class_="statement")


def _search_words() -> str:
    """Return the attributes with the words in which the script tells what it found."""
    words = {
        "passages-one": tr("{count} passage"),
        "passages-many": tr("{count} passages"),
        "regions-one": tr("{count} region"),
        "regions-many": tr("{count} regions"),
        "outcome": tr("{passages} in {regions}"),
        "none": tr("No answer contains “{words}”."),
    }
    return " ".join(f'data-{name}="{escape(text)}"' for name, text in words.items())


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: this very style and script, embedded pictures, and nothing else."""
    rules = {
        "default-src": "'none'",
        "style-src": _hash_of(style),
        "script-src": _hash_of(script),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash_of(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _colours() -> str:
    """Return the colours of the printed maps as the style sheet names them."""
    names = {"paper": PAPER, "text": TEXT, "muted": TEXT_MUTED, "rule": RULE, "accent": ACCENT}
    fills: Mapping[str, str] = {
        **{f"status-{status.value}": STATUS_FILLS[status] for status in Status},
        **{f"change-{change.value}": fill for change, fill in CHANGE_FILLS.items()},
    }
    hatch = f":root {{ --hatch: {NO_ANSWER_HATCH}; --hatched: {NO_ANSWER_FILL}; }}"
    variables = " ".join(f"--{name}: {colour};" for name, colour in names.items())
    swatches = "\n".join(f".{name} {{ background: {fill}; }}" for name, fill in fills.items())
    return f":root {{ {variables} }}\n{hatch}\n{swatches}"


def _resource(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
