"""Elements of ISO 19139: texts, anchors, codes, dates, citations, responsible parties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ...text import xml_text

NAMESPACES = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
}
CODE_LISTS = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
LANGUAGES = "http://www.loc.gov/standards/iso639-2/"


@dataclass
class Element:
    """An element of XML: its attributes, and a text or elements in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Yield the lines of its XML, indented."""
        start = "".join([self.tag, *(f' {name}="{xml_text(value)}"' for name, value in self.attributes.items())])
        room = "  " * depth
        if self.children:
            yield f"{room}<{start}>"
            for child in self.children:
                yield from child.lines(depth + 1)
            yield f"{room}</{self.tag}>"
        elif self.text:
            yield f"{room}<{start}>{xml_text(self.text)}</{self.tag}>"
        else:
            yield f"{room}<{start}/>"


def element(tag: str, *content: Element | str | None, **attributes: str) -> Element:
    """Return an element with texts and elements in it; None is left out, and `_` in an attribute is its colon."""
    texts = [part for part in content if isinstance(part, str)]
    children = [part for part in content if isinstance(part, Element)]
    named = {name.replace("_", ":"): value for name, value in attributes.items()}
    return Element(tag, named, "".join(texts), children)


def document(root: Element) -> bytes:
    """Return the XML of a root element, whose prefixes are those of NAMESPACES."""
    namespaces = {f"xmlns:{prefix}": address for prefix, address in NAMESPACES.items()}
    whole = replace(root, attributes={**namespaces, **root.attributes})
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *whole.lines(), ""]).encode()


def text(tag: str, value: str, missing: str = "missing") -> Element:
    """Return a property with a text, or the reason why it has none."""
    if not value:
        return element(tag, gco_nilReason=missing)
    return element(tag, element("gco:CharacterString", value))


def anchor(tag: str, value: str, address: str) -> Element:
    """Return a property with a text that is defined at an address."""
    return element(tag, element("gmx:Anchor", value, xlink_href=address))


def code(tag: str, code_list: str, value: str) -> Element:
    """Return a property with a value of a code list of ISO 19139."""
    return element(tag, element(f"gmd:{code_list}", value, codeList=f"{CODE_LISTS}#{code_list}", codeListValue=value))


def language(value: str) -> Element:
    """Return the property of a language, such as "fre"."""
    return element("gmd:language", element("gmd:LanguageCode", value, codeList=LANGUAGES, codeListValue=value))


def dated(day: date, kind: str) -> Element:
    """Return the property of a date of a citation: creation, publication, revision."""
    return element(
        "gmd:date",
        element(
            "gmd:CI_Date",
            element("gmd:date", element("gco:Date", day.isoformat())),
            code("gmd:dateType", "CI_DateTypeCode", kind),
        ),
    )


def party(tag: str, organisation: str, email: str, role: str) -> Element:
    """Return the property of a responsible organisation."""
    return element(
        tag,
        element(
            "gmd:CI_ResponsibleParty",
            text("gmd:organisationName", organisation),
            element(
                "gmd:contactInfo",
                element(
                    "gmd:CI_Contact",
                    element("gmd:address", element("gmd:CI_Address", text("gmd:electronicMailAddress", email))),
                ),
            ),
            code("gmd:role", "CI_RoleCode", role),
        ),
    )


def keywords(words: list[Element], kind: str, thesaurus: Element | None = None) -> Element:
    """Return the property of some keywords, `words` being their properties."""
    return element(
        "gmd:descriptiveKeywords",
        element(
            "gmd:MD_Keywords",
            *words,
            code("gmd:type", "MD_KeywordTypeCode", kind),
            element("gmd:thesaurusName", thesaurus) if thesaurus is not None else None,
        ),
    )


def citation(title: Element, *details: Element) -> Element:
    """Return a citation of a title's property and its details: dates, edition, identifier."""
    return element("gmd:CI_Citation", title, *details)
