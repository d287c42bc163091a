"""Check all platforms over the network, and write which addresses answered: `make endpoints`.

The results come with the plugin, which shows them and prefers what answered. An address that a service may have moved
to is proposed here and in the file, never used: resources/data/platforms.json is edited by hand, with its source.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import TextIOWrapper
from pathlib import Path

from ctd_plugin.catalogues.endpoint_checks import (
    SAYS_NOTHING,
    SHIPPED_CHECKS,
    EndpointChecks,
    addresses_of,
    merged,
    read_checks,
    write_checks,
)
from ctd_plugin.catalogues.health import Health, Move, key_of
from ctd_plugin.catalogues.registry import BUNDLED_PLATFORMS, Endpoint, Platform, read_platforms
from ctd_plugin.data.about import made_with
from ctd_plugin.errors import CtdError
from ctd_plugin.i18n import language
from ctd_plugin.regions import PRINTED_NAMES

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 30
"""The time that one service may take."""


def main(arguments: Sequence[str]) -> int:
    """Check the platforms, merge with the earlier results, and print what to do; return the program's exit code.

    QGIS runs already. The earlier file is left as it is where nothing answers, or the check is cancelled.
    """
    options = _options(arguments)
    try:
        registry = read_platforms(options.registry)
        platforms = _chosen(registry, options.only)
        earlier = read_checks(options.output) if options.output.exists() else EndpointChecks()
        if options.merge is not None:
            return _merge(options, registry, earlier)
        return _run(options, registry, platforms, earlier)
    except CtdError as error:
        print(error, file=sys.stderr)
        return 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make endpoints", description=__doc__)
    parser.add_argument("--only", default="", help="regions (Insee codes) and ids of platforms, separated by commas")
    parser.add_argument("--output", type=Path, default=SHIPPED_CHECKS, help="the file of results")
    parser.add_argument("--merge", type=Path, help="a file of results that was sent in: nothing is asked then")
    parser.add_argument("--registry", type=Path, default=BUNDLED_PLATFORMS, help="the list of platforms")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="the time that one service may take")
    return parser.parse_args(arguments)


def _chosen(platforms: Sequence[Platform], only: str) -> list[Platform]:
    """Return the platforms of the regions and ids that are named, all where none is; CtdError for an unknown one."""
    names = {name.strip() for name in only.split(",") if name.strip()}
    known = {platform.id for platform in platforms} | set(PRINTED_NAMES)
    if unknown := sorted(names - known):
        raise CtdError(f"No region has the code and no platform the id {', '.join(unknown)}: nothing was checked.")
    return [platform for platform in platforms if not names or names & {platform.id, platform.region}]


def _run(
    options: argparse.Namespace, registry: Sequence[Platform], platforms: Sequence[Platform], earlier: EndpointChecks
) -> int:
    from qgis.core import QgsFeedback
    from qgis.PyQt.QtCore import QTimer

    from ctd_plugin.gis.catalogues.registry_check import check_registry

    feedback = QgsFeedback()
    before = signal.signal(signal.SIGINT, lambda *_: feedback.cancel())
    # Qt's loop lets Python see a signal only when Python runs.
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(200)
    try:
        found = check_registry(platforms, options.seconds, made_with(), feedback, print)
    finally:
        timer.stop()
        signal.signal(signal.SIGINT, before)
    if found is None:
        print(f"Cancelled: {_shown(options.output)} is as it was.", file=sys.stderr)
        return 130
    if not found.has_answers:
        print(f"Nothing answered, so there may be no network: {_shown(options.output)} is as it was.", file=sys.stderr)
        return 1
    results = merged(earlier, found.checks, registry)
    write_checks(options.output, results)
    lines = [*_summary(platforms, results, found.checks)]
    asked = [*((url, health) for (_, url), health in found.checks.endpoints.items()), *found.checks.homepages.items()]
    if kept_back := [url for url, health in asked if health.reason in SAYS_NOTHING]:
        lines += ["", "The proxy did not reach these, which says nothing about them; their earlier results stay:"]
        lines += [f"  {url}" for url in kept_back]
    if found.new_services:
        lines += ["", "Services of a protocol that platforms.json does not have for their platform:"]
        for platform, service in found.new_services:
            lines.append(f"  {_title(platform, service.endpoint)}: {service.endpoint.url}")
    print("\n".join(["", *lines, "", f"Written: {_shown(options.output)}"]))
    return 0


def _merge(options: argparse.Namespace, registry: Sequence[Platform], earlier: EndpointChecks) -> int:
    """Merge a file that was sent in; CtdError where it is from the future, so that no later check would count."""
    sent = read_checks(options.merge)
    last = max((health.day for health in (*sent.endpoints.values(), *sent.homepages.values())), default=date.min)
    # Where the sender is, it may be tomorrow.
    if max(last, sent.checked_on or last) > date.today() + timedelta(days=1):
        raise CtdError(f"The results in {options.merge} are from the future: the clock of their sender was wrong.")
    results = merged(earlier, sent, registry)
    keys, homepages = addresses_of(registry)
    unknown = [*(url for _, url in sent.endpoints.keys() - keys), *sent.homepages.keys() - homepages]
    write_checks(options.output, results)
    lines = [*_summary(registry, results, sent)]
    if unknown:
        lines += ["", f"Left out, as platforms.json does not have them: {', '.join(sorted(unknown))}"]
    print("\n".join([*lines, "", f"Written: {_shown(options.output)}"]))
    return 0


def _summary(platforms: Sequence[Platform], results: EndpointChecks, latest: EndpointChecks) -> Iterator[str]:
    """Yield what answered, what did not, and what may have moved, with what to do: of the addresses in the latest run.

    The results are those of all runs.
    """
    services = {key: health for key, health in results.endpoints.items() if _is_telling(latest.endpoints.get(key))}
    homepages = {url: health for url, health in results.homepages.items() if _is_telling(latest.homepages.get(url))}
    targets = {key_of(endpoint): (platform, endpoint) for platform in platforms for endpoint in platform.endpoints}
    checked = [(*target, services[key]) for key, target in targets.items() if key in services]
    silent = [row for row in checked if not row[2].is_alive]
    moved = [row for row in checked if row[2].moves]
    pages = {one.homepage: (one, health) for one in platforms if (health := homepages.get(one.homepage))}
    answered = sum(health.is_alive for _, health in pages.values())
    yield f"{len(checked) - len(silent)} of {len(checked)} services answered, {answered} of {len(pages)} home pages."
    if silent:
        yield from ("", "Did not answer:")
    for platform, endpoint, health in silent:
        yield f"  {_title(platform, endpoint)}: {_state(health)}"
        yield f"    {key_of(endpoint)[1]}"
    for url, (platform, health) in pages.items():
        if not health.is_alive:
            yield f"  {_title(platform)}, home page: {_state(health)}"
            yield f"    {url}"
    moved_pages = [(one, url, health) for url, (one, health) in pages.items() if health.moves]
    if not moved and not moved_pages:
        return
    yield from ("", "May have moved. Open each address; where it is the same service, put the entry in place of the")
    yield "old one in resources/data/platforms.json, with its source, and run `make data`."
    for platform, endpoint, health in moved:
        yield f"  {_title(platform, endpoint)}"
        yield f"    from {key_of(endpoint)[1]}"
        for move in health.moves:
            yield f"    to   {json.dumps(_entry(endpoint, move, health), ensure_ascii=False)}"
    for platform, url, health in moved_pages:
        yield f"  {_title(platform)}, home page"
        yield f"    from {url}"
        yield from (f"    to   {move.url}" for move in health.moves)


def _is_telling(health: Health | None) -> bool:
    return health is not None and health.reason not in SAYS_NOTHING


def _entry(endpoint: Endpoint, move: Move, health: Health) -> dict[str, str]:
    """Return the entry of platforms.json for a service at its new address.

    The service answered there on the day of the check where its old address redirects; others may be of an earlier one.
    """
    from ctd_plugin.gis.catalogues.health_store import dated_state, move_text

    def evidence(code: str) -> str:
        with language(code):
            return ", ".join([*([dated_state(health)] if health.is_alive else []), move_text(move)])

    names = {"protocol": endpoint.protocol.value, "url": move.url, "confidence": "high"}
    return {**names, "evidence": evidence("en"), "evidence_fr": evidence("fr")}


def _title(platform: Platform, endpoint: Endpoint | None = None) -> str:
    parts = [PRINTED_NAMES[platform.region], f"{platform.name} ({platform.id})"]
    return " – ".join([*parts, *([endpoint.protocol.upper()] if endpoint else [])])


def _state(health: Health) -> str:
    from ctd_plugin.gis.catalogues.health_store import state_label

    parts = [f"{state_label(health)} ({health.detail})" if health.detail else state_label(health)]
    parts += [f"failing since {health.failing_since}"] if health.failing_since else []
    parts += [f"last answered on {health.answered_on}"] if health.answered_on else []
    return ", ".join(parts)


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _with_qgis(arguments: Sequence[str]) -> int:
    """Start QGIS with a profile of its own and the proxy of the system, and check the platforms."""
    with tempfile.TemporaryDirectory() as profile:
        os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsSettings

        # What a server said may be what no terminal shows.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        application = QgsApplication([], False)
        application.initQgis()
        QgsSettings().setValue("proxy/proxyEnabled", True)
        QgsSettings().setValue("proxy/proxyType", "DefaultProxy")
        QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()
        try:
            return main(arguments)
        finally:
            application.exitQgis()


if __name__ == "__main__":
    sys.exit(_with_qgis(sys.argv[1:]))
