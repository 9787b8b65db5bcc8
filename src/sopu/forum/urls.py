"""Addresses of the forum. A code stands in capitals: /fi/e/KS7M2A/write/."""

from django.urls import path

from sopu.forum.views import desk, hall, queue, wall

urlpatterns = [
    path("e/", hall.enter, name="enter"),
    path("e/<slug:code>/", hall.join, name="join"),
    path("e/<slug:code>/write/", hall.write, name="write"),
    path("e/<slug:code>/answer/", hall.answer, name="answer"),
    path("e/<slug:code>/answered/<uuid:sentence>/", hall.answered, name="answered"),
    path("e/<slug:code>/mine/", hall.mine, name="mine"),
    path("e/<slug:code>/wall/", wall.wall, name="wall"),
    path("e/<slug:code>/wall/now/", wall.wall_now, name="wall_now"),
    path("n/<slug:slug>/forum/", desk.events, name="events"),
    path("e/<slug:code>/desk/", desk.desk, name="desk"),
    path("e/<slug:code>/desk/live/", desk.live, name="desk_live"),
    path("e/<slug:code>/open/", desk.open_event, name="open_event"),
    path("e/<slug:code>/close/", desk.close_event, name="close_event"),
    path("e/<slug:code>/discussions/<int:number>/open/", desk.open_discussion, name="open_discussion"),
    path("e/<slug:code>/discussions/<int:number>/close/", desk.close_discussion, name="close_discussion"),
    path("e/<slug:code>/discussions/<int:number>/extend/", desk.extend_discussion, name="extend_discussion"),
    path("e/<slug:code>/contributions/<int:contribution>/hide/", desk.hide, name="hide"),
    path("e/<slug:code>/contributions/<int:contribution>/restore/", desk.restore, name="restore"),
    path("e/<slug:code>/contributions/<int:contribution>/approve/", queue.approve, name="approve"),
    path("e/<slug:code>/contributions/<int:contribution>/remark/", queue.remark, name="remark"),
]
