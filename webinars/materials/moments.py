"""The address of a moment of a recording, where the site of the recording knows one."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

YOUTUBE = re.compile(r"(www\.|m\.)?youtube(-nocookie)?\.com")
YOUTUBE_PATH = re.compile(r"/(live|embed)/[\w-]+/?")
VIMEO = re.compile(r"(www\.|player\.)?vimeo\.com")
VIMEO_PATH = re.compile(r"(/[\w-]+)*/\d+(/\w+)?/?")
MEDIA = (".mp4", ".m4v", ".webm", ".ogv", ".mp3", ".m4a", ".ogg", ".oga")  # which a browser plays itself


def moment_url(link: str, seconds: int) -> str:
    """The recording from that second on; empty where nothing is known of its site.

    YouTube takes a parameter, Vimeo and files of sound and pictures a fragment (W3C Media Fragments).
    """
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    if name := _youtube(host, parts.path, parts.query):
        given = parse_qsl(parts.query, keep_blank_values=True)
        kept = [(key, value) for key, value in given if key not in ("t", "start")]
        return parts._replace(query=urlencode([*kept, (name, str(seconds))]), fragment="").geturl()
    if VIMEO.fullmatch(host) and VIMEO_PATH.fullmatch(parts.path):
        return parts._replace(fragment=f"t={seconds}s").geturl()
    if parts.path.lower().endswith(MEDIA):
        return parts._replace(fragment=f"t={seconds}").geturl()
    return ""


def _youtube(host: str, path: str, query: str) -> str:
    """The parameter by which this page of YouTube begins at a moment; empty for any other page."""
    if host == "youtu.be":
        return "t" if len(path) > 1 else ""
    if not YOUTUBE.fullmatch(host):
        return ""
    if path == "/watch":
        return "t" if dict(parse_qsl(query)).get("v") else ""
    if not YOUTUBE_PATH.fullmatch(path):
        return ""
    return "start" if path.startswith("/embed") else "t"
