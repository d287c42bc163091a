"""The index of a meeting pack: one self-contained page of HTML without scripts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from qgis.PyQt.QtCore import QBuffer, QIODevice, QLocale, Qt
from qgis.PyQt.QtGui import QImage

from ...data.about import MADE_WITH
from ...i18n import current_language, titled, tr
from ..labels.labels import edition_title
from ..project.layers import CtdLayers
from ..style.palette import ACCENT, PAPER, RULE, TEXT, TEXT_MUTED
from .summary import PackSummary

INDEX = "index.html"

_GENERATOR = f'<meta name="generator" content="{MADE_WITH}">'
_THUMBNAIL_WIDTH = 560


@dataclass(frozen=True)
class IndexEntry:
    """An entry of the index: its heading's, what it is, what it is for, and its files in the order of their links."""

    group: str
    title: str
    description: str
    files: tuple[str, ...]


def is_index(path: Path) -> bool:
    """Return whether a file is the index of a pack."""
    with path.open("rb") as stream:
        return _GENERATOR.encode() in stream.read(2000)


def holds_pack(folder: Path) -> bool:
    """Return whether a folder holds a pack that was written before."""
    try:
        return is_index(folder / INDEX)
    except OSError:
        return False


def linked_files(index: Path, names: Iterable[str]) -> list[str]:
    """Return those of some files that an index leads to, by their names."""
    text = index.read_text(encoding="utf-8", errors="replace")
    return [name for name in names if f'href="{escape(name)}"' in text]


def thumbnail(image: QImage) -> QImage:
    """Return an image as small as the index shows it."""
    return image.scaledToWidth(_THUMBNAIL_WIDTH, Qt.TransformationMode.SmoothTransformation)


def index_page(
    layers: CtdLayers,
    summary: PackSummary,
    entries: Sequence[IndexEntry],
    pictures: Mapping[str, QImage],
    folder: Path,
) -> str:
    """Return the page in the language in force.

    `pictures` are the thumbnails of files by their names; the sizes are those of the entries' files in `folder`.
    """
    title = tr("Regional data committees (CTD): meeting pack")
    texts = {tr("Sources"): layers.about("sources"), tr("Licences"): layers.about("licences")}
    about = (*summary.sentences(), *(titled(name, text) for name, text in texts.items() if text))
    return _PAGE.format(
        language=current_language(),
        generator=_GENERATOR,
        hash=b64encode(sha256(_STYLE.encode()).digest()).decode(),
        style=_STYLE,
        title=escape(title),
        edition=escape(edition_title(layers.about("edition"))),
        groups="\n".join(_section(title, of, pictures, folder) for title, of in groupby(entries, attrgetter("group"))),
        facts="\n".join(f"<p>{escape(line)}</p>" for line in about),
    )


def _section(title: str, entries: Iterable[IndexEntry], pictures: Mapping[str, QImage], folder: Path) -> str:
    articles = "\n".join(_article(entry, pictures, folder) for entry in entries)
    return f'<section>\n<h2>{escape(title)}</h2>\n<div class="entries">\n{articles}\n</div>\n</section>'


def _article(entry: IndexEntry, pictures: Mapping[str, QImage], folder: Path) -> str:
    links = " ".join(_link(entry, name, folder) for name in entry.files)
    return (
        f"<article>\n{_picture(entry, pictures)}<h3>{escape(entry.title)}</h3>\n"
        f'<p>{escape(entry.description)}</p>\n<p class="files">{links}</p>\n</article>'
    )


def _link(entry: IndexEntry, name: str, folder: Path) -> str:
    kind = Path(name).suffix[1:].upper()
    length = (folder / name).stat().st_size
    size = (
        QLocale(current_language())
        .formattedDataSize(length, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        .replace(" ", "\u00a0")
    )
    label = escape(f"{entry.title}, {kind}")
    return f'<span><a href="{escape(name)}" aria-label="{label}">{kind}</a> ({escape(size)})</span>'


def _picture(entry: IndexEntry, pictures: Mapping[str, QImage]) -> str:
    """Return the thumbnail of one of an entry's files, embedded in the page, that links to it; "" where it has none."""
    name = next((name for name in entry.files if name in pictures), None)
    if name is None:
        return ""
    image = pictures[name]
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    data = b64encode(bytes(buffer.data())).decode()
    size = f'width="{image.width()}" height="{image.height()}"'
    source = f"data:image/png;base64,{data}"
    # The link below it leads there too: for the mouse alone.
    return f'<a href="{escape(name)}" tabindex="-1" aria-hidden="true"><img src="{source}" {size} alt=""></a>\n'


_STYLE = f"""
body {{ color-scheme: light; margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: {PAPER}; color: {TEXT};
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }}
h1, h2, h3, a {{ color: {ACCENT}; }}
h1 {{ margin: 0; font-size: 1.75rem; line-height: 1.25; }}
h2 {{ margin: 2rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid {ACCENT}; font-size: 1.3rem; }}
h3 {{ margin: .75rem 0 0; font-size: 1.1rem; }}
p {{ margin: .25rem 0; }}
.entries {{ display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); }}
article {{ border: 1px solid {RULE}; border-radius: .5rem; padding: 1rem; }}
article > h3:first-child {{ margin-top: 0; }}
.files span {{ display: inline-block; margin-right: .75rem; }}
.files a {{ display: inline-block; padding: .25rem 0; }}
img {{ max-width: 100%; height: auto; }}
footer {{ margin-top: 2rem; padding-top: 1rem; border-top: 1px solid {RULE}; }}
footer, header p {{ color: {TEXT_MUTED}; }}
@media print {{
  body {{ padding: 0; }}
  .entries {{ grid-template-columns: 1fr 1fr; }}
  article, h2 {{ break-inside: avoid; }}
  h2 {{ break-after: avoid; }}
}}
"""

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
{generator}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-{hash}';
 base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{edition}</p>
</header>
<main>
{groups}
</main>
<footer>
{facts}
</footer>
</body>
</html>
"""
