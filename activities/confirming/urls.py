"""The addresses of confirmations, below those of one's account."""

from django.urls import path

from activities.confirming import views

urlpatterns = [
    path("", views.confirmations, name="confirmations"),
    path("<int:record>/<int:party>/", views.confirmation, name="confirmation"),
]
