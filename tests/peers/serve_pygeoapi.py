"""Serve a coverage, features and records with pygeoapi: `serve_pygeoapi.py FOLDER FOLDER_OF_RECORDS`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from wsgi import serve

PLACE = {"spatial": {"bbox": [-5.2, 47.2, -1.0, 48.9], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}


def collection(title: str, kind: str, provider: str, data: Path, **more: object) -> dict[str, object]:
    """Return what pygeoapi's settings say of a collection."""
    return {
        "type": "collection",
        "title": title,
        "description": title,
        "keywords": ["essai"],
        "links": [],
        "extents": PLACE,
        "providers": [{"type": kind, "name": provider, "data": str(data), **more}],
    }


def settings(folder: Path, address: str) -> dict[str, object]:
    """Return pygeoapi's settings: the coverage is the first of its collections, and says nothing of its items."""
    geotiff = {"name": "GTiff", "mimetype": "image/tiff"}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 0},
            "url": address,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["fr-FR"],
            "limits": {"default_items": 10, "max_items": 100},
            "map": {"url": "https://tuiles.exemple.fr/{z}/{x}/{y}.png", "attribution": "essai"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "Catalogue d’essai",
                "description": "Essai",
                "keywords": ["essai"],
                "keywords_type": "theme",
                "terms_of_service": "",
                "url": "https://www.exemple.fr",
            },
            "license": {"name": "Licence Ouverte 2.0", "url": "https://www.etalab.gouv.fr"},
            "provider": {"name": "Région Exemple", "url": "https://www.exemple.fr"},
            "contact": {"name": "SIG", "email": "sig@exemple.fr"},
        },
        "resources": {
            "relief": collection("Relief", "coverage", "rasterio", folder / "relief.tif", format=geotiff),
            "communes": collection("Communes", "feature", "GeoJSON", folder / "communes.geojson", id_field="code"),
            "catalogue": collection("Catalogue", "record", "TinyDBCatalogue", folder / "records.json", id_field="id"),
        },
    }


def write_coverage(path: Path) -> None:
    import numpy
    import rasterio
    from rasterio.transform import from_bounds

    size = {"width": 2, "height": 2, "count": 1, "dtype": "uint8"}
    place = from_bounds(*PLACE["spatial"]["bbox"], 2, 2)
    with rasterio.open(path, "w", driver="GTiff", crs="EPSG:4326", transform=place, **size) as raster:
        raster.write(numpy.ones((1, 2, 2), numpy.uint8))


def write_features(path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "nom": name},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 48], [x + 1, 48], [x + 1, 49], [x, 48]]]},
        }
        for code, name, x in (("29019", "Brest", -5), ("35238", "Rennes", -2))
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def write_records(path: Path, records: Path, address: str) -> None:
    from tinydb import TinyDB

    with TinyDB(path) as database:
        for file in sorted(records.glob("*.json")):
            record = json.loads(file.read_text(encoding="utf-8").replace("http://pygeoapi.invalid", address))
            own = record["properties"]
            # What pygeoapi searches.
            own["_metadata-anytext"] = f"{own['title']} {own.get('description', '')}"
            database.insert(record)


def main(folder: Path, records: Path) -> None:
    def application_at(address: str):
        write_coverage(folder / "relief.tif")
        write_features(folder / "communes.geojson")
        write_records(folder / "records.json", records, address)
        configuration, description = folder / "pygeoapi.yml", folder / "openapi.json"
        # JSON is YAML too.
        configuration.write_text(json.dumps(settings(folder, address)), encoding="utf-8")
        os.environ.update(PYGEOAPI_CONFIG=str(configuration), PYGEOAPI_OPENAPI=str(description))
        from pygeoapi.openapi import generate_openapi_document

        description.write_text(generate_openapi_document(configuration, "json"), encoding="utf-8")
        from pygeoapi.flask_app import APP

        return APP

    serve(application_at)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
