"""Who exists: wellbeing services counties, municipalities, regional councils and partners, and their bodies.

A municipality belongs to a county and to a region by memberships that have dates, since a county is not a region and
borders change. The reference data of 2026 ships with the product, with its attribution. Codes are text: "077".
"""
