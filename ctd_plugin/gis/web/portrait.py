"""The portrait of a region as HTML: what the panel and the atlas have on it, each figure with its quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from ...catalogues.health import Health, Key, platform_in_order
from ...catalogues.registry import Platform
from ...data.facts.extraction import READ_COLUMN
from ...data.facts.fact import note_of
from ...data.profile.region_change import CellChange, RegionChange
from ...data.profile.region_profile import Answer, RegionProfile
from ...dates import short_date
from ...i18n import SURVEY_LANGUAGE, current_language, titled, tr
from ...text import one_line, truncated
from ..catalogues.known_health import known_health
from ..labels.fields import field_aliases
from ..labels.labels import (
    carried_over,
    covered_text,
    edition_name,
    figure_text,
    not_given,
    sentence_start,
    status_label,
)
from ..markup.html_texts import HtmlTexts, tag
from ..regions.change_texts import changed
from ..regions.passages import name_passage, platform_passage
from ..regions.sections import (
    PER_1000,
    KeyFigure,
    Quotation,
    answer_title,
    check_text,
    ctd_date,
    endpoint_texts,
    interview,
    key_figures,
    payers,
    platform_texts,
    population,
    proofs,
    quotation_of,
    quotation_of_answer,
    rank_texts,
    sources_title,
    status_remark,
    unanswered,
    without_address,
    without_platform,
)
from ..svg.markup import region_anchor

_TEXTS = HtmlTexts()
_LONGEST_QUOTE = 240


def of_survey(element: str, content: str, /, **attributes: str | None) -> str:
    """Return an element with words of the survey, which are French on a page in any language."""
    lang = None if current_language() == SURVEY_LANGUAGE else SURVEY_LANGUAGE
    return tag(element, content, lang=lang, **attributes)


def name_attributes(profile: RegionProfile) -> dict[str, str]:
    """Return what lets a search find a region by its other names."""
    passage = name_passage(profile)
    return {"data_names": "|".join(passage.also)}


class Portrait:
    """The portrait of one region of an edition; `heading` is the element of its parts' titles."""

    def __init__(self, profile: RegionProfile, profiles: Sequence[RegionProfile], heading: str = "h3") -> None:
        self._profile, self._profiles, self._heading = profile, profiles, heading
        self._anchor = region_anchor(profile.code)

    def html(self, cell_changes: Sequence[CellChange] = ()) -> str:
        """Return the portrait below the region's name; `cell_changes` are those of the region."""
        profile = self._profile
        parts = [self._header(), self._figures()]
        if profile.change:
            parts.append(self._changes(profile.change, cell_changes))
        parts.append(self._platforms())
        if profile.answers:
            parts.append(tag("div", "\n".join(map(self._answer, profile.answers)), class_="answers"))
        if profile.facts:
            parts.append(self._sources())
        if blank := unanswered(profile):
            parts.append(tag("p", escape(blank), class_="muted"))
        return "\n".join(parts)

    def _header(self) -> str:
        profile = self._profile
        status = status_label(profile.status, profile.carried_from("statut"))
        swatch = tag("span", class_=f"swatch {status_class(profile)}", aria_hidden="true")
        lines = [tag("p", f"{swatch} {escape(status)}", class_="status", **self._header_passage("statut"))]
        if remark := status_remark(profile):
            lines.append(tag("p", escape(remark), class_="muted"))
        date_title, date = ctd_date(profile)
        entries = [
            _fact(date_title, dated(date, profile), **self._header_passage("date_ctd")),
            _fact(*_escaped(interview(profile)), **self._header_passage("date_entretien")),
            _fact(*_escaped(population(profile))),
            _fact(*_escaped(payers(profile))),
        ]
        return "".join([*lines, tag("dl", "\n".join(entries), class_="facts")])

    def _header_passage(self, column: str) -> dict[str, str]:
        """Return what lets a search find a cell that the header shows in other words, or not whole."""
        text = self._profile.cells.get(column, "").strip()
        if not text or any(answer.column == column for answer in self._profile.answers):
            return {}
        title = carried_over(field_aliases()[column], self._profile.carried_from(column))
        return {"data_passage": title, "data_text": text}

    def _figures(self) -> str:
        cards = "\n".join(map(self._card, key_figures(self._profile, self._profiles)))
        return self._section("figures", tr("Key figures"), tag("dl", cards, class_="cards"))

    def _card(self, key: KeyFigure) -> str:
        figure, anchor = key.figure, figure_anchor(self._profile.code, key.name)
        title = tag("dt", escape(key.title))
        if figure is None:
            value = tag("dd", escape(key.not_given), class_="value missing")
            return tag("div", title + value + self._without_figure(), id=anchor, class_="card")
        lines = [title, tag("dd", escape(figure_text(figure, key.written)), class_="value")]
        texts = filter(None, (covered_text(figure), ", ".join(rank_texts(key))))
        lines += [tag("dd", escape(sentence_start(text)), class_="covers") for text in texts]
        return tag("div", "\n".join([*lines, *self._behind(key)]), id=anchor, class_="card")

    def _without_figure(self) -> str:
        """Return the answer that no figure was read from, so that one sees what the region says instead."""
        answer = next((answer for answer in self._profile.answers if answer.column == READ_COLUMN), None)
        if answer is None:
            return ""
        lead = tag("dd", escape(tr("What the answer says:")), class_="muted")
        words = truncated(one_line(answer.text), _LONGEST_QUOTE)
        quote = quote_html(quotation_of_answer(answer, words))
        link = ""
        if words.endswith("…"):
            link = " " + tag("a", escape(tr("Whole answer")), href=f"#{self._anchor}-{answer.column}")
        return lead + tag("dd", quote + link, class_="quote")

    def _behind(self, key: KeyFigure) -> Iterator[str]:
        """Yield the quote behind a figure and what is to be known about it, or what it was calculated from."""
        fact = key.figure and key.figure.fact
        if key.name == PER_1000:
            words = tr("Calculated from the yearly budget and the municipal population.")
            yield tag("dd", escape(words), class_="muted")
        elif fact:
            yield tag("dd", quote_html(quotation_of([fact])), class_="quote")
            if note := note_of(fact):
                yield tag("dd", escape(sentence_start(note)), class_="muted")

    def _changes(self, change: RegionChange, cell_changes: Sequence[CellChange]) -> str:
        since = tr("Since “{edition}”:").format(edition=edition_name(change.edition_before))
        entries = [
            tag("li", escape(titled(title, "")) + " " + tag("strong", escape(words)))
            if words
            else tag("li", tag("strong", escape(title)))
            for title, words in changed(change)
        ]
        listed = tag("ul", "\n".join(entries)) if entries else tag("p", escape(tr("Nothing has changed.")))
        texts = "\n".join(_both_texts(cell) for cell in cell_changes)
        lead = tag("p", escape(since), class_="muted")
        return self._section("changes", tr("What has changed"), "\n".join((lead, listed, texts)))

    def _platforms(self) -> str:
        profile, checked = self._profile, known_health()
        pieces = [] if profile.platforms else [tag("p", escape(without_platform()))]
        if state := check_text(profile.platforms, checked):
            pieces.append(tag("p", escape(state), class_="muted"))
        entries = [self._platform(platform, checked) for platform in profile.platforms]
        pieces += [tag("ul", "\n".join(entries), class_="platforms")] if entries else []
        return self._section("platforms", tr("Data platforms"), "\n".join(pieces))

    def _platform(self, platform: Platform, checked: Mapping[Key, Health]) -> str:
        texts, passage = platform_texts(platform), platform_passage(platform)
        about = ", ".join((texts.technology, texts.operator, texts.status, texts.source))
        lines = [tag("p", tag("strong", escape(platform.name)) + escape(f" – {about}"))]
        if platform.homepage:
            lines.append(tag("p", _TEXTS.link(platform.homepage)))
        elif not platform.endpoints:
            lines.append(tag("p", escape(without_address()), class_="muted"))
        services = []
        for endpoint in platform_in_order(platform, checked).endpoints:
            service = endpoint_texts(endpoint, checked)
            words = escape(titled(service.protocol, "")) + " " + _TEXTS.link(endpoint.url)
            services.append(tag("li", words + " " + tag("span", escape(f"({service.trust})"), class_="muted")))
        lines += [tag("ul", "\n".join(services))] if services else []
        found_by = {"data_passage": passage.section, "data_text": passage.text, "data_names": "|".join(passage.also)}
        return tag("li", "\n".join(lines), **found_by)

    def _answer(self, answer: Answer) -> str:
        title = answer_title(answer)
        words = of_survey("div", _TEXTS.prose(answer.text), class_="answer", data_passage=title)
        return self._section(answer.column, title, words)

    def _sources(self) -> str:
        entries = []
        for proof in proofs(self._profile):
            pieces = [tag("strong", escape(proof.figure)), "–", quote_html(proof.quotation)]
            pieces += [tag("span", escape(proof.remark), class_="muted")] if proof.remark else []
            entries.append(tag("li", " ".join(pieces)))
        return self._section("sources", sources_title(), tag("ul", "\n".join(entries), class_="quotes"))

    def _section(self, name: str, title: str, content: str) -> str:
        heading = tag(self._heading, escape(title))
        return tag("section", f"{heading}\n{content}", id=f"{self._anchor}-{name}")


def quote_html(quotation: Quotation) -> str:
    """Return the words of the survey as a quote, with their column."""
    # Apart from the words around it, in whatever direction it is written.
    words = of_survey("bdi", escape(quotation.words))
    return escape(quotation.pattern()).format(quote=words, column=escape(quotation.column))


def dated(text: str, profile: RegionProfile) -> str:
    """Return the date of a region's CTD: an exact one as the page and programs write dates, else the survey's words."""
    day = profile.ctd_date
    if not profile.written_date:
        return escape(text)
    if day is None or (written := short_date(day)) not in text:
        return of_survey("span", escape(text))
    return escape(text).replace(written, tag("time", escape(written), datetime=day.isoformat()), 1)


def _escaped(fact: tuple[str, str]) -> tuple[str, str]:
    title, value = fact
    return title, escape(value)


def _fact(title: str, value: str, **attributes: str) -> str:
    return tag("div", tag("dt", escape(titled(title, ""))) + " " + tag("dd", value, **attributes))


def status_class(profile: RegionProfile) -> str:
    """Return the class of the style sheet that has the colour of a region's status."""
    return f"status-{profile.status.value}" if profile.status else "status-missing"


def figure_anchor(code: str, name: str) -> str:
    """Return the id of a key figure, to which tables link."""
    return f"{region_anchor(code)}-{name}"


def _both_texts(cell: CellChange) -> str:
    """Return an answer before and after, folded."""
    title = field_aliases().get(cell.column, cell.column)
    ends = ((tr("Before"), cell.text_before), (tr("After"), cell.text_after))
    texts = [
        tag("dt", escape(when))
        + (of_survey("dd", _TEXTS.prose(text)) if text.strip() else tag("dd", escape(not_given())))
        for when, text in ends
    ]
    return tag("details", tag("summary", escape(title)) + tag("dl", "\n".join(texts), class_="texts"))
