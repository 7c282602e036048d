from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class ReadCount(models.Model):
    """How often an article was opened in one hour. Written by `articles.pageviews.counts` alone."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="read_counts", db_index=False)
    hour = models.DateTimeField()
    """Its beginning."""
    reads = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("reads of an hour")
        verbose_name_plural = _("reads by hour")
        indexes = [models.Index(fields=["hour", "article", "reads"], name="readcount_by_hour")]
        constraints = [models.UniqueConstraint("article", "hour", name="readcount_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} #{self.article_id}: {self.reads}"


class MostRead(models.Model):
    """많이 본 기사: an article among those that were opened most in a period, reckoned anew by the worker."""

    class Period(models.TextChoices):
        DAY = "day", _("the last 24 hours")
        WEEK = "week", _("the last 7 days")

    article = models.ForeignKey(Article, models.CASCADE, related_name="most_read", db_index=False)
    period = models.CharField(max_length=4, choices=Period)
    reads = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("most read article")
        verbose_name_plural = _("most read articles")
        ordering = ["period", "-reads", "-article_id"]
        indexes = [models.Index(fields=["period", "-reads", "-article"], name="most_read_first")]
        constraints = [models.UniqueConstraint("article", "period", name="most_read_once_a_period")]

    def __str__(self) -> str:
        return f"{self.period}: #{self.article_id}"
