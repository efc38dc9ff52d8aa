"""Who somebody is. What they may do is said by their roles (access.py)."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from accounts.models import User


class RoleBackend(AuthenticationBackend):
    """An account that is closed is answered as one that there is not, and costs as much."""

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        found: AbstractBaseUser | None = super()._check_password(user, password)
        self._stash_user(None)
        return found

    def get_user(self, user_id: int) -> User | None:
        return User.objects.with_roles(user_id)
