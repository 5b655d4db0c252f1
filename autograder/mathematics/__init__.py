"""Reading mathematics and deciding it by what it means."""
