"""PNG files: every reader finds the same pixels, resolution and texts in them."""

from __future__ import annotations

import random

import pytest
from osgeo import gdal
from qgis.PyQt.QtGui import QImage

from ctd_plugin.gis.png_file import png_of

TEXTS = {"Title": "Où en est-on ?", "Author": "Région d’essai – Île", "Software": ""}


def noise(width, height, pixels):
    image = QImage(width, height, pixels)
    chance = random.Random(height)
    for x in range(width):
        for y in range(height):
            image.setPixel(x, y, chance.randrange(2**32))
    image.setDotsPerMeterX(7874)
    image.setDotsPerMeterY(3937)
    return image


# One pixel, a whole strip of rows, and one row more.
@pytest.mark.parametrize("size", [(1, 1), (7, 64), (3, 65)])
@pytest.mark.parametrize(("pixels", "bands"), [(QImage.Format.Format_RGB32, 3), (QImage.Format.Format_ARGB32, 4)])
def test_qt_and_gdal_read_the_image_that_was_written(tmp_path, size, pixels, bands):
    image = noise(*size, pixels)
    content = png_of(image, {})
    again = QImage.fromData(content)
    assert again.convertToFormat(pixels) == image
    assert again.hasAlphaChannel() is (bands == 4)
    assert (again.dotsPerMeterX(), again.dotsPerMeterY()) == (7874, 3937)
    (tmp_path / "image.png").write_bytes(content)
    raster = gdal.Open(str(tmp_path / "image.png"))
    assert (raster.RasterXSize, raster.RasterYSize, raster.RasterCount) == (*size, bands)
    x, y = size[0] - 1, size[1] - 1
    read = [raster.GetRasterBand(band + 1).ReadRaster(x, y, 1, 1)[0] for band in range(bands)]
    assert read == list(image.pixelColor(x, y).getRgb()[:bands])


def test_its_texts_are_kept_whatever_their_characters_and_empty_ones_are_not_written():
    content = png_of(noise(2, 2, QImage.Format.Format_RGB32), TEXTS)
    again = QImage.fromData(content)
    assert {key: again.text(key) for key in TEXTS} == TEXTS
    assert b"Software" not in content
    # What is written in Latin-1 every program reads.
    assert b"tEXtTitle\0" + TEXTS["Title"].encode("latin-1") in content
