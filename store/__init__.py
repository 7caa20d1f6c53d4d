"""Pressmark's store: articles and annotations, without a screen."""
