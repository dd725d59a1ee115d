"""The benchmark folder: ``python -m bench`` (``make bench``) measures, and says how."""
