"""The demonstration: Keski-Suomi's negotiation 2025–2029 and its forum, with an invented hall.

The parties, goal areas and milestones are real; every person and every sentence is invented, and the pages say so. The
content is data beside this module (`README.md` says how to read it); what chance decides is decided by a seeded Random,
so that each reset brings back the same hall.
"""

SLUG = "keski-suomi-2025"
COUNTY = "15"
TERM = 2025
TEMPLATE = "keski-suomi"
SEED = 20251024
