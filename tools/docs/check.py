"""Check the pages that people read: links, pictures, languages, and that nothing of the plugin is left undescribed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.token import Token

from tools.docs import plugin_words
from tools.docs.build import html_of
from tools.docs.guide import LANGUAGES, Page, pages
from tools.docs.links import documents, link_faults, picture_faults, unused_pictures
from tools.docs.markdown import headings, inline_tokens, parsed, plain
from tools.docs.typography import ENGLISH_FAULTS, FRENCH_FAULTS, fixed_spaces
from tools.docs.typography import faults as typographic_faults

_TYPOGRAPHY = {"fr": FRENCH_FAULTS, "en": ENGLISH_FAULTS}
# Tags for which Markdown has no sign, and that forges let through.
_TAG = re.compile(r"</?kbd>|<br/?>")


def main() -> None:
    """Exit with the list of faults, if there are any."""
    found = list(faults())
    if found:
        sys.exit("\n".join(found))
    print(f"{len(documents())} pages: links, pictures and languages are in order, everything is described.")


def faults() -> Iterator[str]:
    """Yield every fault of every page, a line each."""
    for document in documents():
        yield from link_faults(document)
        yield from picture_faults(document)
    yield from unused_pictures()
    for page in pages():
        yield from build_faults(page)
        yield from form_faults(page)
        yield from language_faults(page)
    for language in LANGUAGES:
        yield from index_faults(language)
        yield from description_faults(language)


def build_faults(page: Page) -> list[str]:
    """Return whether the HTML of a page is not what its source builds."""
    built = page.html.is_file() and page.html.read_text(encoding="utf-8") == html_of(page)
    return [] if built else [f"{page.language}/{page.name}.html is not what `make docs` builds"]


def form_faults(page: Page) -> list[str]:
    """Return what keeps a page from being read by everybody: headings out of order, tags that a forge drops."""
    tokens = _blocks(page)
    levels = [int(level[1]) for level, _ in headings(tokens)]
    found = []
    if levels[:1] != [1] or levels.count(1) != 1:
        found.append("the title is not its first and only heading of level 1")
    if any(after > before + 1 for before, after in pairwise(levels)):
        found.append("a heading skips a level")
    tags = [token.content for token in (*tokens, *inline_tokens(tokens)) if token.type in ("html_block", "html_inline")]
    found += [f"the tag {tag.strip()}" for tag in tags if not _TAG.fullmatch(tag)]
    return [f"{page.language}/{page.name}.md: {fault}" for fault in found]


def language_faults(page: Page) -> list[str]:
    """Return where a page is not set as its language is, or is built otherwise than its twin."""
    found = []
    tokens = _blocks(page)
    for token in tokens:
        prose = fixed_spaces(_prose(token)) if page.language == "fr" else _prose(token)
        found += [f"{kind}, in “{prose[:60]}”" for kind in typographic_faults(prose, _TYPOGRAPHY[page.language])]
    if not page.twin.source.is_file():
        found.append(f"there is no such page in {page.twin.language}")
    elif _shape(tokens) != _shape(_blocks(page.twin)):
        found.append(f"the page in {page.twin.language} has other parts: {_first_difference(page)}")
    return [f"{page.language}/{page.name}.md: {fault}" for fault in found]


def index_faults(language: str) -> list[str]:
    """Return the pages to which the index does not lead."""
    links = {str(token.attrGet("href")) for token in inline_tokens(_blocks(Page(language, "index")))}
    names = [page.name for page in pages() if page.language == language and page.name != "index"]
    return [f"{language}/index.md does not lead to {name}.md" for name in names if f"{name}.md" not in links]


def description_faults(language: str) -> list[str]:
    """Return the commands, settings and algorithms that the guide does not describe by their names."""
    texts = {page.name: _words(page) for page in pages() if page.language == language}
    everywhere = "\n".join(texts.values())
    titles = {
        str(token.attrGet("id")): _spaced(plain(following))
        for token, following in pairwise(_blocks(Page(language, "toolbox")))
        if token.type == "heading_open"
    }
    found = [
        f"no page in {language} describes the command “{command}”"
        for command in plugin_words.commands(language)
        if f"CTD › {_spaced(command)}" not in everywhere
    ]
    found += [
        f"{language}/options.md does not describe “{setting}”"
        for setting in plugin_words.settings(language)
        if _spaced(setting) not in texts["options"]
    ]
    found += [
        f"{language}/toolbox.md does not describe “{title}” ({name})"
        for name, title in plugin_words.algorithms(language).items()
        if not titles.get(name, "").startswith(_spaced(title))
    ]
    return found


def _blocks(page: Page) -> list[Token]:
    return parsed(page.source.read_text(encoding="utf-8"))


def _prose(token: Token) -> str:
    """Return the sentences of a block and the words of its pictures; what is code counts as a word."""
    kinds = {"text": None, "image": None, "softbreak": " ", "code_inline": "x"}
    return "".join(kinds[child.type] or child.content for child in token.children or [] if child.type in kinds)


def _words(page: Page) -> str:
    return "\n".join(_spaced(plain(token)) for token in _blocks(page))


def _spaced(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _shape(tokens: list[Token]) -> list[tuple[str, str]]:
    """Return what a page is made of, which both languages share: blocks with their ids, code, links and pictures."""
    shape = []
    for token in tokens:
        shape.append((token.type, str(token.attrGet("id") or "")))
        for child in token.children or []:
            if child.type in ("strong_open", "code_inline", "link_open", "image"):
                file = str(child.attrGet("href") or child.attrGet("src") or "").replace("/fr/", "/en/")
                shape.append((child.type, file))
    return shape


def _first_difference(page: Page) -> str:
    here, there = _shape(_blocks(page)), _shape(_blocks(page.twin))
    for one, other in zip(here, there, strict=False):
        if one != other:
            return f"{' '.join(one)} here, {' '.join(other)} there"
    return f"{len(here)} here, {len(there)} there"


if __name__ == "__main__":
    main()
