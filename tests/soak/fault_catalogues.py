"""Catalogues of this machine that answer, and fail in every way that a catalogue does, by turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count

from ctd_plugin.regions import PRINTED_NAMES
from tests.peers.ckan import holding, package
from tests.peers.faults import FAULTS, Reply, Seen, bomb, dead_address, serving

_MANY = [package(f"eau-{n}", f"Réseau d’eau potable {n}", ("CSV", f"https://example.org/{n}.csv")) for n in range(60)]
_USUAL = ("500", "404", "401", "login", "truncated", "truncated_text", "not_gzip", "nulls", "empty", "redirects")
"""What most responses are that are none."""
_RARE = ("slow", "dripping", "large")
"""What takes a search its whole time, or memory: now and then."""


@contextmanager
def catalogues() -> Iterator[dict[str, tuple[str, str]]]:
    """Serve one for each region while the block runs: id → region and address, as `write_platforms` takes them.

    For a region without any the plugin would ask the national catalogue.
    """
    with ExitStack() as stack:
        responders = (
            *(holding(_MANY), holding(_MANY[:5]), _by_turns(_USUAL), _by_turns(_USUAL[::-1])),
            *(_seldom(_RARE, 20), _seldom(("bomb",), 100)),
        )
        servers = [stack.enter_context(serving({"/": responder})) for responder in responders]
        addresses = [*(server.url("/") for server in servers), f"{dead_address()}/"]
        yield {
            f"portail-{region}": (region, f"{addresses[number % len(addresses)]}{region}/")
            for number, region in enumerate(PRINTED_NAMES)
        }


def _by_turns(names: tuple[str, ...]) -> Callable[[Seen], Reply]:
    turns = count()
    return lambda _seen: FAULTS[names[next(turns) % len(names)]]


def _seldom(names: tuple[str, ...], every: int) -> Callable[[Seen], Reply]:
    """Answer as a catalogue does, but fail once in so many requests."""
    turns, answer = count(1), holding(_MANY[:20])

    def respond(seen: Seen) -> Reply:
        turn = next(turns)
        if turn % every:
            return answer(seen)
        name = names[turn // every % len(names)]
        return bomb() if name == "bomb" else FAULTS[name]

    return respond
