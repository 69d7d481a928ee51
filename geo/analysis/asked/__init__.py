"""What several questions compute from the evidence: pure functions, no sentences."""
