from django.urls import path

from accounts import views
from accounts.overview import overview
from tarepo.corrections.opinion_views import opinion, opinions

urlpatterns = [
    path("", overview, name="account"),
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("opinions/", opinions, name="opinions"),
    path("opinions/<int:pk>/", opinion, name="opinion"),
]
