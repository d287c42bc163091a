"""Where the tests find the plugin, its data and the records of the peers."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "ctd_plugin"
DATA = ROOT / "resources" / "data"
PEERS = ROOT / "tests" / "peers"
