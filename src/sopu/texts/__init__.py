"""The wording: documents, their clauses and what each clause stands on, comment rounds, and versions that stand still.

A draft is written clause by clause, in Finnish and Swedish side by side; every wording is kept and the latest stands.
A version is a frozen copy with a fingerprint that anybody can reckon again. Parties comment on a version and propose
other words; each proposal gets an answer. Word files go out and come back in as proposals.
"""
