"""Work lists: what waits to be done on records, with exact counts.

Triggers mark whatever is written (triggers.py); who looks at a list first makes the rows of what is marked anew
(rows.py). What a record needs is said in needs.py, what the lists are in lists.py.
"""

from tarepo.work.rows import bring_all_up_to_date, bring_up_to_date, join_totals, many_wait

__all__ = ["bring_all_up_to_date", "bring_up_to_date", "join_totals", "many_wait"]
