"""Commands a maintainer runs now and then."""
