"""Who acts: accounts of the staff who prepare, facilitate and coordinate.

Signing in is django-allauth's; nobody signs up by themselves. People in a hall have no account: they are participants
of an event. What a person may do in a negotiation is a mandate, and stands with the negotiation.
"""
