"""Attacks on a running server: `make attack` runs all, `make test` those not marked `long`."""
