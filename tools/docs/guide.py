"""The pages of the guide: Markdown in docs/LANGUAGE, as a forge shows it, and the offline HTML in resources/help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "docs"
HELP = ROOT / "resources" / "help"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Page:
    """A page of the guide in a language."""

    language: str
    name: str

    @property
    def source(self) -> Path:
        return SOURCES / self.language / f"{self.name}.md"

    @property
    def html(self) -> Path:
        return HELP / self.language / f"{self.name}.html"

    @property
    def twin(self) -> Page:
        """The same page in the other language."""
        return Page(LANGUAGES[1 - LANGUAGES.index(self.language)], self.name)


def pages() -> list[Page]:
    """Return every page that has a source, in both languages."""
    return [Page(language, path.stem) for language in LANGUAGES for path in sorted((SOURCES / language).glob("*.md"))]


def page_at(path: Path) -> Page | None:
    """Return the page whose source a path is, None for what is no page of the guide."""
    page = Page(path.parent.name, path.stem)
    return page if page.language in LANGUAGES and page.source == path and path.is_file() else None
