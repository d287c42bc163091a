"""Capabilities of map services."""

from __future__ import annotations

WMS = """<?xml version="1.0"?>
<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"><Capability>
<Request><GetMap><Format>image/jpeg</Format><Format>image/png</Format></GetMap></Request>
<Layer><Title>Tout</Title><CRS>EPSG:2154</CRS>
 <Layer><Name>communes</Name><Title>Les &lt;communes&gt;</Title><CRS>EPSG:3857</CRS></Layer>
 <Layer><Title>Groupe</Title><Layer><Name>routes</Name></Layer></Layer>
</Layer></Capability></WMS_Capabilities>"""
OLD_WMS = """<!DOCTYPE WMT_MS_Capabilities SYSTEM "http://example.org/capabilities_1_1_1.dtd">
<WMT_MS_Capabilities><Capability><Layer><Name>a</Name><SRS>EPSG:2154 EPSG:4326</SRS></Layer></Capability>
</WMT_MS_Capabilities>"""
WFS = """<wfs:WFS_Capabilities xmlns:wfs="http://www.opengis.net/wfs/2.0"><wfs:FeatureTypeList>
<wfs:FeatureType><wfs:Name>ns:lycees</wfs:Name><wfs:Title>Lycées</wfs:Title></wfs:FeatureType>
<wfs:FeatureType><wfs:Title>sans nom</wfs:Title></wfs:FeatureType>
</wfs:FeatureTypeList></wfs:WFS_Capabilities>"""
WMTS = """<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"><Contents>
<Layer><ows:Title>Plan IGN</ows:Title><ows:Identifier>PLAN</ows:Identifier>
 <Style><ows:Identifier>nuit</ows:Identifier></Style>
 <Style isDefault="true"><ows:Identifier>normal</ows:Identifier></Style>
 <Format>image/png</Format>
 <TileMatrixSetLink><TileMatrixSet>PM</TileMatrixSet></TileMatrixSetLink>
 <TileMatrixSetLink><TileMatrixSet>L93</TileMatrixSet></TileMatrixSetLink>
 <TileMatrixSetLink><TileMatrixSet>missing</TileMatrixSet></TileMatrixSetLink></Layer>
<Layer><ows:Identifier>no grid</ows:Identifier></Layer>
<TileMatrixSet><ows:Identifier>PM</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>
</TileMatrixSet>
<TileMatrixSet><ows:Identifier>L93</ows:Identifier><ows:SupportedCRS>EPSG:2154</ows:SupportedCRS></TileMatrixSet>
</Contents></Capabilities>"""
