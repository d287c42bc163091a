"""Search thirty catalogues, served by a process of their own, while a timer watches the event loop.

Prints the time of all responses ÷ that of one after another, the seconds from the slowest response to the last results,
from the first response to the first results, and the longest that windows had to wait.
"""

import time
from itertools import pairwise

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer

application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.gis.catalogues.search import CatalogueSearch
from tests.peers.faults import serving_apart
from tests.peers.portal import catalogue, packages, reply

delays = {f"c{number}": 0.2 + 1.8 * number / 29 for number in range(30)}
servers = [{f"/{name}/": reply(packages(name, 20), 200, delay=delay)} for name, delay in delays.items()]
gaps, shown, ticks = [], [], []


def tick():
    ticks.append(time.perf_counter())


def show(_identifier):
    if search.results():
        shown.append(time.perf_counter())


if __name__ == "__main__":
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    loop = QEventLoop()
    with serving_apart(*servers) as addresses:
        search = CatalogueSearch([*map(catalogue, delays, addresses)], "eau", seconds=10)
        search.changed.connect(show)
        search.finished.connect(loop.quit)
        timer.start(2)
        QTimer.singleShot(200, search.start)
        QTimer.singleShot(200, lambda: ticks.append(-time.perf_counter()))
        loop.exec()
        ended = time.perf_counter()
    started = -min(ticks)
    gap = max(two - one for one, two in pairwise(ticks) if one > 0 and two > 0)
    assert len(search.results()) == 600, search.states
    wall = ended - started
    print(wall / sum(delays.values()), wall - max(delays.values()), shown[0] - started - min(delays.values()), gap)
    application.exitQgis()
