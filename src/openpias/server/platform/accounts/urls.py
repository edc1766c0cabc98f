"""Which pages belong to one's own account?"""

from django.urls import path

from openpias.server.platform.accounts.web import views

app_name = "accounts"
urlpatterns = [
    path("autentificare", views.sign_in, name="login"),
    path("iesire", views.sign_out, name="logout"),
    path("limba", views.choose_language, name="language"),
    path("exersare", views.practice, name="practice"),
]
