"""The browser map: what /api sends, how it looks, the Folium map that carries it. Knows no panel."""
