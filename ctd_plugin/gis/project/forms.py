"""Attribute forms: their tabs, widgets and links, and the labels they show for the data's codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    Qgis,
    QgsAction,
    QgsAttributeEditorContainer,
    QgsAttributeEditorElement,
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsAttributeEditorTextElement,
    QgsEditorWidgetSetup,
    QgsProject,
    QgsRelation,
    QgsVectorLayer,
)

from ...data.columns import CARRIED
from ...data.facts.fact import BUDGET, STAFF, covers_labels, indicator_names, payer_names, scope_labels
from ...dates import date_format
from ...i18n import current_language, titled, tr
from ..expression_builder import html_escaped, literal, lookup, safe_url, with_printed_name
from ..labels.changes import change_labels
from ..labels.fields import field_aliases
from ..labels.labels import status_labels
from ..labels.platforms import (
    confidence_names,
    operator_phrases,
    platform_kind_names,
    platform_source_phrases,
    platform_status_phrases,
    protocol_names,
    technology_names,
    technology_phrases,
)

# Layer → the field that links to a web page, which the layer's action opens.
_URL_FIELDS = {"regions": "main_url", "platforms": "homepage", "endpoints": "url"}
_LONG_TEXTS = {
    "quote",
    "note",
    "note_fr",
    "survey_quote",
    "evidence",
    "evidence_fr",
    "sources",
    "licences",
    "contact",
    "text_before",
    "text_after",
}
_KEYS = ("region_code", "platform_id")
# Language → the fields that hold the text of another language.
_OTHER_LANGUAGES = {"fr": {"note", "evidence"}, "en": {"note_fr", "evidence_fr"}}
_DATES = {"ctd_date", "made_on"}
# How QGIS writes NULL into such a list: else it would show, and QGIS Server serve, the text "(NULL)".
_NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"
# One of QGIS's own: a project that is given to others holds no path of this machine.
_ACTION_ICON = ":/images/themes/default/mActionLink.svg"


def add_forms(project: QgsProject, layers: Mapping[str, QgsVectorLayer]) -> None:
    """Set each layer's widgets, form and action. The layers must be in the project, with their relations."""
    for name, layer in layers.items():
        _set_widgets(name, layer)
        tabs = _tabs(name)
        if name == "regions" and "changes" in layers:
            tabs[tr("Changes")] = ["relation:ctd_changes", "relation:ctd_cell_changes"]
        _set_form(project, layer, tabs or {layer.name(): _keys_last(layer.fields().names())})
        _hide_other_languages(layer)
        if name in _URL_FIELDS:
            _add_action(name, layer)


def _tabs(layer: str) -> dict[str, list[str]]:
    """Return tab → what it shows: fields, and "relation:ID" for the rows that belong to the feature."""
    if layer == "regions":
        return {
            tr("Region"): [
                "region_name",
                "region_code",
                "population",
                "status",
                "status_carried",
                "ctd_date",
                "ctd_date_text",
                "ctd_date_carried",
                "contact",
                "surveyed",
            ],
            tr("Figures"): [
                "staff_fte",
                "staff_fte_max",
                "staff_scope",
                "staff_covers",
                "staff_about",
                "staff_carried",
                "budget_eur",
                "budget_eur_max",
                "budget_scope",
                "budget_covers",
                "budget_about",
                "budget_carried",
                "budget_per_1000",
                "funding_sources",
                "relation:ctd_facts",
            ],
            tr("Platforms"): [
                "main_platform",
                "main_url",
                "platform_count",
                "technologies",
                "relation:ctd_platforms",
            ],
            tr("Answers"): ["relation:ctd_survey"],
        }
    if layer == "platforms":
        fields = ["name", "kind", "technology", "other_technologies", "operator", "status", "homepage", "source"]
        texts = ["survey_quote", "note", "note_fr"]
        return {tr("Platform"): [*fields, *texts, "relation:ctd_endpoints", "region_code", "platform_id"]}
    return {}


def _keys_last(fields: list[str]) -> list[str]:
    return [name for name in fields if name not in _KEYS] + [name for name in fields if name in _KEYS]


def _set_form(project: QgsProject, layer: QgsVectorLayer, tabs: Mapping[str, list[str]]) -> None:
    form = layer.editFormConfig()
    form.setLayout(Qgis.AttributeFormLayout.DragAndDrop)
    form.clearTabs()
    for title, names in tabs.items():
        tab = QgsAttributeEditorContainer(title, form.invisibleRootContainer())
        tab.setType(Qgis.AttributeEditorContainerType.Tab)
        for name in names:
            element = _element(project, layer, name, tab)
            if element is not None:
                tab.addChildElement(element)
        form.addTab(tab)
    # It shows an edition, each figure with its proof: nothing is to be edited, and long texts need room.
    for index in range(layer.fields().count()):
        form.setReadOnly(index, True)
        form.setLabelOnTop(index, layer.editorWidgetSetup(index).config().get("IsMultiline", False))
    layer.setEditFormConfig(form)


def _element(
    project: QgsProject, layer: QgsVectorLayer, name: str, parent: QgsAttributeEditorContainer
) -> QgsAttributeEditorElement | None:
    if name.startswith("relation:"):
        relation = _relation(project, layer, name.removeprefix("relation:"))
        rows = QgsAttributeEditorRelation(relation, parent)
        rows.setLabel(relation.name())
        rows.setShowLabel(True)
        rows.setRelationWidgetTypeId("relation_editor")
        rows.setRelationEditorConfiguration({"buttons": "NoButton", "show_first_feature": True})
        return rows
    index = layer.fields().indexOf(name)
    if index < 0 or _is_hidden(name):
        return None
    text = _link_or_labels(name)
    if text is None:
        return QgsAttributeEditorField(name, index, parent)
    element = QgsAttributeEditorTextElement(layer.attributeDisplayName(index), parent)
    element.setText(text)
    return element


def _relation(project: QgsProject, layer: QgsVectorLayer, plain_id: str) -> QgsRelation:
    """Return the relation of a layer's own edition: another one may have the plain id."""
    relations = project.relationManager().referencedRelations(layer)
    return next(one for one in relations if one.id() == plain_id or one.id().startswith(plain_id + "_"))


def _hide_other_languages(layer: QgsVectorLayer) -> None:
    """Hide the columns of the attribute table with the text of another language."""
    table = layer.attributeTableConfig()
    table.update(layer.fields())
    for index, column in enumerate(table.columns()):
        if column.name in _OTHER_LANGUAGES[current_language()]:
            table.setColumnHidden(index, True)
    layer.setAttributeTableConfig(table)


def _is_hidden(field: str) -> bool:
    """Whether a field is shown to nobody who reads the language in force."""
    return field == "fid" or field in _OTHER_LANGUAGES[current_language()]


def _link_or_labels(field: str) -> str | None:
    """Return the HTML of a field that no widget shows well: a link, or the labels of several codes. Else None."""
    if field in _URL_FIELDS.values():
        url, shown = safe_url(f'"{field}"'), html_escaped(f"coalesce(\"{field}\", '')")
        link = f"'<a href=\"' || {html_escaped(url)} || '\">' || {shown} || '</a>'"
        return f"<span>[% if({url} = '', {shown}, {link}) %]</span>"
    if field == CARRIED:
        # "moyens: 2025; outils: 2025", with the columns as the form calls them.
        column = lookup("regexp_substr(@element, '^ *([a-z_]+)')", field_aliases(), "?")
        one = f"{column} || {literal(titled('', ''))} || trim(regexp_substr(@element, ':(.*)$'))"
        return f"[% array_to_string(array_foreach(string_to_array(\"{field}\", ';'), {one}), ', ') %]"
    payers = ("funding_sources", *(f"payers_{what}" for what in ("before", "after", "gained", "lost")))
    labels: dict[str, Mapping[Any, str]] = {
        **dict.fromkeys(payers, payer_names()),
        **dict.fromkeys(("technologies", "other_technologies"), technology_names()),
    }
    if field not in labels:
        return None
    one = lookup("@element", labels[field], "?")
    return f"[% array_to_string(array_foreach(string_to_array(\"{field}\", ','), {one}), ', ') %]"


def _set_widgets(name: str, layer: QgsVectorLayer) -> None:
    labels = _value_labels(name)
    for index, field in enumerate(layer.fields()):
        if _is_hidden(field.name()):
            setup = QgsEditorWidgetSetup("Hidden", {})
        elif field.name() in labels:
            # A list of pairs keeps the order of the labels.
            pairs = [{label: str(code)} for code, label in labels[field.name()].items()] + [{"": _NULL}]
            setup = QgsEditorWidgetSetup("ValueMap", {"map": pairs})
        elif field.name() in _DATES:
            setup = QgsEditorWidgetSetup("DateTime", _date_format())
        elif field.name() in _KEYS:
            # QGIS would offer to choose another parent.
            setup = QgsEditorWidgetSetup("TextEdit", {"IsMultiline": False, "UseHtml": False})
        elif name == "survey" or field.name() in _LONG_TEXTS:
            setup = QgsEditorWidgetSetup("TextEdit", {"IsMultiline": True, "UseHtml": False})
        else:
            continue
        layer.setEditorWidgetSetup(index, setup)


def _value_labels(layer: str) -> Mapping[str, Mapping[Any, str]]:
    """Return field → the labels of its codes."""
    scopes = scope_labels()
    labels: dict[str, dict[str, Mapping[Any, str]]] = {
        "regions": {
            "status": status_labels(),
            "staff_scope": scopes,
            "staff_covers": covers_labels(STAFF),
            "budget_scope": scopes,
            "budget_covers": covers_labels(BUDGET),
        },
        "facts": {
            "scope": scopes,
            "covers": covers_labels(BUDGET),
            "payer": payer_names(),
            "indicator": indicator_names(),
        },
        "platforms": {
            "kind": platform_kind_names(),
            "technology": technology_phrases(),
            "operator": operator_phrases(),
            "status": platform_status_phrases(),
            "source": platform_source_phrases(),
        },
        "endpoints": {"protocol": protocol_names(), "confidence": confidence_names()},
        "changes": {
            "change": change_labels(),
            **{f"status_{when}": status_labels() for when in ("before", "after")},
            **{f"{figure}_scope_{when}": scopes for figure in ("staff", "budget") for when in ("before", "after")},
        },
    }
    return labels.get(layer, {})


def _date_format() -> dict[str, Any]:
    return {
        "display_format": date_format(),
        "field_format": "yyyy-MM-dd",
        "field_iso_format": False,
        "calendar_popup": False,
        "allow_null": True,
    }


def _add_action(name: str, layer: QgsVectorLayer) -> None:
    """Add the action that opens a feature's URL; nothing is opened where it is no web address."""
    titles = {
        "regions": tr("Open the main platform"),
        "platforms": tr("Open the platform"),
        "endpoints": tr("Open the address"),
    }
    url = safe_url(f'"{_URL_FIELDS[name]}"')
    action = QgsAction(
        Qgis.AttributeActionType.OpenUrl,
        titles[name],
        f"[% {url} %]",
        _ACTION_ICON,
        False,
        titles[name],
        {"Feature", "Canvas", "Field"},
    )
    layer.actions().addAction(action)


def display_expressions() -> dict[str, str]:
    """Return layer → its display expression."""
    indicator = lookup('"indicator"', indicator_names(), "")
    payer, protocol = lookup('"payer"', payer_names(), ""), lookup('"protocol"', protocol_names(), "")
    return {
        "regions": with_printed_name("region_name"),
        "survey": with_printed_name("region"),
        "facts": f"trim({indicator} || ' ' || coalesce(\"value\", '') || ' ' || {payer})",
        "platforms": '"name"',
        "endpoints": f"{protocol} || ' ' || \"url\"",
        "about": '"edition"',
        "changes": with_printed_name("region_name"),
        "cell_changes": '"column"',
    }
