from django.urls import include, path

from accounts import views
from accounts.awaiting.link import answer_link
from accounts.awaiting.notices import notices
from accounts.awaiting.pages import awaiting, awaiting_item, awaiting_sort
from accounts.consents.views import consents
from accounts.overview import overview
from accounts.own.views import erase_account, own_data
from tarepo.changed.subscriptions import subscription_new, subscription_stop, subscriptions
from tarepo.corrections.opinion_views import opinion, opinions

urlpatterns = [
    path("data/", own_data, name="own-data"),
    path("erase/", erase_account, name="erase"),
    path("", overview, name="account"),
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("subscriptions/", subscriptions, name="subscriptions"),
    path("subscriptions/new/", subscription_new, name="subscription-new"),
    path("subscriptions/stop/<str:token>/", subscription_stop, name="subscription-stop"),
    path("opinions/", opinions, name="opinions"),
    path("opinions/<int:pk>/", opinion, name="opinion"),
    path("confirmations/", include("activities.confirming.urls")),
    path("consents/", consents, name="consents"),
    path("", include("accounts.membership.urls")),
    path("awaiting/", awaiting, name="awaiting"),
    path("awaiting/<slug:sort>/", awaiting_sort, name="awaiting-sort"),
    path("awaiting/<slug:sort>/<int:pk>/", awaiting_item, name="awaiting-item"),
    path("answer/<str:token>/", answer_link, name="answer-link"),
    path("notices/", notices, name="notices"),
]
