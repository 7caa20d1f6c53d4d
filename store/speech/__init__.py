"""How direct speech and its speakers are found; `store.quotations` is the face of it."""
