"""Grade a deep-learning theory assignment: code in isolation, mathematics by meaning."""
