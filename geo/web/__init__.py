"""The routes beside Streamlit: layer data, catalogue, cards, assets and security headers. Never imports streamlit."""
