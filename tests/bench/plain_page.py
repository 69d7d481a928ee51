"""The page as most people write it: a checkbox a layer, a Folium map drawn anew on every run, `st_folium(m)`.

It is spared what it can be: the files are read once, each feature is a vector circle (cheaper than an icon), and
there is no ground, no legend, no tooltip and no tile.
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
def features(path: str) -> list[dict[str, Any]]:
    """Return the features of a file."""
    collection: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return list(collection["features"])


def main() -> None:
    """Draw the page."""
    folium.Map.default_js = [
        ("leaflet", "/assets/leaflet/leaflet.js"),
        ("jquery", "/assets/jquery/jquery.min.js"),
    ]
    folium.Map.default_css = [("leaflet", "/assets/leaflet/leaflet.css")]
    st.set_page_config(layout="wide")
    files = sorted(Path(os.environ["LIBYA_ROOT"], "data").glob("bench_*.geojson"))
    shown = [path for path in files if st.sidebar.checkbox(path.stem, value=True)]
    chart = folium.Map(location=(27.0, 17.4), zoom_start=6, tiles=None)
    for path in shown:
        group = folium.FeatureGroup(name=path.stem)
        for feature in features(str(path)):
            properties = feature["properties"]
            longitude, latitude = feature["geometry"]["coordinates"]
            folium.CircleMarker(
                (latitude, longitude),
                radius=6,
                color=COLOURS[files.index(path)],
                fill=True,
                popup=f"<b>{escape(properties['name_en'])}</b><br>{escape(properties['summary'])}",
            ).add_to(group)
        group.add_to(chart)
    st_folium(chart)


if __name__ == "__main__":
    main()
