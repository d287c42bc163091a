"""Markdown as the guide and the forges read it: CommonMark, tables, and the few tags that have no sign of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ANCHOR = re.compile(r'<a id="([\w-]+)">')


def parsed(text: str) -> list[Token]:
    """Return the blocks of a page, without its comments and with each anchor as the id of what it stands in."""
    tokens = _reader().parse(text)
    tokens = [token for token in tokens if not (token.type == "html_block" and _is_comment(token.content))]
    for at, token in enumerate(tokens):
        if token.type == "inline":
            token.children = [child for child in token.children or [] if not _is_comment(child.content)]
            _anchor_block(tokens, at)
    return tokens


def rendered(tokens: list[Token]) -> str:
    """Return blocks as XHTML, which any parser of XML reads."""
    reader = _reader()
    return str(reader.renderer.render(tokens, reader.options, {}))


def inline_tokens(tokens: Sequence[Token]) -> list[Token]:
    """Return what stands inside the blocks: texts, links, pictures."""
    return [child for token in tokens if token.type == "inline" for child in token.children or []]


def plain(token: Token) -> str:
    """Return the words of an inline block."""
    return "".join(child.content for child in token.children or [] if child.type in ("text", "code_inline"))


def headings(tokens: list[Token]) -> list[tuple[str, str]]:
    """Return the level and the words of each heading."""
    return [(token.tag, plain(tokens[at + 1])) for at, token in enumerate(tokens) if token.type == "heading_open"]


def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "xhtmlOut": True}).enable("table")


def _is_comment(content: str) -> bool:
    return content.startswith("<!--") and content.rstrip().endswith("-->")


def _anchor_block(tokens: list[Token], at: int) -> None:
    """Take `<a id="NAME"></a>` at the start of a block for the id of the heading, item, cell or paragraph around it."""
    children = tokens[at].children or []
    if len(children) < 2 or children[0].type != "html_inline":
        return
    found = _ANCHOR.fullmatch(children[0].content)
    if not found or children[1].content != "</a>":
        return
    around = tokens[at - 1]
    if around.type == "paragraph_open" and tokens[at - 2].type == "list_item_open":
        around = tokens[at - 2]
    around.attrSet("id", found[1])
    del children[:2]
