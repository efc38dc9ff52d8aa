"""Typed readers of environment variables. They refuse nonsense, naming the variable."""

import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Network = IPv4Network | IPv6Network


class BadSetting(Exception):
    """A setting that is missing or cannot be understood; the message names it."""


class Environment:
    """Reads settings and remembers every complaint, so that all are told at once."""

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self.values = values
        self.complaints: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, "").strip()
        if value:
            return value
        if default is None:
            self.complaints.append(f"{name} is missing")
        return default or ""

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            self.complaints.append(f"{name} is {value!r}, but must be one of {', '.join(choices)}")
            return default
        return value

    def yes(self, name: str, default: bool) -> bool:
        value = self.text(name, "yes" if default else "no").lower()
        if value in {"yes", "true", "on", "1"}:
            return True
        if value not in {"no", "false", "off", "0"}:
            self.complaints.append(f"{name} is {value!r}, but must be yes or no")
        return False

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            self.complaints.append(f"{name} is {value!r}, but must be from {least} to {most}")
            return default
        return int(value)

    def words(self, name: str, default: str | None = None) -> list[str]:
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def networks(self, name: str) -> list[Network]:
        """Networks such as 10.1.0.0/16, by commas; none where nothing is said."""
        found = []
        for word in self.words(name, ""):
            try:
                found.append(ip_network(word))
            except ValueError:
                self.complaints.append(f"{name} has {word!r}, but must be networks such as 10.1.0.0/16, by commas")
        return found

    def parsed(self, name: str, default: str | None, reader: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        """What the reader makes of an address; nothing where there is none."""
        value = self.text(name, default)
        try:
            return reader(value) if value else {}
        except BadSetting as error:
            self.complaints.append(str(error))
            return {}

    def refuse(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def finish(self) -> None:
        """Stop here, with every complaint, if there is one."""
        if self.complaints:
            told = "".join(f"\n  - {complaint}" for complaint in self.complaints)
            raise BadSetting(f"tarepo cannot start with these settings:{told}")


def mail_server(address: str) -> dict[str, Any]:
    """Django's e-mail settings from smtp://user:password@host:port or, encrypted from the first byte, smtps://…

    smtp:// encrypts by STARTTLS, unless ?tls=no is added for a server on the same machine or network.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSetting("TAREPO_SMTP_URL must be smtp://host or smtps://host, perhaps with user:password@ and :port")
    try:
        port = parts.port
    except ValueError as error:
        raise BadSetting("TAREPO_SMTP_URL has a port that is not a number") from error
    at_once = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if at_once else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once and dict(parse_qsl(parts.query)).get("tls") != "no",
    }


def s3_storage(address: str) -> dict[str, Any]:
    """Django's storage settings from s3://key:secret@host:port/bucket, for any server that speaks S3 over https."""
    parts = urlsplit(address)
    bucket = unquote(parts.path.strip("/"))
    if parts.scheme != "s3" or not parts.hostname or not bucket:
        raise BadSetting("TAREPO_FILES_S3 must be s3://key:secret@host/bucket")
    if find_spec("storages") is None:
        raise BadSetting("TAREPO_FILES_S3 needs the package django-storages[s3]")
    options = {
        "bucket_name": bucket,
        "endpoint_url": f"https://{parts.netloc.rpartition('@')[2]}",
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "default_acl": "private",
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def database(address: str) -> dict[str, Any]:
    """Django's database settings from postgresql://user:password@host:port/name?host=/folder."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting("DATABASE_URL must begin with postgresql://")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadSetting("DATABASE_URL names no database")
    try:
        port = parts.port or ""
    except ValueError as error:
        raise BadSetting("DATABASE_URL has a port that is not a number") from error
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(port)),
        "OPTIONS": options,
    }
