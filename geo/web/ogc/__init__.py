"""`/ogc`: every layer as OGC API Features (parts 1 and 2), for QGIS, GDAL and whoever else speaks it."""

from geo.web.ogc.routes import Ogc

__all__ = ["Ogc"]
