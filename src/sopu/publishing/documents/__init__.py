"""The forms in which material is told: PDF, Word, spreadsheet, CSV, JSON, and the ZIP with its manifest.

Each writer takes the frozen material and gives bytes; none asks the database.
"""
