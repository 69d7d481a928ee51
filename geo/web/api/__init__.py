"""`/api` and `/assets`: each route, and what makes its answer."""
