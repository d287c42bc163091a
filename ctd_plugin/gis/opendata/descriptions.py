"""What the tables and fields of the open data hold, in the language in force."""

from __future__ import annotations

from ...data.columns import CARRIED
from ...i18n import tr


def table_texts() -> dict[str, tuple[str, str]]:
    """Return table → its title and what it holds."""
    return {
        "regions": (
            tr("Regions"),
            tr("One row per region: status of its CTD, date, staff, budget, funding sources, platforms, contact."),
        ),
        "survey": (
            tr("Survey answers"),
            tr("One row per region of the survey: its answers in French, word for word. Respondents are left out."),
        ),
        "facts": (
            tr("Figures and quotes"),
            tr("One row per figure, date or funding source found in an answer, with the words that prove it."),
        ),
        "platforms": (
            tr("Data platforms"),
            tr("One row per platform of a region: those that the survey names, and those known from public sources."),
        ),
        "endpoints": (
            tr("Services of the platforms"),
            tr("One row per service address (CSW, WMS, WFS, API) of a platform. No address was called for this table."),
        ),
        "about": (tr("Edition and sources"), tr("One row: edition, sources, licences, date of creation.")),
        "changes": (
            tr("Changes by region"),
            tr("One row per region: what has changed since an earlier edition of the survey."),
        ),
        "cell_changes": (
            tr("Texts changed"),
            tr("One row per answer whose words have changed since an earlier edition."),
        ),
    }


def field_titles() -> dict[str, str]:
    """Return table.field → its title, where it is not that of the layers' field."""
    return {
        "platforms.status": tr("Status of the platform"),
        "facts.note": tr("Note (in English)"),
        "facts.note_fr": tr("Note (in French)"),
        "platforms.note": tr("Note (in English)"),
        "platforms.note_fr": tr("Note (in French)"),
        "endpoints.checked_on": tr("Checked on"),
        "endpoints.answered_on": tr("Last answer"),
        "endpoints.evidence": tr("Evidence (in English)"),
        "endpoints.evidence_fr": tr("Evidence (in French)"),
        "about.staff_unread": tr("Staff columns that were not read"),
        "about.budget_unread": tr("Budget columns that were not read"),
        "about.staff_in_doubt": tr("Regions whose staff figure is in doubt"),
        "about.budget_in_doubt": tr("Regions whose budget figure is in doubt"),
    }


def field_descriptions() -> dict[str, str]:
    """Return field, or table.field, → what it holds."""
    return {
        **_keys(),
        **_of_regions(),
        **_of_survey(),
        **_of_facts(),
        **_of_platforms(),
        **_of_sources(),
        **_of_changes(),
    }


def _keys() -> dict[str, str]:
    return {
        "region_code": tr("Official code of the region since 2016: two characters of text (“01”, never 1)."),
        "platform_id": tr("Identifier of the platform."),
        "carried_from": tr("Year of the earlier edition that the answer was carried over from; empty: this edition."),
    }


def _of_regions() -> dict[str, str]:
    carried = tr("Year of the earlier edition that the value was carried over from; empty: this edition.")
    return {
        "region_name": tr("Official name of the region."),
        "population": tr("Number of inhabitants. Source: see the table “about”."),
        "status": tr("Status of the region’s CTD. Empty: no answer."),
        "status_label": tr("The status in the words of the survey."),
        "ctd_date": tr("Day of the CTD’s installation, where the survey gives a full date."),
        "ctd_date_text": tr("Date or planned date of the CTD in the words of the survey."),
        "staff_fte": tr(
            "The region’s staff figure shown on the maps, in full-time equivalents. 0: the region states that it has "
            "none; empty: no answer."
        ),
        "staff_fte_max": tr("Upper end, where the survey gives a range."),
        "staff_scope": tr("Whose staff the figure counts."),
        "staff_covers": tr("What the figure counts; only figures that count the same may be compared."),
        "staff_about": tr("Whether the survey calls the figure approximate, or it was calculated."),
        "budget_eur": tr(
            "The region’s yearly budget shown on the maps, in euros. 0: the region states that it has none; empty: no "
            "answer."
        ),
        "budget_eur_max": tr("Upper end, where the survey gives a range."),
        "budget_scope": tr("Whose budget it is."),
        "budget_covers": tr("What the budget pays for; only budgets that pay for the same may be compared."),
        "budget_about": tr("Whether the survey calls the figure approximate, or it was calculated."),
        "budget_per_1000": tr("Yearly budget in euros per 1,000 inhabitants, calculated."),
        "funding_sources": tr("Who pays, as far as the survey names payers; separated by commas."),
        "technologies": tr("Software of the data platforms in service, separated by commas."),
        "platform_count": tr("Number of data platforms in service."),
        "main_platform": tr("Name of the region’s main data platform."),
        "main_url": tr("Address of the main platform’s website."),
        "regions.contact": tr("Functional e-mail address, or the survey’s words. Addresses of persons are left out."),
        "surveyed": tr("Whether the region has a row in the survey."),
        "status_carried": carried,
        "ctd_date_carried": carried,
        "staff_carried": carried,
        "budget_carried": carried,
    }


def _of_survey() -> dict[str, str]:
    return {
        "region": tr("Name of the region in the survey."),
        "statut": tr("Status in the words of the survey."),
        "contexte": tr("What explains the status: history, strategies, who asked."),
        "date_ctd": tr("Date or planned date of the CTD, as written."),
        "cadre": tr("Legal or contractual form."),
        "objectifs": tr("What is expected of a CTD, what it should decide."),
        "gouvernance": tr("Meetings and bodies, and their rhythm."),
        "pilotage": tr("Who leads, how the network is animated."),
        "participants": tr("Members, signatories, terms of membership."),
        "moyens": tr("Staff and money."),
        "outils": tr("Platforms and their technology."),
        "relations_cnig": tr("Part taken in the CNIG and other national bodies."),
        "survey.contact": tr("Contact points. Names and addresses of persons are masked."),
        "communication": tr("Websites and social networks."),
        "cas_usage": tr("Use cases and flagship projects."),
        "difficultes": tr("Difficulties and stakes."),
        "perspectives": tr("What comes next."),
        "ressources": tr("Documents and links given as reference."),
        "date_entretien": tr("Day and month of the interview, as written."),
        CARRIED: tr("Answers carried over from an earlier edition, as “column: year”, separated by semicolons."),
    }


def _of_facts() -> dict[str, str]:
    return {
        "indicator": tr("What the figure measures."),
        "value": tr("Number with a decimal point, or ISO date. Empty: a payer or a remark without a figure."),
        "value_max": tr("Upper end of a range."),
        "unit": tr("Unit of the value."),
        "scope": tr("Whose figure it is."),
        "covers": tr("What the figure pays for or counts; only figures that cover the same may be compared."),
        "facts.about": tr("Whether the survey calls the figure approximate, or it was calculated."),
        "payer": tr("Who pays, where the answer says so."),
        "headline": tr("Whether it is the one figure of its region that the maps show."),
        "column": tr("Column of the survey with the quote."),
        "quote": tr("Verbatim words of the answer that prove the figure."),
        "facts.note": tr("What one must know to read the figure rightly."),
        "facts.note_fr": tr("What one must know to read the figure rightly."),
    }


def _of_platforms() -> dict[str, str]:
    return {
        "platforms.name": tr("Name of the platform."),
        "kind": tr("What the platform is for; only data platforms are counted."),
        "technology": tr("Main software."),
        "other_technologies": tr("Software beside the main one, separated by commas."),
        "operator": tr("Who runs the platform."),
        "platforms.status": tr("Whether the platform is in use."),
        "homepage": tr("Address of the website. Empty: no known address."),
        "survey_quote": tr("Words of the survey that name the platform."),
        "platforms.source": tr("Who says that the platform exists."),
        "platforms.note": tr("What one must know about the platform."),
        "platforms.note_fr": tr("What one must know about the platform."),
        "protocol": tr("Protocol or API of the service."),
        "url": tr("Address of the service."),
        "confidence": tr("How well public sources support the address, whether or not it answers."),
        "checked_on": tr("Day on which the address was last checked. Empty: not checked."),
        "answered_on": tr("Last day on which the address answered. Empty: no known answer."),
        "evidence": tr("Public source of the address."),
        "evidence_fr": tr("Public source of the address."),
    }


def _of_sources() -> dict[str, str]:
    return {
        "edition": tr("Name of the edition of the survey."),
        "sources": tr("Sources of the survey, the boundaries and the populations."),
        "licences": tr("Licences of these sources."),
        "made_on": tr("Day on which the data were put together."),
        "made_with": tr("Program that put the data together."),
        "staff_unread": tr("Headings of columns whose figures could not be read."),
        "budget_unread": tr("Headings of columns whose figures could not be read."),
        "staff_in_doubt": tr("Codes of regions whose answer has a figure that was not understood."),
        "budget_in_doubt": tr("Codes of regions whose answer has a figure that was not understood."),
    }


def _of_changes() -> dict[str, str]:
    return {
        "change": tr("How the status has changed."),
        "staff_change": tr("Empty where the two figures do not count the same."),
        "budget_change": tr("Empty where the two figures do not cover the same."),
        "texts_changed": tr("White space and typography aside. Empty: the region is in one edition only."),
        "columns_changed": tr("Columns of the survey, separated by commas."),
        "edition_before": tr("Name of the earlier edition."),
        "edition_after": tr("Name of the later edition."),
        "text_before": tr("The answer in the earlier edition. Names of persons are masked."),
        "text_after": tr("The answer in the later edition. Names of persons are masked."),
    }
