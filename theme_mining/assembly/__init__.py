"""Room of the house."""
