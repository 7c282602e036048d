"""What makes public pages fast: the edition, kept pages and fragments, prepared queries, templates.

README.md tells how they work together and what each brings; the reasons stand in docs/adr, from 0003 on. Which page
shows what is not decided here.
"""
