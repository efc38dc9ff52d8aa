"""Addresses of memberships, below /accounts/."""

from django.urls import path

from accounts.membership import members, views

urlpatterns = [
    path("memberships/", views.memberships, name="memberships"),
    path("memberships/new/", views.new, name="membership-new"),
    path("memberships/<int:pk>/", views.membership, name="membership"),
    path("members/", members.members, name="members"),
    path("members/<int:pk>/", members.member, name="member"),
]
