"""What makes the first view of the page quick, beside Streamlit."""
