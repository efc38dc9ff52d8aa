from django.urls import path

from accounts import views
from accounts.overview import overview
from tarepo.changed.subscriptions import subscription_new, subscription_stop, subscriptions

urlpatterns = [
    path("", overview, name="account"),
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("subscriptions/", subscriptions, name="subscriptions"),
    path("subscriptions/new/", subscription_new, name="subscription-new"),
    path("subscriptions/stop/<str:token>/", subscription_stop, name="subscription-stop"),
]
