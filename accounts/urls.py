from django.urls import path

from accounts import views
from accounts.awaiting.link import answer_link
from accounts.awaiting.notices import notices
from accounts.awaiting.pages import awaiting, awaiting_item, awaiting_sort
from accounts.overview import overview

urlpatterns = [
    path("", overview, name="account"),
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("awaiting/", awaiting, name="awaiting"),
    path("awaiting/<slug:sort>/", awaiting_sort, name="awaiting-sort"),
    path("awaiting/<slug:sort>/<int:pk>/", awaiting_item, name="awaiting-item"),
    path("answer/<str:token>/", answer_link, name="answer-link"),
    path("notices/", notices, name="notices"),
]
