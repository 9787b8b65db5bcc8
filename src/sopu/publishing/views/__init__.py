"""Pages that gather everything: the journey, receipts, the material and its delivery."""
