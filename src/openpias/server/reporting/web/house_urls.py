"""Which pages of reporting do houses and CNAS have?"""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
