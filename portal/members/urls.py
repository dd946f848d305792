"""Sign-in and passwords, under Vietnamese addresses; what allauth offers beyond that has no address."""

from allauth.account import views
from django.urls import path

from portal.members.views import sign_in

urlpatterns = [
    path("dang-nhap/", sign_in, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    # Says that nobody signs up by themselves; messages to unknown addresses lead there.
    path("dang-ky/", views.signup, name="account_signup"),
    path("tai-khoan-bi-khoa/", views.account_inactive, name="account_inactive"),
    path("xac-nhan/", views.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/doi/", views.password_change, name="account_change_password"),
    path("mat-khau/quen/", views.password_reset, name="account_reset_password"),
    path("mat-khau/quen/da-gui/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "mat-khau/dat-lai/<uidb36>-<key>/",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/dat-lai/xong/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
