"""Readers of the settings for signing on with an account of elsewhere: OpenID Connect, and SAML as an extra."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.utils.text import slugify

from tarepo.readers import BadSetting

HERE = {"localhost", "127.0.0.1"}


def oidc_providers(text: str) -> dict[str, Any]:
    """allauth's settings from "name|issuer|client id|secret"; several stand on a line each."""
    apps = [_oidc(line, place) for place, line in enumerate(_lines(text), 1)]
    _refuse_doubles("TAREPO_OIDC", apps)
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}


def _oidc(line: str, place: int) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|", 3)]
    if len(parts) != 4 or not all(parts):
        raise BadSetting("TAREPO_OIDC must be name|issuer|client id|secret, a line for each provider")
    name, issuer, client, secret = parts
    if not _is_safe(issuer):
        raise BadSetting(f"TAREPO_OIDC has the issuer {issuer!r}, which must begin with https://")
    server = issuer if "/.well-known/" in issuer else f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    return {
        "provider_id": slugify(name) or f"provider-{place}",
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server},
    }


def saml_providers(text: str) -> dict[str, Any]:
    """allauth's settings from "name|entity id|address of the metadata"; several stand on a line each."""
    apps = [_saml(line, place) for place, line in enumerate(_lines(text), 1)]
    if find_spec("onelogin") is None:
        raise BadSetting("TAREPO_SAML needs the packages of requirements-saml.txt")
    _refuse_doubles("TAREPO_SAML", apps)
    return {"saml": {"APPS": apps}}


def _saml(line: str, place: int) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not all(parts):
        raise BadSetting("TAREPO_SAML must be name|entity id|address of the metadata, a line for each provider")
    name, entity, metadata = parts
    if not _is_safe(metadata):
        raise BadSetting(f"TAREPO_SAML has the address {metadata!r}, which must begin with https://")
    return {
        "provider_id": entity,
        "name": name,
        "client_id": slugify(name) or f"provider-{place}",
        "settings": {"idp": {"entity_id": entity, "metadata_url": metadata}},
    }


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _is_safe(address: str) -> bool:
    """Encrypted, or on this very machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))


def _refuse_doubles(name: str, apps: list[dict[str, Any]]) -> None:
    if len({app["provider_id"] for app in apps}) < len(apps):
        raise BadSetting(f"{name} names a provider twice")
