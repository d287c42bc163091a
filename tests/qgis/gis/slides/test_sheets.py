"""The slides of any edition: all that they hold is large, whole and apart, and says what an audience needs."""

from __future__ import annotations

import pytest

from ctd_plugin.data.about import made_with
from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.slides.slide import LEAST_TYPE
from tests.qgis.gis.slides.conftest import ALL
from tests.support import odd_surveys
from tests.support.page_faults import collisions, overruns

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect width="60" height="40" fill="#123456"/></svg>'
ORGANISATION = "Conseil national de l’information géolocalisée, commission des territoires, " * 3
MONEY = (ThemeId.STATUS, ThemeId.BUDGET, ThemeId.STATUS_BUDGET)


def faults(slides):
    """Return what is wrong with some slides, each with its number."""
    found = []
    for number, slide in enumerate(slides, start=1):
        wrong = [*overruns(slide), *collisions(slide)]
        wrong += [f"{what} in {size:.1f} pt" for what, size in slide.sizes.items() if size < LEAST_TYPE]
        found += [(number, fault) for fault in wrong]
    return found


def written(slide):
    return plain(slide.written().replace("\n", " "))


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("code", ["fr", "en"])
def test_all_is_in_18_points_or_more_and_nothing_is_cut_or_covered(slides, code):
    deck = slides(code=code)
    assert len(deck) >= len(ALL) + 2
    assert faults(deck) == []


@pytest.mark.parametrize(
    ("survey", "themes"),
    [
        (odd_surveys.ONE_REGION, MONEY),
        ("region;statut\nBretagne;\n", tuple(ALL)),
        (odd_surveys.long_texts(), (ThemeId.STATUS,)),
        (odd_surveys.budgets(one_kind=False), (ThemeId.STATUS_BUDGET,)),
        (odd_surveys.UNREAD_COLUMNS, (ThemeId.BUDGET, ThemeId.STAFF)),
    ],
    ids=["one region", "no answers", "long texts", "eighteen budgets", "unread columns"],
)
def test_slides_of_any_survey_are_whole(slides, survey_of, survey, themes):
    assert faults(slides(themes, geopackage=survey_of(survey))) == []


def test_an_organisation_and_two_logos_have_room_on_the_cover_alone(slides, tmp_path_factory):
    logo = tmp_path_factory.mktemp("logo") / "logo.svg"
    logo.write_text(LOGO, encoding="utf-8")
    deck = slides((ThemeId.STATUS,), code="en", branding=Branding(ORGANISATION, (str(logo), str(logo))))
    assert faults(deck) == []
    assert {"logo 1", "logo 2"} <= set(deck[0].solids)
    assert not {"logo 1", "logo 2"} & set(deck[1].solids)
    assert "Conseil national de l’information géolocalisée" in written(deck[0])
    assert "Made by Conseil national" in written(deck[2])


def test_the_cover_says_what_when_and_how_many(slides):
    cover = written(slides()[0])
    assert "Comités territoriaux de la donnée (CTD)" in cover
    assert "Enquête du CNIG, entretiens d’octobre 2025 à janvier 2026" in cover
    assert "4 CTD installés entre février et décembre 2025." in cover
    assert slides(code="en")[0].texts["key"].words == "In place in 4 regions out of 18"
    assert "number" not in slides()[0].texts


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_other_slide_has_its_number_and_those_of_themes_their_source_and_a_finding(slides, code):
    deck = slides(code=code)
    for number, slide in enumerate(deck[1:], start=2):
        assert slide.texts["number"].words == str(number)
    for theme, slide in zip(ALL, deck[1:], strict=False):
        assert ("enquête du CNIG" if code == "fr" else "CNIG survey") in slide.texts["source"].words
        assert "finding 1" in slide.texts or theme == ThemeId.TECHNOLOGY, theme


def test_the_last_slides_name_sources_licences_who_did_not_answer_and_the_program(slides):
    last = " ".join(map(written, slides()[1 + len(ALL) :]))
    for words in (
        "IGN – ADMIN EXPRESS COG",
        "Insee, populations de référence 2023",
        "licence non précisée, citer le CNIG",
        "Statut sans entretien : Guadeloupe, Martinique, Mayotte.",
        "« Non renseigné » : absence de réponse",
        "AURA : Auvergne-Rhône-Alpes",
        made_with(),
        "CPER : contrat de plan État-Région",
        "L’existence de ce CTD a fait débat",
    ):
        assert words in last, words
    assert last.count("L’existence de ce CTD a fait débat") == 1


def test_regions_that_did_not_answer_are_counted_and_named(slides, survey_of):
    survey = "region;statut;moyens\nBretagne;CTD existant;3 ETP\nCorse;Réflexion engagée;\n"
    last = " ".join(map(written, slides((ThemeId.STATUS,), code="en", geopackage=survey_of(survey))[2:]))
    assert "1 region out of 18 answered." in last
    assert "No answer: Guadeloupe, Martinique, Guyane" in last


def test_what_the_survey_adds_to_a_date_is_quoted_once_for_the_slides_that_leave_it_out(slides):
    last = " ".join(map(written, slides(code="en")[1 + len(ALL) :]))
    quoted = "* Dates in the words of the survey: Centre-Val de Loire, “printemps 2026 (optimiste)”."
    assert f"Slides {2 + ALL.index(ThemeId.STATUS)}, {2 + ALL.index(ThemeId.CTD_DATE)} – {quoted}" in last


def test_what_a_slide_has_no_room_for_stands_on_the_last(slides):
    deck = slides(code="en")
    number = 2 + ALL.index(ThemeId.STATUS_BUDGET)
    inset = " ".join(text.words for id_, text in deck[number - 1].texts.items() if id_.endswith("guyane"))
    last = " ".join(map(written, deck[1 + len(ALL) :]))
    assert "hosting" in inset or f"Slide {number} – Labels shortened on the map, in full: Guyane (€60k hosting)" in last
