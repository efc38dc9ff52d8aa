"""Who belongs to a group of countries and areas, and who did."""


def was_earlier(member: dict, today: str) -> bool:
    """Whether a member, as content holds it, has left its group: until is the first day on which it is none."""
    return "until" in member and member["until"] <= today


def is_current(member: dict, today: str) -> bool:
    return not was_earlier(member, today)
