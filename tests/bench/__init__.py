"""The bench: what a toggle, a first view and a viewer cost here, beside a plain streamlit-folium app. See __main__."""
