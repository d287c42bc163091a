"""A web page that the plugin wrote, as a tree and as its texts."""

from __future__ import annotations

from base64 import b64encode
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from lxml import html

ADDRESSES = ("href", "src", "srcset", "action", "data", "poster", "background", "cite", "formaction", "manifest")


class WebPage:
    """The page in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.source = path.read_text(encoding="utf-8")

    @cached_property
    def tree(self):
        return html.document_fromstring(self.source.encode(), parser=html.HTMLParser(encoding="utf-8"))

    def all(self, path: str):
        return self.tree.xpath(path)

    def one(self, path: str):
        (found,) = self.all(path)
        return found

    def by_id(self, name: str):
        return self.tree.get_element_by_id(name)

    def portrait(self, code: str):
        return self.by_id(f"region-{code}")

    @property
    def policy(self) -> dict[str, list[str]]:
        """The rules of the Content-Security-Policy."""
        written = self.one("//meta[@http-equiv='Content-Security-Policy']/@content")
        return {name: values for name, *values in map(str.split, written.split(";"))}

    def addresses(self):
        """Return the element and the value of each attribute that makes a browser load or open something."""
        return [
            (element, element.get(name))
            for element in self.tree.iter()
            for name in ADDRESSES
            if isinstance(element.tag, str) and element.get(name) is not None
        ]


def flat(element) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.text_content().split())


def hash_of(text: str) -> str:
    """Return a text's hash as a policy writes it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
