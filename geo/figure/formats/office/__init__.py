"""A figure as a slide and as a page of Word, with texts of their own."""
