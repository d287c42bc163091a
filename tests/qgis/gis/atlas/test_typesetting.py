"""Lines: what stays together, and where none may break."""

from __future__ import annotations

from ctd_plugin.gis.atlas.typesetting import fill, kept_together, paragraph, typeset, typeset_all


def test_neither_a_heading_nor_the_last_line_of_a_section_stands_alone_in_a_column():
    title = paragraph("Contexte", heading=True)
    section = kept_together(typeset_all([title, *(paragraph(f"ligne {n}") for n in range(8))], 80))
    line = section[0].height
    filler = typeset_all([paragraph("avant")] * 3, 80)
    # The heading and the first line would fit: they go on with the second in the next column.
    assert fill([*filler, *section], line * 5.2) == 3
    assert fill([*filler, *section], line * 6.2) == 6
    # All but the last line would fit: the last but one goes with it.
    assert fill(section, line * 8.2) == 7


def test_no_line_breaks_before_a_french_double_sign_nor_before_a_unit():
    for width in range(16, 60):
        lines = typeset(paragraph("ici ! là : « oui » pour 5 ETP ; non ? " * 5), width)
        text = lines[0]._layout.text()
        assert not {text[line._line.textStart()] for line in lines} & set("!:»E;?"), width
