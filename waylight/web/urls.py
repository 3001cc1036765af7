from __future__ import annotations

from django.urls import path

from waylight.web.views import aways, letting_in, own, pairs, rows, runs, sitting, uploads

urlpatterns = [
    path("", sitting.start, name="start"),
    path("sign-in/", sitting.sign_in, name="sign_in"),
    path("sign-in/passkey/", sitting.passkey_ask, name="passkey_ask"),
    path("sign-in/code/", own.join, name="join"),
    path("sign-out/", sitting.sign_out, name="sign_out"),
    path("duty/", sitting.duty, name="duty"),
    path("me/", own.own, name="own"),
    path("me/authenticator-app/", own.code, name="own_code"),
    path("me/passkey/", own.passkey, name="own_passkey"),
    path("me/recovery-codes/", own.recovery, name="own_recovery"),
    path("me/pin/", own.pin, name="own_pin"),
    path("me/take-away/", own.forget, name="own_forget"),
    path("letting-in/", letting_in.page, name="letting_in"),
    path("letting-in/device/", letting_in.enrol, name="device_enrol"),
    path("letting-in/device/off/", letting_in.revoke, name="device_revoke"),
    path("letting-in/shift/", letting_in.issue, name="shift_issue"),
    path("letting-in/shift/end/", letting_in.end, name="shift_end"),
    path("letting-in/again/", letting_in.invite, name="invite"),
    path("desk/", runs.desk, name="desk"),
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
