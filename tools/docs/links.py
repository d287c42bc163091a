"""Where links lead and which pictures are shown, in the guide and in the pages for developers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

from markdown_it.token import Token

from tools.docs.guide import HELP, ROOT, page_at
from tools.docs.markdown import inline_tokens, parsed, plain

_ON_THE_WEB = re.compile("(?:https?|mailto):")


def documents() -> list[Path]:
    """Return every page written in Markdown that people read."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "resources/data/README.md"]


def link_faults(document: Path) -> list[str]:
    """Return the links of a page that lead nowhere, and those to the web of a page that is read without one."""
    found = []
    for token in inline_tokens(_blocks(document)):
        address = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        if not address:
            continue
        if _ON_THE_WEB.match(address):
            if page_at(document):
                found.append(f"{_name(document)}: {address}, in a page that is read offline")
            continue
        file, anchor = urldefrag(unquote(address))
        target = (document.parent / file).resolve() if file else document
        if not target.exists():
            found.append(f"{_name(document)}: {address} does not exist")
        elif anchor and anchor not in anchors(target):
            found.append(f"{_name(document)}: {address} has no such anchor")
    return found


def picture_faults(document: Path) -> list[str]:
    """Return the pictures of a page that are missing or have too few words to be read in their place."""
    found = []
    for token in _pictures(document):
        if not _file(token, document).is_file():
            found.append(f"{_name(document)}: {token.attrGet('src')} does not exist")
        if len(token.content.split()) < 3:
            found.append(f"{_name(document)}: {token.attrGet('src')} has no words")
    return found


def unused_pictures() -> list[str]:
    """Return the pictures of the guide that no page shows."""
    shown = {_file(token, document) for document in documents() for token in _pictures(document)}
    return [f"{_name(path)} is on no page" for path in sorted(HELP.rglob("*.png")) if path not in shown]


def anchors(document: Path) -> set[str]:
    """Return what a link can lead to inside a page: the ids that it sets, and those that a forge makes of headings."""
    tokens = _blocks(document)
    found = {str(token.attrGet("id")) for token in tokens if token.attrGet("id")}
    if not page_at(document):
        found |= {_slug(plain(tokens[at + 1])) for at, token in enumerate(tokens) if token.type == "heading_open"}
    return found


@cache
def _blocks(document: Path) -> tuple[Token, ...]:
    return tuple(parsed(document.read_text(encoding="utf-8")))


def _pictures(document: Path) -> list[Token]:
    return [token for token in inline_tokens(_blocks(document)) if token.type == "image"]


def _file(picture: Token, document: Path) -> Path:
    return (document.parent / str(picture.attrGet("src"))).resolve()


def _slug(words: str) -> str:
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
