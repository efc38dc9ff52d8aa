"""How a list of records is read, so that it opens with a hundred thousand too: ids first, names of one page after."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy


class RecordList(ChangeList):
    """Rows are found without their names, which only those of the page that is shown are given.

    Names that come along are worked out for all rows that are passed over, and keep the count from being one of a
    single table. What words found is looked for once, and counted as it is.
    """

    def get_ordering_field(self, field_name: str) -> str | None:
        """An address may ask for the order of a column that offers none."""
        return super().get_ordering_field(field_name) if field_name in self.sortable_by else None

    def get_results(self, request: HttpRequest) -> None:
        ids = self.queryset.values_list("pk", flat=True)
        pages = self.model_admin.get_paginator(request, list(ids) if self.query else ids, self.list_per_page)
        self.paginator, self.result_count, self.full_result_count = pages, pages.count, None
        self.show_full_result_count, self.show_admin_actions = False, True
        self.can_show_all = pages.count <= self.list_max_show_all
        self.multi_page = pages.count > self.list_per_page
        if self.multi_page and not (self.show_all and self.can_show_all):
            try:
                chosen = page_of(pages, self.page_num)
            except InvalidPage as error:
                raise IncorrectLookupParameters from error
        else:
            chosen = list(pages.object_list)
        named = self.model_admin.with_names(self.model._default_manager.filter(pk__in=chosen))
        found = {row.pk: row for row in named}
        self.result_list = [found[pk] for pk in chosen if pk in found]


def page_of(pages: Paginator, number: int) -> list[int]:
    """The ids of a page; from the other end where that is nearer, as the last page is one click from the first."""
    page = pages.page(number)
    if isinstance(pages.object_list, list) or page.end_index() <= pages.count // 2:
        return list(page.object_list)
    after = pages.count - page.end_index()
    size = page.end_index() - page.start_index() + 1
    return list(pages.object_list.reverse()[after : after + size])[::-1]


class YearFilter(admin.SimpleListFilter):
    """The year in which a period begins. Years are those from the first to the last: nobody is asked for each."""

    title = gettext_lazy("year of its beginning")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        found = model_admin.model._default_manager.aggregate(first=Min("starts"), last=Max("starts"))
        if found["first"] is None:
            return []
        years = range(found["last"].year, found["first"].year - 1, -1)
        return [(str(year), str(year)) for year in years]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        value = self.value()
        if value is None:
            return rows
        known = value.isascii() and value.isdigit() and len(value) == 4 and value != "0000"
        return rows.filter(starts__year=int(value)) if known else rows.none()
