"""The index of a meeting pack: one self-contained page of HTML without scripts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from qgis.PyQt.QtCore import QBuffer, QDate, QIODevice, QLocale, Qt
from qgis.PyQt.QtGui import QImage

from ...data.about import MADE_WITH
from ...i18n import current_language, titled, tr
from ..labels.labels import edition_name
from ..layout.branding import Branding
from ..project.layers import CtdLayers
from ..style.palette import ACCENT, PAPER, RULE, TEXT, TEXT_MUTED

INDEX = "index.html"

_GENERATOR = f'<meta name="generator" content="{MADE_WITH}">'
_THUMBNAIL_WIDTH = 560


@dataclass(frozen=True)
class IndexEntry:
    """An entry of the index, with its files in the order of their links."""

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


def index_page(layers: CtdLayers, branding: Branding, entries: Sequence[IndexEntry], folder: Path) -> str:
    """Return the page in the language in force; pictures and sizes are read from the entries' files in `folder`."""
    title = tr("Regional data committees (CTD): meeting pack")
    about = (
        titled(tr("Sources"), layers.about("sources")),
        titled(tr("Licences"), layers.about("licences")),
        f"{branding.author}, {QDate.currentDate().toString(tr('yyyy-MM-dd'))}",
    )
    return _PAGE.format(
        language=current_language(),
        generator=_GENERATOR,
        style=_STYLE,
        title=escape(title),
        edition=escape(edition_name(layers.about("edition"))),
        entries="\n".join(_section(entry, folder) for entry in entries),
        facts="\n".join(f"<p>{escape(line)}</p>" for line in about if line),
    )


def _section(entry: IndexEntry, folder: Path) -> str:
    links = " ".join(_link(entry, name, folder) for name in entry.files)
    return (
        f"<article>\n{_picture(entry, folder)}<h2>{escape(entry.title)}</h2>\n"
        f"<p>{escape(entry.description)}</p>\n<p>{links}</p>\n</article>"
    )


def _link(entry: IndexEntry, name: str, folder: Path) -> str:
    kind = Path(name).suffix[1:].upper()
    size = QLocale(current_language()).formattedDataSize((folder / name).stat().st_size, 1)
    label = escape(f"{entry.title}, {kind}")
    return f'<a href="{escape(name)}" aria-label="{label}">{kind}</a> ({escape(size)})'


def _picture(entry: IndexEntry, folder: Path) -> str:
    """Return a thumbnail of the entry's PNG, embedded in the page, that links to it; "" where it has none."""
    name = next((name for name in entry.files if name.endswith(".png")), None)
    if name is None:
        return ""
    image = QImage(str(folder / name)).scaledToWidth(_THUMBNAIL_WIDTH, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    data = b64encode(bytes(buffer.data())).decode()
    size = f'width="{image.width()}" height="{image.height()}"'
    source = f"data:image/png;base64,{data}"
    return f'<a href="{escape(name)}"><img src="{source}" {size} alt="{escape(entry.title)}"></a>\n'


_STYLE = f"""
body {{ margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: {PAPER}; color: {TEXT};
  font: 1rem/1.5 system-ui, sans-serif; }}
h1, h2, a {{ color: {ACCENT}; }}
h1 {{ margin: 0; }}
h2 {{ margin: .75rem 0 0; font-size: 1.1rem; }}
p {{ margin: .25rem 0; }}
main {{ display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr));
  margin: 1.5rem 0; }}
article {{ border: 1px solid {RULE}; border-radius: .5rem; padding: 1rem; }}
img {{ max-width: 100%; height: auto; }}
footer, header p {{ color: {TEXT_MUTED}; }}
"""

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
{generator}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{edition}</p>
</header>
<main>
{entries}
</main>
<footer>
{facts}
</footer>
</body>
</html>
"""
