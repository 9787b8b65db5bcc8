"""Dossiers: a negotiation in one file that anybody can check without us (form: `docs/dossier.md`)."""
