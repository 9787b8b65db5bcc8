"""What the gathering pages ask: frozen answers."""
