"""/accounts/: one's own account, and those of allauth's pages that the portal has. No cache may keep any of them."""

from collections.abc import Callable
from typing import Any

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache

from accounts import second_factor, sign_in, sign_on
from accounts.awaiting.link import answer_link
from accounts.awaiting.notices import notices
from accounts.awaiting.pages import awaiting, awaiting_item, awaiting_sort
from accounts.consents.views import consents
from accounts.overview import overview
from accounts.own.views import erase_account, own_data
from accounts.sessions import sessions
from accounts.sign_on import leading_out
from tarepo.changed.subscriptions import subscription_new, subscription_stop, subscriptions
from tarepo.corrections.opinion_views import opinion, opinions
from webinars.registering.views import own_registrations


def page(address: str, view: Callable[..., Any], name: str) -> URLPattern:
    private: Callable[..., HttpResponse] = never_cache(view)
    return path(address, private, name=name)


urlpatterns: list[URLPattern | URLResolver] = [
    page("", overview, "account"),
    page("login/", leading_out(sign_in.SignIn.as_view()), "account_login"),
    page("login/code/", sign_in.AskCode.as_view(), "account_request_login_code"),
    page("login/code/confirm/", views.confirm_login_code, "account_confirm_login_code"),
    page("logout/", views.logout, "account_logout"),
    page("signup/", leading_out(sign_in.SignUp.as_view()), "account_signup"),
    page("confirm-email/", views.email_verification_sent, "account_email_verification_sent"),
    page("email/", views.email, "account_email"),
    page("sessions/", sessions, "usersessions_list"),
]

urlpatterns += [
    page("password/change/", views.password_change, "account_change_password"),
    page("password/set/", views.password_set, "account_set_password"),
    page("password/reset/", views.password_reset, "account_reset_password"),
    page("password/reset/confirm/", views.confirm_password_reset_code, "account_confirm_password_reset_code"),
    page("password/reset/complete/", views.complete_password_reset, "account_complete_password_reset"),
    page("password/reset/done/", views.password_reset_from_key_done, "account_password_reset_completed"),
    page("reauthenticate/", views.reauthenticate, "account_reauthenticate"),
    page("reauthenticate/code/", views.request_reauthentication_code, "account_request_reauthentication_code"),
    page("reauthenticate/code/confirm/", views.confirm_reauthentication_code, "account_confirm_reauthentication_code"),
]

urlpatterns += [
    page("2fa/", factors.index, "mfa_index"),
    page("2fa/authenticate/", second_factor.SecondStep.as_view(), "mfa_authenticate"),
    page("2fa/reauthenticate/", factors.reauthenticate, "mfa_reauthenticate"),
    page("2fa/totp/activate/", second_factor.Activate.as_view(), "mfa_activate_totp"),
    page("2fa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp"),
    page("2fa/recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    page("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    page("2fa/recovery-codes/download/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    page("2fa/webauthn/", keys.list_webauthn, "mfa_list_webauthn"),
    page("2fa/webauthn/add/", second_factor.AddKey.as_view(), "mfa_add_webauthn"),
    page("2fa/webauthn/login/", sign_in.ByPasskey.as_view(), "mfa_login_webauthn"),
    page("2fa/webauthn/reauthenticate/", keys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    page("2fa/webauthn/keys/<int:pk>/edit/", keys.edit_webauthn, "mfa_edit_webauthn"),
    page("2fa/webauthn/keys/<int:pk>/remove/", keys.remove_webauthn, "mfa_remove_webauthn"),
]

# What the portal's own parts have of an account.
urlpatterns += [
    page("data/", own_data, "own-data"),
    page("registrations/", own_registrations, "own-registrations"),
    page("erase/", erase_account, "erase"),
    page("subscriptions/", subscriptions, "subscriptions"),
    page("subscriptions/new/", subscription_new, "subscription-new"),
    page("subscriptions/stop/<str:token>/", subscription_stop, "subscription-stop"),
    page("opinions/", opinions, "opinions"),
    page("opinions/<int:pk>/", opinion, "opinion"),
    page("consents/", consents, "consents"),
    page("awaiting/", awaiting, "awaiting"),
    page("awaiting/<slug:sort>/", awaiting_sort, "awaiting-sort"),
    page("awaiting/<slug:sort>/<int:pk>/", awaiting_item, "awaiting-item"),
    page("answer/<str:token>/", answer_link, "answer-link"),
    page("notices/", notices, "notices"),
    path("confirmations/", include("activities.confirming.urls")),
    path("", include("accounts.membership.urls")),
]

# Accounts of elsewhere: only where a setting names one. Signing on with them leads to other sites.
if settings.SOCIALACCOUNT_PROVIDERS:
    from allauth.socialaccount import views as elsewhere

    urlpatterns.append(page("3rdparty/", leading_out(elsewhere.connections), "socialaccount_connections"))
    urlpatterns.append(path("3rdparty/", include("allauth.socialaccount.urls")))
if "openid_connect" in settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns.append(page("3rdparty/oidc/<slug:provider_id>/login/", sign_on.begin, "openid_connect_login"))
    urlpatterns.append(path("3rdparty/", include("allauth.socialaccount.providers.openid_connect.urls")))
if "saml" in settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns.append(path("3rdparty/", include("accounts.sign_on_saml")))
