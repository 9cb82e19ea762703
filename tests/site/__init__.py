"""Tests of the customers' help site: pages, markers, and the folder that is served."""
