"""An export as QGIS shows it: styles beside the tables of the GeoPackage, and a project that opens them."""

from geo.export.qgis.behind import Behind
from geo.export.qgis.looks import Styled
from geo.export.qgis.picture import Picture, picture
from geo.export.qgis.project import Shown, project
from geo.export.qgis.qml import Writing, name_in, qml

__all__ = ["Behind", "Picture", "Shown", "Styled", "Writing", "name_in", "picture", "project", "qml"]
