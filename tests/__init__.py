"""Tests, and the tools that keep the project true."""
