"""Sopu (Finnish: accord) carries what people say in a hall to what their councils approve and what is then done.

The order of the process is the order of the imports; see ARCHITECTURE.md.
"""
