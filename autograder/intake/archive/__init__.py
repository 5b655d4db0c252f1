"""What was handed in, as a list of entries under limits; nothing is ever written to disk."""
