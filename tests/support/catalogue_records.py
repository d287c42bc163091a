"""Records as catalogues give them, for the clients’ tests and the fuzzing to begin with."""

from __future__ import annotations

import json

WETLANDS_OUTLINE = {"type": "Polygon", "coordinates": [[[4, 43], [7.7, 43], [7.7, 45.1], [4, 45.1], [4, 43]]]}
WETLANDS = {
    "id": "5d1f",
    "name": "zones-humides",
    "title": "Zones humides",
    "notes": "<p>Inventaire <em>régional</em></p>",
    "organization": {"title": "Région Exemple", "name": "region-exemple"},
    "license_title": "Licence Ouverte / Open Licence version 2.0",
    "metadata_modified": "2026-05-04T10:11:12.123456",
    "maintainer_email": "sig@exemple.org",
    "url": "https://www.exemple.org/zones-humides",
    "extras": [{"key": "spatial", "value": json.dumps(WETLANDS_OUTLINE)}, {"key": "frequency", "value": "annual"}],
    "resources": [
        {"name": "Contours", "format": "SHP (zip)", "url": "https://ckan.exemple.org/r/1/download/zones.zip"},
        {"name": "Service WMS", "format": "wms", "url": "https://geo.exemple.org/maps?MAP=zh.map&service=WMS"},
        {"name": "Service WFS", "format": "", "url": "https://geo.exemple.org/geoserver/zh/wfs"},
        {"name": "Tuiles", "resource_locator_protocol": "OGC:WMTS", "url": "https://geo.exemple.org/cache"},
        {"name": "Table", "format": ".CSV ", "url": "/dataset/zones-humides/table"},
        {"name": "Fiche", "format": None, "mimetype": "text/html", "url": "https://www.exemple.org/fiche"},
        {"name": "Perdue", "url": ""},
        None,
    ],
}
LINES = {
    "id": "9c1e",
    "name": "lignes-regionales",
    "title": "Lignes régionales",
    "notes": "<p>Cars et <b>trains</b></p>",
    "organization": {"title": "Région Exemple"},
    "license_title": "ODbL",
    "metadata_modified": "2026-02-03",
    "metas": {"features": ["table", "geo"], "records_count": 120},
    "extras": [{"key": "features", "value": "table,geo"}],
    "resources": [
        {"id": "r-1", "name": "Lignes", "format": "CSV"},
        {"id": "r-2", "name": "Plan", "format": "PDF"},
        {"id": "r-3", "name": "Flux", "format": "WMS", "url": "https://geo.exemple.fr/wms"},
        {"id": None, "name": "Nulle part", "format": "CSV"},
    ],
}
FORESTS = {
    "uuid": "7b1 é",
    "resourceTitleObject": {"default": "Forests", "langfre": "Forêts <b>publiques</b>"},
    "resourceAbstractObject": {"default": "Les forêts.<br>De l’État."},
    "OrgForResourceObject": [{"default": "ONF"}, {"default": "IGN"}],
    "contactForResource": [{"role": "owner", "email": ""}, {"email": "sig@onf.fr", "organisation": "x"}],
    "revisionDateForResource": ["2019-01-02T00:00:00.000Z", "2024-05-06T00:00:00.000Z"],
    "publicationDateForResource": ["2025-01-01"],
    "licenseObject": {"default": "Citer ainsi : ONF"},
    "MD_LegalConstraintsUseLimitationObject": [{"default": "Licence Ouverte 2.0"}],
    "geom": [{"type": "Polygon", "coordinates": [[[-5, 47], [-1, 47], [-1, 49], [-5, 49], [-5, 47]]]}],
    "link": [
        {
            "protocol": "OGC:WMS",
            "urlObject": {"default": "https://carto.fr/geoserver/onf/wms?SERVICE=WMS", "langfre": ""},
            "nameObject": {"default": "forets"},
            "descriptionObject": {"default": "Forêts (carte)"},
            "applicationProfile": '{"fields": [{"name": "a"}]}',
        },
        {"protocol": "OGC:WFS", "url": "https://carto.fr/geoserver/onf/wfs", "name": "forets", "description": ""},
        {"protocol": "OGC:WFS", "url": "https://carto.fr/geoserver/onf/wfs?", "name": "onf:forets"},
        {"protocol": "WWW:DOWNLOAD-1.0-http--download", "url": "../api/records/7/forets.zip", "name": "Les forêts"},
        {"protocol": "WWW:LINK", "url": "mailto:sig@onf.fr"},
    ],
}
SOUTH = {
    "uuid": "7",
    "slug": "forêts-du-sud",
    "metadata-fr": {
        "title": "Forêts du Sud",
        "abstract": "<p>Les forêts.</p>",
        "license": "Licence Ouverte",
        "lastUpdateDate": "2024-05-06",
        "responsibleParty": [{"organisationName": ""}, {"organisationName": "Région Sud"}],
        "link": [
            {
                "name": "forets",
                "description": "Forêts",
                "formats": ["GeoJSON", "CSV", "Shapefile (zip)", "SHAPE-ZIP", "MVT"],
                "service": "WS",
                "url": "https://ws.donnees-sud.fr/rdata/",
                "projections": ["EPSG:2154"],
            },
            {"name": "forets", "service": "WFS", "url": "https://wfs.donnees-sud.fr/rdata", "formats": ["GML"]},
            {"name": "forets", "service": "WMS", "url": "https://wms.donnees-sud.fr/rdata", "formats": ["PNG"]},
            {"description": "Notice", "url": "/fr/dataset/7/notice.pdf", "formats": ["PDF"]},
        ],
    },
}
SOUTH_RESULT = {
    "properties": {"id": "forets", "title": "Forêts", "description": "<b>Les forêts.</b>", "uri": None},
    "lineage": {"resource": {"name": "CKAN Datasets"}, "source": {"protocol": "ckan", "uri": "https://ckan.fr/"}},
}
GARES = {
    "dataset_id": "gares-ferroviaires",
    "has_records": True,
    "features": ["analyze", "geo"],
    "attachments": [
        {"id": "notice_pdf", "title": "Notice", "mimetype": "application/pdf", "url": "odsfile://notice.pdf"},
        {"id": "trace", "title": "Tracé", "mimetype": "application/geopackage", "url": "https://cdn.exemple.fr/a.gpkg"},
    ],
    "alternative_exports": [
        {"id": "gtfs_zip", "title": "GTFS", "mimetype": "application/zip", "url": "odsfile://g.zip"}
    ],
    "metas": {
        "default": {
            "title": "Gares &amp; haltes",
            "description": "<p>Les <b>gares</b> d&rsquo;Île-de-France</p><p>Mise à jour annuelle</p>",
            "modified": "2026-09-01T08:00:00+00:00",
            "publisher": "Région Exemple",
            "license": "Licence Ouverte v2.0",
            "keyword": None,
            "references": "https://www.exemple.fr/gares",
            "geographic_area": {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [[[1.4, 48.1], [3.6, 48.1], [3.6, 49.3], [1.4, 48.1]]]},
            },
        },
        "dcat": {"contact_email": "donnees@exemple.fr"},
    },
}
BARE = {"dataset_id": "bare", "metas": {"default": {"title": None, "description": None}}, "features": None}
UDATA = {
    "id": "53",
    "title": "Gares",
    "description": "Des **gares**",
    "organization": {"name": "SNCF"},
    "license": "lov2",
    "last_update": "2026-01-02",
    "page": "https://www.data.gouv.fr/datasets/gares/",
    "resources": [{"url": "https://a.fr/gares.geojson", "title": "Gares", "format": "geojson"}, {"url": None}, 3],
}
