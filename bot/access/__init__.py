"""Who may come in: who a user is, what role they have, and what they may therefore see."""
