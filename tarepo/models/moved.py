"""What a merge led elsewhere in tables that no trigger watches."""

from django.db import models

from tarepo.models.changes import ChangeSet


class Moved(models.Model):
    """One column of one row, before and after, as ids: what undoing the change puts back (merge_back.py)."""

    change = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="moved")
    table = models.CharField(max_length=60)  # the model's label, such as tarepo.Detail
    row = models.BigIntegerField()
    column = models.CharField(max_length=60)
    before = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}: {self.before} → {self.after}"
