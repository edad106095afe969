"""The plan and the road map taken away to other tools, and brought back: values in, bytes out.

Takeout ── workbook (XLSX), trackers (CSV for GLPI and Jira), ical (due dates), minutes (Markdown)
XLSX ── bringing.read_back ──▶ what changes, what was changed on both sides, or what is wrong
"""
