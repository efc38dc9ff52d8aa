"""The words that public records hold, for "did you mean"."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Left, Length


class SearchWord(models.Model):
    """A folded word and how many public records hold it; filled anew by search/suggest.py."""

    word = models.CharField(max_length=64, primary_key=True)
    documents = models.PositiveIntegerField()

    class Meta:
        indexes = [
            # words that begin alike and are about as long, the frequent ones first
            models.Index(Left("word", 1), Length("word"), F("documents").desc(), name="searchword_like"),
        ]

    def __str__(self) -> str:
        return self.word
