"""How pages are looked at by the judge of accessibility: each width once and each scheme once.

What it finds in a width (what overlaps, what is too small to press) and in a scheme (what has too little contrast) does
not hang together, so that the other two ways would only find the same again.
"""

WAYS = [(320, "dark"), (1280, "light")]
