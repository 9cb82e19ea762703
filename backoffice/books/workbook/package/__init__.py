"""The file format of workbooks: the zip package, its parts, the XML of a worksheet."""
