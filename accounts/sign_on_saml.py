"""allauth's pages of SAML, which ask a provider for its metadata: one that is out of order is told.

Imported only where TAREPO_SAML names a provider, as the packages of requirements-saml.txt are there only then.
"""

import logging
from collections.abc import Callable
from functools import wraps

from allauth.socialaccount.providers.saml import views
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError

from accounts.sign_on import leads_out

logger = logging.getLogger("tarepo.sign_on")

# No connection, no XML, no such entity in it, no certificate. XML that cannot be read is a SyntaxError.
FAULTS = (OSError, KeyError, ValueError, SyntaxError, OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError)


def told(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
        try:
            return leads_out(view(request, organization_slug=organization_slug))
        except FAULTS:
            logger.exception("A provider of accounts does not answer as it should")
            return render(request, "socialaccount/authentication_error.html", status=503)

    return answer


PAGES = {
    "login/": (views.login, "saml_login"),
    "acs/": (views.acs, "saml_acs"),
    "acs/finish/": (views.finish_acs, "saml_finish_acs"),
    "sls/": (views.sls, "saml_sls"),
    "metadata/": (views.metadata, "saml_metadata"),
}
urlpatterns = [
    path(f"saml/<slug:organization_slug>/{address}", told(view), name=name) for address, (view, name) in PAGES.items()
]
