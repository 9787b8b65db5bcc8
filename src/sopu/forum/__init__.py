"""What was said: events, the discussion of each goal area, prompts, participants, contributions and reactions.

A participant has no account: a code opens the door, and the phone keeps a token. The phone makes the ids, so that a
retry stores nothing twice. What was said is never rewritten; hiding is a record of its own, with a reason.
"""
