"""The page as most people write it: a checkbox a layer, a Folium map drawn anew on every run, `st_folium(m)`.

Two ways of writing it, by BENCH_PLAIN: `markers` makes an object of each feature, as the tutorials do;
`geojson` hands each layer over whole, which Folium renders eight times faster. Both are spared what they can
be: files are read once, a feature is a vector circle (cheaper than an icon), there is no ground or legend.
"""

from __future__ import annotations

import json
import os
from html import escape
from pathlib import Path
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#E69F00", "#CC79A7", "#56B4E9", "#000000", "#6B6B6B")


@st.cache_data
def collection(path: str) -> dict[str, Any]:
    """Return the features of a file."""
    document: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return document


def markers(path: Path, colour: str) -> folium.FeatureGroup:
    """Return a layer with an object for each feature."""
    group = folium.FeatureGroup(name=path.stem)
    for feature in collection(str(path))["features"]:
        properties = feature["properties"]
        longitude, latitude = feature["geometry"]["coordinates"]
        folium.CircleMarker(
            (latitude, longitude),
            radius=6,
            color=colour,
            fill=True,
            popup=f"<b>{escape(properties['name_en'])}</b><br>{escape(properties['summary'])}",
        ).add_to(group)
    return group


def geojson(path: Path, colour: str) -> folium.GeoJson:
    """Return a layer as one object."""
    return folium.GeoJson(
        collection(str(path)),
        name=path.stem,
        marker=folium.CircleMarker(radius=6, color=colour, fill=True),
        popup=folium.GeoJsonPopup(["name_en", "summary"]),
    )


def main() -> None:
    """Draw the page."""
    folium.Map.default_js = [
        ("leaflet", "/assets/leaflet/leaflet.js"),
        ("jquery", "/assets/jquery/jquery.min.js"),
    ]
    folium.Map.default_css = [("leaflet", "/assets/leaflet/leaflet.css")]
    st.set_page_config(layout="wide")
    layer = {"markers": markers, "geojson": geojson}[os.environ["BENCH_PLAIN"]]
    chart = folium.Map(location=(27.0, 17.4), zoom_start=6, tiles=None)
    files = sorted(Path(os.environ["LIBYA_ROOT"], "data").glob("bench_*.geojson"))
    for path, colour in zip(files, COLOURS, strict=True):
        if st.sidebar.checkbox(path.stem, value=True):
            layer(path, colour).add_to(chart)
    st_folium(chart)


if __name__ == "__main__":
    main()
