"""Search over the passages of the guides."""
