"""Validate a record by the schemas of ISO 19139, which pycsw brings: `iso_schema.py < record.xml` gives the faults."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lxml import etree

PEERS = Path(__file__).resolve().parents[2] / ".peers"
ISO = "pycsw/plugins/profiles/apiso/schemas/ogc/iso/19139/20070417"
BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.isotc211.org/2005/gmd" schemaLocation="file://{folder}/gmd/gmd.xsd"/>
<xs:import namespace="http://www.isotc211.org/2005/gmx" schemaLocation="file://{folder}/gmx/gmx.xsd"/>
</xs:schema>"""


def faults(content: bytes) -> list[str]:
    (folder,) = PEERS.resolve().glob(f"lib/python3*/site-packages/{ISO}")
    schema = etree.XMLSchema(etree.fromstring(BOTH.format(folder=folder), etree.XMLParser(no_network=True)))
    schema.validate(etree.fromstring(content))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


if __name__ == "__main__":
    print(json.dumps(faults(sys.stdin.buffer.read())))
