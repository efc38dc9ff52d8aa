from allauth.usersessions.apps import UserSessionsConfig


class UserSessions(UserSessionsConfig):
    """allauth's, which at each sign-in would look into every other session of the same person, one by one."""

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_set
        from allauth.usersessions.signals import on_password_changed

        for signal in (password_set, password_changed):
            signal.connect(receiver=on_password_changed)
