"""Addresses of a negotiation."""

from django.urls import path

from sopu.negotiations.views import contacts, duties, duty, invitations, meetings, people, structures

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
    path("n/<slug:slug>/contacts/", contacts.contacts, name="contacts"),
    path("n/<slug:slug>/contacts.csv", contacts.contacts_file, name="contacts_file"),
    path("n/<slug:slug>/contacts/<int:number>/", contacts.party_contacts, name="party_contacts"),
    path("n/<slug:slug>/contacts/<int:number>/name/", contacts.name_contact_point, name="name_contact"),
    path("n/<slug:slug>/contacts/<int:number>/<int:pk>/end/", contacts.end_contact_point, name="end_contact"),
    path("n/<slug:slug>/structures/", structures.structures, name="structures"),
    path("n/<slug:slug>/structures/new/", structures.structure, name="write_structure"),
    path("n/<slug:slug>/structures/<int:pk>/", structures.structure, name="structure"),
    path("n/<slug:slug>/structures/<int:pk>/remove/", structures.remove, name="remove_structure"),
    path("i/<str:token>/", invitations.invitation, name="invitation"),
]
