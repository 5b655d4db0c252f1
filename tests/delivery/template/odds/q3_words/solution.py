"""Question 3: a person reads it."""
