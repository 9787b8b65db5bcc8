"""The page kit: base templates, form fields, icons, tokens and styles, languages, error pages.

A floor under the river: it knows no stage, and every stage may use it. Pages come complete without scripts; the few
scripts that exist make them quicker. Charts are SVG with classes, each with a table beside it.
"""
