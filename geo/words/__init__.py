"""Sentences of cards, answers and documents, so that screen, figure and web say the same."""
