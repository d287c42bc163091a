"""What a pack holds, of which edition, and what made it: the sentences of its index, of the message and of the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...data.about import MADE_WITH, made_with
from ...data.profile.edition_reader import EditionProfiles
from ...dates import short_date
from ...i18n import plural, titled, tr
from ..labels.labels import edition_name
from ..layout.branding import Branding

ATLAS, PAGE, SLIDES, OPEN_DATA = "ctd-atlas.pdf", "ctd-page.html", "ctd-slides.pdf", "ctd-data.zip"
TABLES = ("ctd-regions.xlsx", "ctd-regions.ods")


@dataclass(frozen=True)
class PackSummary:
    """A pack: its index, and what it is made of. Its sentences are in the language in force.

    `answered` counts the regions with new answers beside the status, `carried_only` those with none but answers carried
    over from an earlier edition, `status_only` those with no other answer.
    """

    index: Path
    files: Sequence[str]
    edition: str
    regions: int
    answered: int
    carried_only: int
    status_only: int
    branding: Branding
    made_on: date

    def sentences(self) -> list[str]:
        """Return what the pack holds, its edition, how many regions answered, and what made it when."""
        edition = titled(tr("Edition"), edition_name(self.edition))
        return [f"{self._contents()}.", f"{edition}.", self._answers(), f"{self._origin()}."]

    def _contents(self) -> str:
        maps = sum(name.endswith(".png") for name in self.files)
        words = {
            PAGE: tr("web page"),
            SLIDES: tr("slides"),
            ATLAS: tr("atlas"),
            TABLES[0]: tr("summary table"),
            OPEN_DATA: tr("open data"),
        }
        parts = [plural(maps, tr("{count} map"), tr("{count} maps")).format(count=maps)]
        parts += [word for name, word in words.items() if name in self.files]
        return titled(tr("Contents"), ", ".join(parts))

    def _answers(self) -> str:
        words = plural(
            self.answered,
            tr("{count} region answered, out of {total}."),
            tr("{count} regions answered, out of {total}."),
        )
        answered = words.format(count=self.answered, total=self.regions)
        others = {tr("Answers carried over only"): self.carried_only, tr("Status only"): self.status_only}
        return " ".join([answered, *(f"{titled(name, str(count))}." for name, count in others.items() if count)])

    def _origin(self) -> str:
        # The program's name comes last, as the organisation's may hold it.
        before, _, after = self.branding.author.rpartition(MADE_WITH)
        return f"{before}{made_with()}{after}, {short_date(self.made_on)}"


def summary_of(edition: EditionProfiles, index: Path, files: Sequence[str], branding: Branding) -> PackSummary:
    """Return the summary of a pack that is made today."""
    regions = edition.everywhere
    answering = [region for region in regions if region.answers]
    answered = [region for region in answering if not all(answer.carried_from for answer in region.answers)]
    known = [region for region in regions if region.status and not region.answers]
    return PackSummary(
        index,
        files,
        edition.about.get("edition", ""),
        len(regions),
        len(answered),
        len(answering) - len(answered),
        len(known),
        branding,
        date.today(),
    )
