"""What stands in the map beside the evidence: degrees, scale, insets, locator; and which corners are free."""
