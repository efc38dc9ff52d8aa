"""Addresses of submissions, in six languages."""

from django.urls import path

from tarepo.submissions import entering, views

urlpatterns = [
    path("submissions/", views.submissions, name="submissions"),
    path("submissions/new/<str:what>/", entering.new, name="submit"),
    path("submissions/<int:pk>/", views.submission, name="submission"),
    path("submissions/<int:pk>/change/", entering.edit, name="submission-change"),
]
