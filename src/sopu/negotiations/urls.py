"""Addresses of a negotiation."""

from django.urls import path

from sopu.negotiations.views import duties, duty, invitations, meetings, people

urlpatterns = [
    path("duties/", duties.country, name="country"),
    path("n/<slug:slug>/duty/", duty.duty, name="duty"),
    path("n/<slug:slug>/duties/", duties.duty_table, name="duties"),
    path("n/<slug:slug>/duties.csv", duties.duty_file, name="duty_file"),
    path("n/<slug:slug>/meetings/", meetings.meetings, name="meetings"),
    path("n/<slug:slug>/meetings/new/", meetings.plan_meeting, name="plan_meeting"),
    path("n/<slug:slug>/meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("n/<slug:slug>/meetings/<int:pk>/minutes/", meetings.minutes, name="minutes"),
    path("n/<slug:slug>/rounds/new/", meetings.plan_round, name="plan_round"),
    path("n/<slug:slug>/people/", people.people, name="people"),
    path("n/<slug:slug>/people/invite/", people.invite, name="invite"),
    path("n/<slug:slug>/people/invited/<int:pk>/", people.invited, name="invited"),
    path("n/<slug:slug>/people/invited/<int:pk>/withdraw/", people.withdraw, name="withdraw"),
    path("n/<slug:slug>/people/<int:pk>/end/", people.end, name="end_mandate"),
    path("n/<slug:slug>/people/<int:pk>/deputy/", people.deputy, name="name_deputy"),
    path("i/<str:token>/", invitations.invitation, name="invitation"),
]
