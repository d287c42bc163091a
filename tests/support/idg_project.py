"""A project of QGIS as IDG offers it, made of parts."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
WMS = "crs=EPSG:2154&format=image/png&layers=for%C3%AAts&styles&url=https://carto.fr/ows?MAP%3D/srv/a.map%26projet%3D1"
DETAILS = """<wgs84extent><xmin>-5</xmin><ymin>47</ymin><xmax>-1</xmax><ymax>49</ymax></wgs84extent>
<resourceMetadata><abstract>Les forêts
 de l’État.</abstract><contact><organization>ONF</organization><email>sig@onf.fr</email></contact>
<links><link name="Métadonnées" url="https://carto.fr/fiche/7"/><link name="Notice" url="https://carto.fr/n.pdf"/></links>
<rights>Droits</rights><license>Licence Ouverte</license></resourceMetadata>"""


def tree_layer(number: int, name: str, provider: str = "wms", source: str = WMS) -> str:
    """Return a layer of the tree, as QGIS 3.40 writes it."""
    return (
        f'<layer-tree-layer id="l{number}" name={quoteattr(name)} providerKey="{provider}" source={quoteattr(source)}>'
        "<customproperties><Option/></customproperties></layer-tree-layer>"
    )


def project(tree: str, layers: str = "") -> bytes:
    return (
        f"{DOCTYPE}<qgis version='3.40.6-Bratislava' projectname='IDG'><layer-tree-group><customproperties/>{tree}"
        f"<custom-order enabled='0'><item>l1</item></custom-order></layer-tree-group>"
        f"<projectlayers>{layers}</projectlayers></qgis>"
    ).encode()
