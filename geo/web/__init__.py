"""The routes beside Streamlit: data, catalogue, cards, assets, security headers. Never imports streamlit."""
