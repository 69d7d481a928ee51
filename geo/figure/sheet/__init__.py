"""What a page is made of: sizes, rectangles, type, fonts, symbols, textures. Knows no evidence."""
