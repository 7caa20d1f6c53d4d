"""Pressmark's screen and command line."""
