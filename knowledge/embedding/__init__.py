"""The language model behind search by meaning, and how the shipped one was trained."""
