"""Measures aquip on made-up notes of any size, against plain MkDocs on the same notes."""
