"""What is done: goals, measures, commitments, indicators, observations, monitoring rounds and municipal meetings.

A plan is data first: measures stand on clauses, findings and sentences of the hall, and each has one responsible party.
When it is submitted, its text is a version of a document like any other, and the boards decide on it as on any other.
National statistics are fetched, never typed; how a measure goes and how an indicator moves are two different things.
What a report showed stays as it was shown, also when a source revises it.
"""
