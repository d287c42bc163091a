"""Texts for everybody: what may name a person is masked, what names a function is kept."""

from __future__ import annotations

import pytest

from ctd_plugin.data.opendata.personal_data import PublicTexts
from ctd_plugin.data.survey.personal_names import NameMask, PersonalName

MASKED, ADDRESS, PHONE = "[nom masqué]", "[adresse masquée]", "[téléphone masqué]"


def texts(*names):
    return PublicTexts(NameMask(tuple(PersonalName("53", name) for name in names)))


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("jeanne.dupont@region.fr", ADDRESS),
        ("écrire à j.dupont@region.fr, ou sig@region.fr", f"écrire à {ADDRESS}, ou sig@region.fr"),
        ("dupont@brz", ADDRESS),
        ("jeanne.dupont (at) region.fr", ADDRESS),
        ("jeanne.dupont[arobase]region.fr", ADDRESS),
        ("06 12 34 56 78", PHONE),
        ("tél. +33 (0)2 99 27 10 10 ou 02.99.27.10.10", f"tél. {PHONE} ou {PHONE}"),
        ("jeanne.dupont at region.fr ou jeanne.dupont @ region.fr", f"{ADDRESS} ou {ADDRESS}"),
        ("jeanne.dupont%40region.fr, jeanne.dupont{at}region.fr", f"{ADDRESS}, {ADDRESS}"),
        ("+262 262 48 70 00", PHONE),
        ("(+33)6 12 34 56 78, +33.6.12.34.56.78, 06  12  34  56  78", f"{PHONE}, {PHONE}, {PHONE}"),
        ("animé par Jeanne Dupont et Le Goff Yann", f"animé par {MASKED} et {MASKED}"),
        ("Mme LE GOFF, M. Dupont-Durand", f"Mme {MASKED}, M. {MASKED}"),
        ("Directrice Jeanne Dupont, Mission de Jeanne Dupont", f"Directrice {MASKED}, Mission de {MASKED}"),
        ("M.Tartempion, Mme de La Tour, Dr Tartempion", f"M.{MASKED}, Mme {MASKED}, Dr {MASKED}"),
        ("MM. Tartempion, Dupond et Durand pilotent", f"MM. {MASKED} pilotent"),
    ],
)
def test_what_may_be_a_persons_is_masked(text, public):
    assert texts().masked(text, "53") == public


@pytest.mark.parametrize(
    "text",
    [
        "Juste adresse générique sig@ et data@",
        "Connaissance-territoire@maregionsud.fr, contact@openig.org, Geobretagne@brz",
        "@openig sur LinkedIn",
        "served at data.region.fr",
        "https://www.paysdelaloire.fr/id/0612345678",
        "2 000 000 € sur 6 ans, 0,6% ETP, 1242 structures, SIRET 20005340300013",
        "M. le Préfet, Mme la Présidente de Région",
        "Provence-Alpes-Côte d’Azur, Pays de la Loire, Grand Est, Île-de-France",
        "Conseil régional, DREAL Bretagne, Data Grand Est, Région Sud",
        "",
    ],
)
def test_what_is_of_no_person_is_kept(text):
    assert texts().masked(text, "53") == text
    assert texts().masked(text, "53", "contact") == text


def test_places_that_are_called_after_saints_are_no_persons():
    text = "Commune de Saint-Pierre de La Réunion, Seine-Saint-Denis Habitat"
    assert texts().masked(text, "04", "outils") == text


def test_where_contacts_are_named_any_two_words_may_be_a_name():
    assert texts().masked("voir Dupond Tartempion, SIG", "53", "contact") == f"voir {MASKED}, SIG"
    assert texts().masked("voir Dupond Tartempion, SIG", "53", "outils") == "voir Dupond Tartempion, SIG"


def test_known_names_are_masked_in_every_spelling_and_their_addresses_too():
    public = texts("Yvonne Tartempion")
    assert public.masked("Tartempion Y. ou ytartempion@sig.fr", "53") == f"{MASKED} ou {ADDRESS}"


def test_each_address_and_number_counts_once():
    public = texts()
    for text in ("Jeanne.Dupont@region.fr", "jeanne.dupont@region.fr 06 12 34 56 78", "+33 6 12 34 56 78"):
        public.masked(text, "53")
    assert (len(public.addresses), len(public.phones)) == (1, 1)


@pytest.mark.parametrize(
    ("address", "is_private"),
    [
        ("https://user:secret@data.example.org/csw", True),
        ("https://data.example.org/?contact=jeanne.dupont@region.fr", True),
        ("https://data.example.org/?contact=jeanne.dupont%40region.fr", True),
        ("https://data.example.org/csw?service=CSW", False),
        ("https://[no-number/csw", False),
    ],
)
def test_web_addresses_with_a_login_or_a_persons_address_are_private(address, is_private):
    assert texts().is_private(address) is is_private


def test_a_long_text_is_masked_to_its_end():
    text = "Le réseau compte des partenaires. " * 400 + "Animé par Jeanne Dupont."
    assert texts().masked(text, "53").endswith(f"Animé par {MASKED}.")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "a@" * 60_000,
        "06 " * 60_000,
        "Mme " * 50_000,
        "Jean " * 40_000,
        "a at a." * 9_000,
        "MM. Aa, Aa et " * 9_000,
        "(+33) " * 9_000,
    ],
)
def test_no_text_takes_long(text):
    assert isinstance(texts().masked(text[:100_000], "53"), str)
