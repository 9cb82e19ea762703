"""Lighthouse on the first pages of the built site."""
