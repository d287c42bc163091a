"""What keeps a window from people who use a keyboard, a screen reader, a small screen or large type, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QPoint, QRect, Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from tests.support.cut_texts import cut_texts

SCREEN = (1366, 700)
"""A small laptop's screen, less the bars of its system and of the window."""
_CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
# Their inner widgets are the toolkit's own.
_COMPOUNDS = (QAbstractItemView, QAbstractSpinBox, QComboBox, QDialogButtonBox, QLineEdit, QTabBar)


@contextmanager
def large_type(factor: float = 1.5) -> Iterator[None]:
    """Make the type of all windows larger, as a system set to 150 % does on the same screen."""
    before = QApplication.font()
    font = QApplication.font()
    font.setPointSizeF(before.pointSizeF() * factor)
    QApplication.setFont(font)
    try:
        yield
    finally:
        QApplication.setFont(before)


def window_faults(window: QWidget, screen: tuple[int, int] = SCREEN) -> list[str]:
    """Return what is wrong in a shown window or panel: names, keyboard, cut texts, size. Empty where all is well."""
    for _ in range(3):
        # A layout that has to give way to another takes a second turn.
        QApplication.processEvents()
        if not (found := _faults_now(window, screen)):
            break
    return found


def _faults_now(window: QWidget, screen: tuple[int, int]) -> list[str]:
    found = [*_size_faults(window, screen)]
    stops = tab_stops(window)
    for control in window.findChildren(QWidget):
        if control.isVisible() and not _is_inner(control, window):
            found += [f"{_called(control)}: {fault}" for fault in _faults_of(control, window)]
    ups = [(a, b) for a, b in pairwise([*stops, *stops[:1]]) if _goes_up(window, a, b)]
    # From the last stop to the first it has to, wherever the chain begins.
    return found + [f"{_called(a)} → {_called(b)}: Tab goes back up" for a, b in ups if len(ups) > 1]


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return what Tab reaches, in its order."""
    stops, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and window.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return [stop for stop in stops if stop.focusProxy() is None]


def unseen_focus(window: QWidget) -> list[str]:
    """Return the stops of Tab that look the same with and without the focus."""
    window.activateWindow()
    QApplication.processEvents()
    # As the first Tab does: many styles mark the focus from then on only.
    window.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    found = []
    for stop in tab_stops(window):
        if _is_left_to_the_style(stop):
            continue
        for area in window.findChildren(QScrollArea):
            if area.isAncestorOf(stop):
                area.ensureWidgetVisible(stop)
        stop.clearFocus()
        QApplication.processEvents()
        before = _around(window, stop)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if stop.hasFocus() and _around(window, stop) == before:
            found.append(f"{_called(stop)}: no visible focus")
    return found


def _is_left_to_the_style(stop: QWidget) -> bool:
    """Whether a stop looks as the toolkit has it: a default button as if focused, a list without entries never."""
    if isinstance(stop, QAbstractItemView):
        return stop.model() is None or stop.model().rowCount() == 0
    return isinstance(stop, QPushButton) and stop.isDefault()


def _around(window: QWidget, widget: QWidget) -> QImage:
    place = _place(window, widget).adjusted(-4, -4, 4, 4).intersected(window.rect())
    return window.grab(place).toImage()


def _is_inner(control: QWidget, window: QWidget) -> bool:
    """Whether a widget is a part of a compound one of the toolkit's."""
    parent = control.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, _COMPOUNDS) and not isinstance(parent, QDialogButtonBox):
            return True
        parent = parent.parentWidget()
    return control.objectName().startswith("qt_") or isinstance(control, QHeaderView)


def _faults_of(control: QWidget, window: QWidget) -> Iterator[str]:
    if isinstance(control, _CONTROLS):
        if not name_of(control, window):
            yield "no accessible name"
        if not (control.objectName() or isinstance(control.parentWidget(), QDialogButtonBox | QgsFileWidget)):
            yield "no object name"
        # One of several radio buttons is reached by Tab, the others by the arrow keys.
        is_reached = control.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(control, QRadioButton)
        if not (is_reached or control.focusProxy()):
            yield "not reached by Tab"
    if isinstance(control, QTableView) and control.tabKeyNavigation():
        yield "Tab does not leave it"
    if isinstance(control, QPlainTextEdit | QTextEdit) and not (control.isReadOnly() or control.tabChangesFocus()):
        yield "Tab does not leave it"
    by_keyboard = Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    if isinstance(control, QLabel) and "<a " in control.text() and not control.textInteractionFlags() & by_keyboard:
        yield "its link is not reached by keyboard"
    yield from (f"cut: {text}" for text in cut_texts(control))
    if not _scrolls(control, window) and not window.rect().adjusted(-1, -1, 1, 1).contains(_place(window, control)):
        yield "outside the window"


def name_of(control: QWidget, window: QWidget) -> str:
    """Return what a screen reader calls a control."""
    if control.accessibleName():
        return control.accessibleName()
    if isinstance(control, QAbstractButton):
        return control.text()
    labels = [label for label in window.findChildren(QLabel) if label.buddy() is control]
    # QGIS's file field passes neither its buddy nor its own name on to the line in it.
    return labels[0].text() if labels else ""


def _size_faults(window: QWidget, screen: tuple[int, int]) -> Iterator[str]:
    if not window.isWindow():
        return
    if window.width() > screen[0] or window.height() > screen[1]:
        yield f"{_called(window)}: {window.width()} × {window.height()} is larger than the screen"


def _goes_up(window: QWidget, first: QWidget, second: QWidget) -> bool:
    """Whether the second stop of Tab is wholly above the first, and in no column further right."""
    one, two = _place(window, first), _place(window, second)
    for area in window.findChildren(QScrollArea):
        # What is scrolled out of sight lies where the area does.
        if area.isAncestorOf(first) is not area.isAncestorOf(second):
            one = one & _place(window, area) if area.isAncestorOf(first) else one
            two = two & _place(window, area) if area.isAncestorOf(second) else two
    return two.bottom() < one.top() and two.left() < one.right()


def _place(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _scrolls(control: QWidget, window: QWidget) -> bool:
    parent = control.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QScrollArea | QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _called(widget: QWidget) -> str:
    parent = widget.parentWidget()
    inside = f" in {parent.objectName()}" if parent is not None and parent.objectName() else ""
    text = f" “{widget.text()}”" if isinstance(widget, QAbstractButton) and widget.text() else ""
    return widget.objectName() or f"{type(widget).__name__}{text}{inside}"
