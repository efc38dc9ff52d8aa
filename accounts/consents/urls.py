"""The address at which members ask for the details of an activity, in six languages."""

from django.urls import path

from accounts.consents.request_views import details_asked

urlpatterns = [path("activities/<str:reference>/details/", details_asked, name="details-asked")]
