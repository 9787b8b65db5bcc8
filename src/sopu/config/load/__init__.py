"""A hall of invented phones against a running Sopu: how fast it answers, and whether everything it took in is there.

`phones` behaves as a phone does, `tally` counts, `hall` brings the people and reads back what was stored, `room` makes
an installation of its own for the time of a load. All of it talks to this machine only.
"""
