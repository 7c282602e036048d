"""What makes public pages fast: the edition, kept pages and fragments, prepared queries, templates.

Which page shows what is not decided here. The reasons stand in docs/adr, from 0003 on.
"""
