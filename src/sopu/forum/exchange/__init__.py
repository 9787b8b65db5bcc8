"""The door of the phones: one address that takes a batch of acts and answers what is stored and what is new.

`door` speaks HTTP, `writer` groups the batches of many phones into one commit. They stand at the level of views, beside
Django's own request cycle, since a hall of hundreds asks for more than a transaction a request (ADR 0004).
"""
