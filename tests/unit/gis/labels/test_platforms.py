"""Every protocol has a name that is shown."""

from __future__ import annotations

from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.gis.labels.platforms import protocol_names


def test_every_protocol_has_its_name():
    assert set(protocol_names()) == set(Protocol)
    assert all(protocol_names().values())
