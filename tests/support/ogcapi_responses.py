"""Records as two catalogues of OGC API – Records give them."""

from __future__ import annotations

HUB = "https://donnees.exemple.fr/api/search/v1"
API = "https://catalogue.exemple.fr/oarec"
ITEMS = f"{API}/collections/metadata:main/items"
PARKS_OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[-1.8, 48.1], [1.9, 48.1], [1.9, 50.1], [-1.8, 50.1], [-1.8, 48.1]]],
}
PARKS = {
    "type": "Feature",
    "id": "parcs",
    "geometry": PARKS_OUTLINE,
    "properties": {
        "title": "Parcs &amp; réserves",
        "description": "<p>Parcs <b>naturels</b></p>",
        "updated": "2026-03-01T00:00:00Z",
        "created": "2020-01-01",
        "license": "etalab-2.0",
        "contacts": [{"name": "SIG", "organization": "Région Exemple", "emails": [{"value": "sig@exemple.fr"}]}],
    },
    "links": [
        {"rel": "self", "href": f"{ITEMS}/parcs", "type": "application/geo+json"},
        {"rel": "collection", "href": f"{API}/collections/metadata:main"},
        {
            "rel": "alternate",
            "href": "https://name:secret@catalogue.exemple.fr/oarec/collections/metadata:main/items/parcs?f=html",
            "type": "text/html",
        },
        {"rel": "item", "href": "https://geo.exemple.fr/wms?SERVICE=WMS", "type": "OGC:WMS", "name": "env:parcs"},
        {"rel": "item", "href": "https://geo.exemple.fr/carte?map=parcs", "protocol": "OGC:WFS", "name": "env:parcs"},
        {"rel": "enclosure", "href": "parcs.gpkg", "title": "Parcs", "type": "application/geopackage+sqlite3"},
        {"href": None},
        None,
    ],
}
TRAINING = {
    "id": "f4bcc",
    "geometry": None,
    "properties": {
        "id": "f4bcc",
        "title": "Lycées",
        "snippet": "Les lycées",
        "description": None,
        "owner": "sig_region",
        "source": "Région Exemple",
        "modified": 1671554653000,
        "type": "Feature Service",
        "license": "custom",
        "licenseInfo": "<a href='https://www.etalab.gouv.fr'>Licence Ouverte</a>",
        "extent": PARKS_OUTLINE,
        "url": "https://services.arcgis.com/abc/arcgis/rest/services/Lycees/FeatureServer/0",
    },
    "links": [{"rel": "self", "href": f"{HUB}/collections/dataset/items/f4bcc"}],
}
