"""Layer and table declarations (TOML) -> frozen values; a broken one takes only itself out. Opens no data."""

from geo.catalog.reading import Catalog, read_catalog, read_declarations, read_tables, symbol_names

__all__ = ["Catalog", "read_catalog", "read_declarations", "read_tables", "symbol_names"]
