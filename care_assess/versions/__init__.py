"""Versions of a questionnaire: what changed between two, and how answers go from one to the next.

differences ── what changed, and the step of version it asks for
joining     ── several steps of version told as one
migration   ── a sheet, moved to later versions; nothing invented, nothing dropped
preview     ── the same with the scores before and after, to be seen before anything is written
"""
