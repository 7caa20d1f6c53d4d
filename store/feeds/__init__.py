"""Feeds that a library is subscribed to, and what is new in them."""
