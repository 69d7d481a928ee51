"""Everything that imports streamlit: the page, its state in the address, its panel."""
