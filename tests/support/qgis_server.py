"""Asking QGIS Server for a project's services, and reading what it answers."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import numpy as np
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage, QPainter

WMS = "{http://www.opengis.net/wms}"
MAINLAND = (0, 6_000_000, 1_300_000, 7_200_000)
"""An extent in EPSG:2154."""
SIZE = (650, 600)
_PATIENCE = 60
_CLEARLY = 48
"""Of 255, in any channel."""


@dataclass(frozen=True)
class PublishedProject:
    """A project and the address of the QGIS Server that serves it."""

    address: str
    file: Path

    def get(self, path: str = "/", **parameters: object) -> bytes:
        """Return the body of an answer, also of one that reports an error."""
        query = urlencode({"MAP": str(self.file), **parameters}, quote_via=quote)
        try:
            with urlopen(f"{self.address}{path}?{query}", timeout=_PATIENCE) as answer:
                return answer.read()
        except HTTPError as error:
            return error.read()

    def post(self, document: str) -> str:
        """Return what the server answers to an XML document."""
        query = urlencode({"MAP": str(self.file), "SERVICE": "WFS"})
        request = Request(f"{self.address}/?{query}", document.encode(), {"Content-Type": "text/xml"})
        try:
            with urlopen(request, timeout=_PATIENCE) as answer:
                return answer.read().decode()
        except HTTPError as error:
            return error.read().decode()

    def wms(self, request: str, **parameters: object) -> bytes:
        return self.get(SERVICE="WMS", VERSION="1.3.0", REQUEST=request, **parameters)

    def wfs(self, request: str, **parameters: object) -> bytes:
        return self.get(SERVICE="WFS", VERSION="1.1.0", REQUEST=request, **parameters)

    def json(self, path: str = "/", **parameters: object) -> dict:
        return json.loads(self.get(path, **parameters))

    def capabilities(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.wms("GetCapabilities"))

    def map(self, style: str, extent=MAINLAND, crs: str = "EPSG:2154", size=SIZE) -> QImage:
        width, height = size
        return _image(
            self.wms(
                "GetMap",
                LAYERS="regions",
                STYLES=style,
                CRS=crs,
                BBOX=",".join(map(str, extent)),
                WIDTH=width,
                HEIGHT=height,
                FORMAT="image/png",
            )
        )

    def printed(self, layout: str, dpi: int) -> QImage:
        """Return the page of a layout as an image."""
        return _image(self.wms("GetPrint", TEMPLATE=layout, ATLAS_PK="*", CRS="EPSG:2154", FORMAT="png", DPI=dpi))

    def info(self, point: tuple[int, int], kind: str, **parameters: object) -> str:
        """Return what is said on the region at a point of the mainland's map, in a format."""
        width, height = SIZE
        return self.wms(
            "GetFeatureInfo",
            LAYERS="regions",
            QUERY_LAYERS="regions",
            STYLES="",
            CRS="EPSG:2154",
            BBOX=",".join(map(str, MAINLAND)),
            WIDTH=width,
            HEIGHT=height,
            I=point[0],
            J=point[1],
            INFO_FORMAT=kind,
            **parameters,
        ).decode()


def _image(body: bytes) -> QImage:
    image = QImage.fromData(body)
    assert not image.isNull(), body[:500]
    return image


def differing(one: QImage, other: QImage) -> float:
    """Return the share of the pixels that clearly differ between two images of a size."""
    apart = np.abs(_pixels(one).astype(int) - _pixels(other))
    return float((apart.max(axis=2) > _CLEARLY).mean())


def colours(image: QImage) -> dict[str, int]:
    """Return the colours of an image with how often they come."""
    found, counts = np.unique(_pixels(image).reshape(-1, 3), axis=0, return_counts=True)
    return {"#" + bytes(colour).hex(): int(count) for colour, count in zip(found, counts, strict=True)}


def _pixels(image: QImage) -> np.ndarray:
    """Return the rows, columns and channels (red, green, blue) of an image on white paper."""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    bits = paper.constBits()
    bits.setsize(paper.sizeInBytes())
    rows = np.frombuffer(bytes(bits), np.uint8).reshape(paper.height(), paper.bytesPerLine() // 4, 4)
    return rows[:, : paper.width(), 2::-1]
