"""What the guides' owner should know: what is asked and not answered, never shown, repealed, contradicted, not covered."""
