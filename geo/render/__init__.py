"""The browser map: what /api sends, how it looks, and the Folium map that carries it. Knows no panel of the app."""
