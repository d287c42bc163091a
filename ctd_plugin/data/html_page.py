"""A page of HTML with tables, which a browser shows and prints without other files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..i18n import current_language

_STYLE = (
    "body { font: 15px/1.4 sans-serif; margin: 2em; color: #222; background: #fff; }"
    # A table wider than the window scrolls by itself, also with the keyboard; the text around it stays in sight.
    " .table { overflow-x: auto; } table { border-collapse: collapse; } tr { break-inside: avoid; }"
    " th, td { border: 1px solid #bbb; padding: 4px 8px; text-align: left; vertical-align: top; }"
    " th { background: #eee; }"
    " @media (max-width: 40em) { body { margin: 1em; } }"
    " @media print { body { margin: 0; } .table { overflow: visible; } }"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html_page(title: str, lead: str, body: str, style: str = "") -> str:
    """Return a page: its title and the lines of its lead, which are plain text, and HTML below them."""
    lines = "<br>\n".join(map(escape, lead.splitlines()))
    heading = escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{current_language()}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{heading}</title><style>{_STYLE}{style}</style></head>\n"
        f"<body>\n<main>\n<h1>{heading}</h1>\n<p>{lines}</p>\n{body}</main>\n</body>\n</html>\n"
    )


def html_table(label: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of plain texts below their headings; `label` names it for those who hear the page."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    return f'<div class="table" role="region" aria-label="{escape(label)}" tabindex="0">\n{table}</div>\n'
