"""What each body decided on one submitted version: cases, agenda items, decisions, appeal, and whether it is in force.

Each party has one case of a document, and its own bodies, numbers and language. A record is never rewritten: where a
case stands is read from its records by a graph of states that is data. A decision names the fingerprint it approved;
one on other words is a divergence.
"""
