from __future__ import annotations

from django.urls import path

from waylight.web.views import aways, pairs, rows, runs, sitting, uploads

urlpatterns = [
    path("", runs.desk, name="desk"),
    path("sign-in/", sitting.sign_in, name="sign_in"),
    path("sign-out/", sitting.sign_out, name="sign_out"),
    path("uploads/new/", uploads.new, name="upload_new"),
    path("uploads/<uuid:id>/", uploads.show, name="upload"),
    path("uploads/<uuid:id>/progress/", uploads.progress, name="upload_progress"),
    path("uploads/<uuid:id>/start/", runs.start, name="run_start"),
    path("runs/<uuid:id>/", runs.show, name="run"),
    path("runs/<uuid:id>/progress/", runs.progress, name="run_progress"),
    path("runs/<uuid:id>/close/", runs.close, name="run_close"),
    path("runs/<uuid:id>/again/", runs.again, name="run_again"),
    path("runs/<uuid:id>/report/", runs.report, name="run_report"),
    path("runs/<uuid:id>/times-away/", aways.listed, name="aways"),
    path("runs/<uuid:id>/rows/<str:side>/", rows.listed, name="rows"),
    path("runs/<uuid:id>/rows/<str:side>/<int:n>/", rows.one, name="row"),
    path("runs/<uuid:id>/doubtful/", pairs.queue, name="queue"),
    path("runs/<uuid:id>/doubtful/<int:n>/", pairs.pair, name="pair"),
    path("runs/<uuid:id>/doubtful/<int:n>/decide/", pairs.decide, name="pair_decide"),
    path("runs/<uuid:id>/doubtful/undo/", pairs.undo, name="pair_undo"),
]
