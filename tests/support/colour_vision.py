"""Colours as they are seen: in normal vision, with three deficiencies and in grey print."""

from __future__ import annotations

import warnings

import colour
import numpy as np

# The smallest CIEDE2000 distance at which two classes of a choropleth can be distinguished at a glance.
DISTINCT = 10

# WCAG 2.1, success criterion 1.4.3: text of ordinary size.
READABLE = 4.5


def linear(fill):
    """Return the linear light of an "#RRGGBB" colour, in which colour vision is simulated."""
    return colour.cctf_decoding(np.array([int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5)]), "sRGB")


def luminance(fill):
    return float(linear(fill) @ np.array([0.2126, 0.7152, 0.0722]))


def ratio(first, second):
    """Return the WCAG contrast by colour-science, so that the palette does not judge itself."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def to_lab(light):
    return colour.XYZ_to_Lab(colour.RGB_to_XYZ(np.clip(light, 0, 1), "sRGB", apply_cctf_decoding=False))


def deficient(kind):
    with warnings.catch_warnings():
        # That of tritanopia is an approximation, as its authors say; it is the one that cartographers test with.
        warnings.simplefilter("ignore")
        matrix = colour.matrix_cvd_Machado2009(kind, 1.0)
    return lambda fill: to_lab(matrix @ linear(fill))


def grey(fill):
    return to_lab(np.full(3, luminance(fill)))


VISIONS = {
    "normal": lambda fill: to_lab(linear(fill)),
    "protanopia": deficient("Protanomaly"),
    "deuteranopia": deficient("Deuteranomaly"),
    "tritanopia": deficient("Tritanomaly"),
    "grey print": grey,
}


def distance(first, second, vision="normal"):
    """Return the CIEDE2000 distance of two colours as a vision sees them."""
    return float(colour.delta_E(VISIONS[vision](first), VISIONS[vision](second), method="CIE 2000"))
