"""What is understood: themes, findings and their sources, who agrees with whom, and what became of every sentence.

The machine proposes and a person decides: what each did stands apart in every table and on every page. Nothing is
rewritten; the latest word whose sorting is not undone stands. A finding is an editor's sentence that stands on the
sentences of the hall, and a snapshot keeps how it was reckoned, so that anybody can reckon it again.
"""
