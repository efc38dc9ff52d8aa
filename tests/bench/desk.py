"""Lists of the editors' desk, asked for as a chief editor: every kind of list, a search in one, the first page."""

from django.db.models import Count
from django.test import Client

from accounts.enums import RoleName
from accounts.models import Role, User
from accounts.sample import second_step
from tarepo.enums import Kind
from tarepo.models import Record
from tarepo.work import bring_all_up_to_date
from tarepo.work.lists import LISTS
from tests.bench.targets import Target

TIMES = 40.0  # times the floor
ACTIVITIES = "/admin/activities/activity/"


def targets() -> list[Target]:
    """Whatever waits is brought up to date first, as the ticker does after an import."""
    bring_all_up_to_date()
    held = Record.objects.filter(kind=Kind.ACTIVITY, unit__isnull=False).order_by().values("unit")
    unit = held.annotate(many=Count("pk")).order_by("-many").values_list("unit", flat=True).first()
    reference = Record.objects.filter(kind=Kind.ACTIVITY).order_by("-pk").values_list("reference", flat=True).first()
    found = [
        ("first page", "/admin/"),
        ("first page, one unit", f"/admin/?unit={unit}"),
        *((f"work list: {name}", f"/admin/work/{name}/?unit=all") for name in LISTS),
        ("work list: incomplete, one unit and kind", f"/admin/work/incomplete/?unit={unit}&kind=activity"),
        ("work list: stale, far back", "/admin/work/stale/?unit=all&after=2018-06-01.1"),
        ("activities", ACTIVITIES),
        ("activities, drafts", f"{ACTIVITIES}?state__exact=draft"),
        ("activities of one unit", f"{ACTIVITIES}?unit={unit}"),
        ("activities by reference", f"{ACTIVITIES}?o=2"),
        ("activities of one year", f"{ACTIVITIES}?year=2019"),
        ("activities, the last page", f"{ACTIVITIES}?p=2000"),
        ("activities: a broad word", f"{ACTIVITIES}?q=training"),
        ("activities: two words", f"{ACTIVITIES}?q=training+producers"),
        ("activities: a word that none has", f"{ACTIVITIES}?q=zzqqzz"),
        ("activities: a reference", f"{ACTIVITIES}?q={reference}"),
        ("all changes", "/admin/changes/"),
        ("proposals", "/admin/proposals/"),
        ("documents", "/admin/reference/document/"),
    ]
    return [Target(f"desk: {name}", path, TIMES) for name, path in found]


def editor_cookie() -> str:
    """The cookie of a chief editor who is signed in, and has saved as many lists as many do."""
    user, _made = User.objects.get_or_create(email="bench-editor@example.org", defaults={"name": "Bench"})
    if not user.roles.exists():
        Role.objects.create(user=user, name=RoleName.CHIEF_EDITOR)
        second_step([user])
        for name in LISTS:
            user.saved_lists.create(name=name, query=f"/admin/work/{name}/?unit=all&language=ar")
    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
