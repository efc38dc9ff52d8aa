from django.urls import path

from accounts import views
from accounts.consents.views import consents
from accounts.overview import overview

urlpatterns = [
    path("", overview, name="account"),
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("consents/", consents, name="consents"),
]
