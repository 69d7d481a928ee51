"""Rows of somebody's file become features of a layer: columns, days, places, and what is wrong with each."""
