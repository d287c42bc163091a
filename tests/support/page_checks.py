"""What is measured of a page in a browser: cut texts, small targets, labels that collide or are faint, stops of Tab."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from qgis.PyQt.QtGui import QColor, QImage
from selenium.webdriver.common.keys import Keys

from ctd_plugin.gis.style.palette import contrast

SMALLEST_TARGET = 24

# Of what is shown, boxes that hide a part of their text; texts for screen readers alone are in a box of a pixel.
_CUT = """
const shown = e => e.checkVisibility() && e.getClientRects().length;
return [...document.querySelectorAll('body *')].filter(e => {
  if (!(e instanceof HTMLElement) || !shown(e) || e.clientWidth < 2) return false;
  const style = getComputedStyle(e), hides = o => o === 'hidden' || o === 'clip';
  return e.textContent.trim() && (
    hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1 ||
    hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 120));
"""

# Parts that stick out of the window on a side that no box scrolls to.
_OUTSIDE = """
return [...document.querySelectorAll('body *')].filter(e => {
  if (!e.checkVisibility()) return false;
  const box = e.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return false;
  for (let up = e; up; up = up.parentElement) {
    if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return false;
    if (getComputedStyle(up).position === 'absolute' && up.getBoundingClientRect().right <= 0) return false;
  }
  return box.left < -1 || box.right > document.documentElement.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120));
"""

# A link in the middle of a sentence is as high as its line; what is on the map is also in the table.
_SMALL = """
return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter(e => {
  if (!e.checkVisibility() || e.closest('svg')) return false;
  const box = e.getBoundingClientRect();
  if (box.right <= 0 || box.bottom + scrollY <= 0 || getComputedStyle(e).display === 'inline') return false;
  return box.width < arguments[0] || box.height < arguments[0];
}).map(e => e.outerHTML.slice(0, 120) + ' ' + JSON.stringify(e.getBoundingClientRect()));
"""

# The lines of a label touch each other, those of two labels must not.
_COLLIDING = """
const texts = [...document.querySelectorAll('svg text')].filter(e => e.checkVisibility() &&
  e.getBoundingClientRect().width && e.textContent.trim());
const boxes = texts.map(e => [e.textContent.trim(), e.closest('svg'), e.getBoundingClientRect()]);
const found = [];
boxes.forEach(([a, here, p], i) => boxes.slice(i + 1).forEach(([b, there, q]) => {
  const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
  const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
  if (here === there && wide > 1 && high > Math.min(p.height, q.height) / 4) found.push(a + ' / ' + b);
}));
const outside = boxes.filter(([, svg, p]) => {
  const frame = svg.getBoundingClientRect();
  return p.left < frame.left - 1 || p.right > frame.right + 1 || p.top < frame.top - 1 || p.bottom > frame.bottom + 1;
}).map(([a]) => a + ' / the edge');
return [...found, ...outside];
"""

_LABELS = """
return [...document.querySelectorAll('svg text')].filter(e => e.checkVisibility() &&
  e.getBoundingClientRect().width && e.textContent.trim()).map(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return {text: e.textContent.trim(), fill: style.fill, x: box.left + scrollX, y: box.top + scrollY,
          width: box.width, height: box.height};
});
"""

# The ring around what has the focus, of two pixels or more, and whether it is in sight and nothing lies over it.
_FOCUSED = """
const e = document.activeElement;
if (!e || e === document.body) return null;
const style = getComputedStyle(e), box = e.getBoundingClientRect();
const ring = style.outlineStyle !== 'none' && (style.outlineStyle === 'auto' || parseFloat(style.outlineWidth) >= 2);
const look = part => part && ['stroke', 'strokeWidth', 'filter'].map(name => getComputedStyle(part)[name]).join();
const part = e.querySelector('path, use'), other = document.querySelector('svg a:not(:focus) :is(path, use)');
const at = [[.5, .5], [.5, .1], [.5, .9], [.1, .5], [.9, .5]].map(([across, down]) =>
  document.elementFromPoint(box.left + box.width * across, box.top + box.height * down));
return {text: (e.getAttribute('aria-label') || e.innerText || e.textContent || e.name || '').trim(),
        html: e.outerHTML.slice(0, 120), ring: ring || e instanceof SVGElement && look(part) !== look(other),
        seen: e instanceof SVGElement || at.some(top => top && e.contains(top))};
"""


@dataclass(frozen=True)
class Stop:
    """What the Tab key reaches: its name, the beginning of its markup, and whether one sees that it has the focus."""

    text: str
    html: str
    is_visible: bool


def focused(browser):
    """Return what has the focus, None for the page itself."""
    found = browser.run(_FOCUSED)
    return Stop(found["text"], found["html"], found["ring"] and found["seen"]) if found else None


def tab_stops(browser, most=400):
    """Return what the Tab key reaches, one after the other, until it leaves the page."""
    stops = []
    while len(stops) < most:
        browser.press(Keys.TAB)
        if not (stop := focused(browser)):
            return stops
        stops.append(stop)
    raise AssertionError(f"No way out: {stops[-5:]}")


def cut(browser):
    """Return the boxes of which a part of the text is hidden."""
    return browser.run(_CUT)


def outside(browser):
    """Return what sticks out of the window sideways."""
    return browser.run(_OUTSIDE)


def small_targets(browser):
    """Return the controls that are smaller than a finger."""
    return browser.run(_SMALL, SMALLEST_TARGET)


def colliding(browser):
    """Return the labels on the maps shown that stand on one another or leave their map."""
    return browser.run(_COLLIDING)


def faint_labels(browser, least=4.5):
    """Return the labels on the maps shown that are hard to read before the colours that they stand on."""
    labels = browser.run(_LABELS)
    assert labels
    hide = "document.querySelectorAll('svg text').forEach(e => e.style.visibility = arguments[0])"
    browser.run(hide, "hidden")
    size = browser.run("return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}
    shot = browser.command("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
    browser.run(hide, "")
    picture = QImage.fromData(base64.b64decode(shot["data"]))
    return {label["text"]: round(seen, 2) for label in labels if (seen := _contrast(picture, label)) < least}


def _contrast(picture, label):
    """Return the contrast of a label with what lies behind most of it: a border may cross it."""
    colour = QColor(*(int(part) for part in label["fill"][4:-1].split(",")[:3]))
    points = [
        (label["x"] + label["width"] * across / 20, label["y"] + label["height"] * down / 6)
        for across in range(1, 20)
        for down in range(2, 5)
    ]
    values = sorted(contrast(colour.name(), picture.pixelColor(round(x), round(y)).name()) for x, y in points)
    return values[len(values) // 5]
