"""Widgets: what they show comes in by method or constructor, what happens goes out by message."""
