"""A page of HTML with tables, which a browser shows and prints without other files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..i18n import current_language

_STYLE = (
    "body { font: 15px/1.4 sans-serif; margin: 2em; color: #222; } table { border-collapse: collapse; }"
    " th, td { border: 1px solid #bbb; padding: 4px 8px; text-align: left; vertical-align: top; }"
    " th { background: #eee; }"
)


def html_page(title: str, lead: str, body: str, style: str = "") -> str:
    """Return a page: its title and the lines of its lead, which are plain text, and HTML below them."""
    lines = "<br>\n".join(map(escape, lead.splitlines()))
    heading = escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{current_language()}">\n<head><meta charset="utf-8"><title>{heading}</title>'
        f"<style>{_STYLE}{style}</style></head>\n<body>\n<h1>{heading}</h1>\n<p>{lines}</p>\n"
        f"{body}</body>\n</html>\n"
    )


def html_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of plain texts below their headings."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
