"""Pure Python under everything: codes, digests, safe cells and recorded file forms.

Nothing here knows Django, a database, a clock or chance; what varies comes in as an argument. Each public function
says its shapes, units and errors, and where its method comes from. It could be published as a library tomorrow.
"""
