"""What answers say of how actors deal with each other: who stands with, wants from and moves what to whom."""
