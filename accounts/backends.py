"""Signing in with an e-mail address and a password."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from accounts.models import User


class RoleBackend(BaseBackend):
    """Says who somebody is. What they may do is said by their roles (access.py)."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if not username or password is None or "\x00" in username:
            return None
        user = User.objects.filter(email=username.strip().lower()).first()
        if user is None:
            # As much work as for an address with an account, so that time tells nothing.
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.with_roles(user_id)
