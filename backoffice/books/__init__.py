"""The shared spreadsheet and the back ends that store it."""

from backoffice.books.opening import open_book as open_book
