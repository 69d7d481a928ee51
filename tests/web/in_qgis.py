"""`/usr/bin/python3 tests/web/in_qgis.py ADDRESS PICTURE [LAYER...]`: QGIS draws layers of `/ogc` live.

For the Python that QGIS comes with, which knows nothing of this project. Each is told with its features; one
that QGIS cannot open ends it with 1. The picture of docs/http.md is made by it.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis import core
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

USUAL = ("districts", "trafficking_routes", "energy", "airfields")
LIBYA = core.QgsRectangle(8.5, 19, 26, 34)
GROUND = "#F6F2EA"


def main(address, picture, names):
    """Draw layers, the first lowest; return 1 where one cannot be opened."""
    application = core.QgsApplication([], False)
    application.initQgis()
    layers = [opened(address, name) for name in names]
    for layer in layers:
        print(f"{layer.name()}: {layer.featureCount() if layer.isValid() else layer.error().message()}")
    told = core.QgsMapSettings()
    told.setLayers(layers[::-1])
    told.setOutputSize(QSize(900, 760))
    told.setBackgroundColor(QColor(GROUND))
    told.setDestinationCrs(core.QgsCoordinateReferenceSystem("EPSG:3857"))
    degrees = core.QgsCoordinateReferenceSystem("EPSG:4326")
    change = core.QgsCoordinateTransform(degrees, told.destinationCrs(), core.QgsProject.instance())
    told.setExtent(change.transformBoundingBox(LIBYA))
    drawing = core.QgsMapRendererParallelJob(told)
    drawing.start()
    drawing.waitForFinished()
    drawing.renderedImage().save(picture)
    return int(bool(drawing.errors()) or not all(layer.isValid() for layer in layers))


def opened(address, name):
    """Return a layer in the colours that its features bring along."""
    source = f"url='{address}/ogc' typename='{name}' restrictToRequestBBOX='1'"
    layer = core.QgsVectorLayer(source, name, "OAPIF")
    if layer.isValid():
        symbol = layer.renderer().symbol().symbolLayer(0)
        is_line = layer.geometryType() == core.QgsWkbTypes.LineGeometry
        what = core.QgsSymbolLayer.PropertyStrokeColor if is_line else core.QgsSymbolLayer.PropertyFillColor
        colour = core.QgsProperty.fromExpression("coalesce(nullif(look_fill, ''), '#00000000')")
        symbol.setDataDefinedProperty(what, colour)
    return layer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:] or USUAL))
