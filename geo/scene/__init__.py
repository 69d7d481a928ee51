"""What is drawn, for any painter; draws nothing itself."""

from geo.scene.asked import LAYER as ANSWER
from geo.scene.explaining import SourceLine, legend_of, lowest_grades, sources_of
from geo.scene.holders import name_documents, names_on_areas
from geo.scene.layers import Feature, SceneLayer, each_once
from geo.scene.look.looking import Look, dressed, look_document, look_of, sizes_of
from geo.scene.look.style import country_of, hollow, side_key, style, symbols
from geo.scene.picture import DrawnEntry, DrawnFeature, LeftOut, Scene
from geo.scene.scene import counted, countries, scene
from geo.scene.telling import Headline, headline

__all__ = [
    "ANSWER",
    "DrawnEntry",
    "DrawnFeature",
    "Feature",
    "Headline",
    "LeftOut",
    "Look",
    "Scene",
    "SceneLayer",
    "SourceLine",
    "counted",
    "countries",
    "country_of",
    "dressed",
    "each_once",
    "headline",
    "hollow",
    "legend_of",
    "look_document",
    "look_of",
    "lowest_grades",
    "name_documents",
    "names_on_areas",
    "scene",
    "side_key",
    "sizes_of",
    "sources_of",
    "style",
    "symbols",
]
