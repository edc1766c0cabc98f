"""Which pages belong to one's own account?"""

from django.urls import path

from openpias.server.platform.accounts.web import own, signing_in

app_name = "accounts"
urlpatterns = [
    path("autentificare", signing_in.sign_in, name="login"),
    path("confirmare", signing_in.confirm, name="confirm"),
    path("continuare", signing_in.resume, name="resume"),
    path("iesire", signing_in.sign_out, name="logout"),
    path("limba", own.choose_language, name="language"),
    path("exersare", own.practice, name="practice"),
    path("sesiuni", own.own_sessions, name="sessions"),
    path("sesiuni/inchidere", own.end_session, name="end-session"),
    path("parola", own.password, name="password"),
]
