"""Microsoft Teams: the endpoint that Teams posts to, and the cards and the app package it shows."""
