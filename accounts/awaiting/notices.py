"""/accounts/notices/: what is mailed to somebody, and in which language."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.guard import for_signed_in
from accounts.limits import limited
from accounts.models import Notices, User
from tarepo.changes import change


class NoticesForm(forms.Form):
    awaiting = forms.BooleanField(
        label=gettext_lazy("Each month a mail with what waits for me"),
        help_text=gettext_lazy(
            "Only if something waits. You are still told when you are asked for consent, and reminded of what is late."
        ),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of mails and of your own pages"), choices=settings.LANGUAGES
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
@limited("write")
def notices(request: HttpRequest, user: User) -> HttpResponse:
    saved = Notices.objects.filter(user=user).first() or Notices(user=user)
    before = {"awaiting": saved.awaiting, "language": user.language}
    form = NoticesForm(request.POST if request.method == "POST" else None, initial=before)
    if request.method == "POST" and form.is_valid():
        with change(by=user, why=_("chose what is mailed to them")):
            choose(user=user, awaiting=form.cleaned_data["awaiting"], language=form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("notices"))
    context = {
        "page_title": _("Mail from the portal"),
        "crumbs": [{"name": _("Your account"), "url": reverse("account")}, {"name": _("Mail from the portal")}],
        "form": form,
    }
    return render(request, "accounts/notices.html", context)


def choose(*, user: User, awaiting: bool, language: str) -> None:
    """Inside the open change."""
    Notices.objects.update_or_create(user=user, defaults={"awaiting": awaiting})
    User.objects.filter(pk=user.pk).update(language=language)
