"""What a list of webinars shows of one, and filters by. A leaf: search rows are made with it."""

from typing import Any

from tarepo.content import Content

TAKEN = (
    *("slug", "starts_at", "ends_at", "time_zone", "interpretation", "webcast"),
    *("register_by", "register_at", "register_until"),
)


def webinar_card(content: Content) -> dict[str, Any]:
    """{…, "speakers": [{"person", "role", "affiliation", "experience"}], "materials": [[kind, language]], "mandates":
    [document]}; countries and documents as ids. Empty where the activity is no webinar."""
    for row in content.get("webinars", []):
        made = {name: row[name] for name in TAKEN if name in row}
        made["speakers"] = [_speaker(speaker) for speaker in content.get("speakers", [])]
        made["materials"] = [[each["kind"], each.get("language", "")] for each in content.get("materials", [])]
        cited = content.get("citations", [])
        made["mandates"] = [each["document"] for each in cited if each["role"] == "mandate"]
        return made
    return {}


def _speaker(row: Content) -> dict[str, Any]:
    names = {"affiliation": "affiliation_country", "experience": "experience_country"}
    told = {short: row[name] for short, name in names.items() if name in row}
    return {"person": row["person"], "role": row["role"]} | told
