from django.urls import include, path

from accounts import views
from accounts.overview import overview

urlpatterns = [
    path("", overview, name="account"),
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("", include("accounts.membership.urls")),
]
