"""`make day`: a day of work in fast motion, and what server and browser hold of it at the end."""
