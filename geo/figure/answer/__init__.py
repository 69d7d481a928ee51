"""Answers on paper: their diagrams, and sheets with map, sentences, tables and sources."""
