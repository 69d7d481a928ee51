"""An export as QGIS shows it: styles beside the tables of the GeoPackage, and a project that opens them."""

from geo.export.qgis.behind import Behind, behind
from geo.export.qgis.looks import Styled, styled
from geo.export.qgis.project import Shown, project
from geo.export.qgis.qml import Writing, name_in, qml

__all__ = ["Behind", "Shown", "Styled", "Writing", "behind", "name_in", "project", "qml", "styled"]
