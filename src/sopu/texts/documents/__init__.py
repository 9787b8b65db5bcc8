"""The wording in files: Word out, Word back in, and agreements from elsewhere.

Pure values in, bytes or values out; no database is asked.
"""
