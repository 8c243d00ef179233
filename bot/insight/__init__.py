"""What the guides' owner sees and does: counts by week, reported faults, a notice to all, the switch, and who has looked."""
