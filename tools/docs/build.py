"""Build the offline guide: resources/help/LANGUAGE/NAME.html from each docs/LANGUAGE/NAME.md."""

from __future__ import annotations

import os
from html import escape
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag

from markdown_it.token import Token

from tools.docs.guide import HELP, LANGUAGES, Page, page_at, pages
from tools.docs.markdown import headings, parsed, plain, rendered
from tools.docs.typography import fixed_spaces

GUIDE = {"fr": "Guide de CTD Governance Map", "en": "Guide to CTD Governance Map"}
OTHER = {"fr": "Français", "en": "English"}
CONTENTS = {"fr": "Sur cette page", "en": "On this page"}
LEAST_LISTED = 4
"""The number of sections from which a page begins with a list of them."""

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title}</title>
<link rel="stylesheet" href="../guide.css"/>
</head>
<body>
<nav aria-label="Guide">{links}</nav>
<main>
{body}</main>
</body>
</html>
"""


def main() -> None:
    """Write what has changed, and remove the pages that have no source any more."""
    built = {page.html: html_of(page) for page in pages()}
    for path in set(old_pages()) - set(built):
        path.unlink()
    for path, html in built.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != html:
            path.write_text(html, encoding="utf-8", newline="\n")
    print(f"{len(built)} pages of the guide in {HELP.name}.")


def old_pages() -> list[Path]:
    """Return the pages that are there, built of whatever source."""
    return [path for language in LANGUAGES for path in (HELP / language).glob("*.html")]


def html_of(page: Page) -> str:
    """Return the HTML of a page."""
    tokens = parsed(page.source.read_text(encoding="utf-8"))
    title = next((words for level, words in headings(tokens) if level == "h1"), page.name)
    _set_for_html(tokens, page)
    _set_figures(tokens)
    # Below the title, which is a heading: what opens it, its words, what closes it.
    tokens[3:3] = _contents(tokens, page)
    return _PAGE.format(
        language=page.language,
        title=escape(title if page.name == "index" else f"{title} – {GUIDE[page.language]}"),
        links="\n".join(_navigation(page)),
        body=rendered(tokens),
    )


def _navigation(page: Page) -> list[str]:
    other = page.twin.language
    home = f'<a href="index.html">{GUIDE[page.language]}</a>'
    twin = f'<a href="../{other}/{page.name}.html" lang="{other}" hreflang="{other}">{OTHER[other]}</a>'
    return [link for link, there in ((home, page.name != "index"), (twin, page.twin.source.is_file())) if there]


def _contents(tokens: list[Token], page: Page) -> list[Token]:
    """Return a list of the sections of a long page, to stand below its title; the index is such a list itself."""
    sections = [
        f'<a href="#{token.attrGet("id")}">{escape(plain(words), quote=False)}</a>'
        for token, words in pairwise(tokens)
        if token.tag == "h2" and token.type == "heading_open" and token.attrGet("id")
    ]
    if len(sections) < LEAST_LISTED or page.name == "index":
        return []
    links = "\n".join(sections)
    return [Token("html_block", "", 0, content=f'<nav aria-label="{CONTENTS[page.language]}">{links}</nav>\n')]


def _set_for_html(tokens: list[Token], page: Page) -> None:
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type != "inline":
            continue
        token.children = _with_links(token.children or [], page)
        for child in token.children:
            if page.language == "fr":
                _fix_spaces(child)
            if child.type in ("strong_open", "strong_close"):
                # Words of the windows: set off, not stressed.
                child.tag = "b"
            if child.type == "image":
                child.attrSet("src", _beside(page, str(child.attrGet("src"))))


def _fix_spaces(token: Token) -> None:
    if token.type == "text":
        token.content = fixed_spaces(token.content)
    for child in token.children or []:
        _fix_spaces(child)


def _with_links(children: list[Token], page: Page) -> list[Token]:
    """Return inline tokens with links to pages as links to their HTML; a link that leaves the guide keeps its words."""
    kept, dropping = [], False
    for child in children:
        if child.type == "link_open":
            target = _link(str(child.attrGet("href")), page)
            dropping = not target
            child.attrSet("href", target)
        if not (dropping and child.type in ("link_open", "link_close")):
            kept.append(child)
    return kept


def _link(address: str, page: Page) -> str:
    """Return the address of a link in the HTML, "" where only the sources have what it leads to."""
    file, anchor = urldefrag(address)
    if not file:
        return address
    target = page_at((page.source.parent / file).resolve())
    if target is None:
        return ""
    return _relative(target.html, page) + (f"#{anchor}" if anchor else "")


def _beside(page: Page, address: str) -> str:
    """Return the address of a picture, which the Markdown names from docs, from the HTML."""
    return _relative((page.source.parent / address).resolve(), page)


def _relative(target: Path, page: Page) -> str:
    return Path(os.path.relpath(target, page.html.parent)).as_posix()


def _set_figures(tokens: list[Token]) -> None:
    """Make a figure of each paragraph that is a picture; words in italics below the picture are its caption."""
    for at, token in enumerate(tokens):
        if token.type != "inline" or tokens[at - 1].type != "paragraph_open" or tokens[at - 1].hidden:
            continue
        children = [child for child in token.children or [] if child.type != "softbreak"]
        captioned = children[1:2] and children[1].type == "em_open" and children[-1].type == "em_close"
        if not children or children[0].type != "image" or not (len(children) == 1 or captioned):
            continue
        tokens[at - 1].tag = tokens[at + 1].tag = "figure"
        if captioned:
            children[1].tag = children[-1].tag = "figcaption"
        token.children = children


if __name__ == "__main__":
    main()
