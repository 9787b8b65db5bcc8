"""All addresses: pages carry their language, machines' doors do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from sopu.forum.views.worker import service_worker

urlpatterns: list[URLPattern | URLResolver] = [
    # What the wall's QR code says: short, and in the language that the phone asks for.
    path("j/<slug:code>", RedirectView.as_view(pattern_name="join"), name="short"),
    # The phones' worker: at the root, since it serves what lies under its own address.
    path("sw.js", service_worker, name="service_worker"),
    # What the QR code of a badge says.
    path("b/<slug:code>", RedirectView.as_view(pattern_name="badge"), name="short_badge"),
    # What the QR code of a version says: the beginning of its fingerprint.
    path("f/<str:told>", RedirectView.as_view(pattern_name="fingerprint"), name="short_fingerprint"),
    *i18n_patterns(
        path("account/", include("sopu.accounts.urls")),
        path("", include("sopu.web.urls")),
        path("", include("sopu.negotiations.urls")),
        path("", include("sopu.forum.urls")),
        path("", include("sopu.synthesis.urls")),
        path("", include("sopu.texts.urls")),
        path("", include("sopu.decisions.urls")),
        path("", include("sopu.plans.urls")),
        path("", include("sopu.publishing.urls")),
    ),
]

handler400 = "sopu.web.errors.bad_request"
handler403 = "sopu.web.errors.forbidden"
handler404 = "sopu.web.errors.not_found"
handler500 = "sopu.web.errors.failed"
