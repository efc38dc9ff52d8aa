"""A registrant's own links, signed: whoever has one is taken for them."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tarepo import errors
from tarepo.addresses import absolute
from webinars.models import Registration

SALT = "webinars.registration"


def token_of(registration: Registration) -> str:
    return Signer(salt=SALT).sign(f"{registration.pk}.{int(registration.made_at.timestamp())}").replace(":", "~")


def get_registration(token: str) -> Registration:
    """One query, none for what was not signed here; else Http404. Registering anew ends older links."""
    gone = Http404(_("This link is not known, or ended: registrations are deleted some time after the webinar."))
    try:
        value = Signer(salt=SALT).unsign(token.replace("~", ":"))
        pk, _dot, made = value.partition(".")
        found = Registration.objects.filter(pk=int(pk)).first()
    except (BadSignature, ValueError) as error:
        raise gone from error
    if found is None or int(found.made_at.timestamp()) != int(made):
        raise gone
    return found


def own_path(registration: Registration) -> str:
    return reverse("registration", kwargs={"token": token_of(registration)})


def own_address(registration: Registration) -> str:
    """For mails, in the active language."""
    return absolute(own_path(registration))


def feedback_address(registration: Registration) -> str:
    return absolute(reverse("webinar-feedback", kwargs={"token": token_of(registration)}))


def behind_a_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The address is as good as a signature: it goes to no other site and into no index, wrong ones neither."""

    @wraps(view)
    def private(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except Http404 as error:
            response = errors.page(request, HTTPStatus.NOT_FOUND, explanation=str(error))
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return private
