"""Why we meet: the council term, the legal ground, the negotiation, its parties, goal areas and milestones.

The parties by law are the county and its municipalities on the day; the regional council and partners join by
agreement. A mandate says what a person may do in one negotiation, and on whose behalf.
"""
