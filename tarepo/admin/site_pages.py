"""The desk's pages that belong to no one record: address below /admin/, view, name."""

from collections.abc import Callable

from django.http import HttpResponse

from accounts.appointing.desk import appoint_page, focal_point_page, focal_points_page
from accounts.consents.desk_list import consents_page
from accounts.consents.desk_request import request_page
from accounts.membership.desk import membership_page, memberships_page
from accounts.own.admin import reads_page
from activities.confirming.desk import confirmations
from tarepo.admin.changes import change_page, changes_page, undo_page
from tarepo.admin.late import late_page
from tarepo.admin.proposal import proposal
from tarepo.admin.proposals import proposals
from tarepo.admin.report import error_report
from tarepo.admin.reports import error_reports
from tarepo.admin.saved_lists import saved_lists
from tarepo.admin.similar import similar
from tarepo.admin.work_list import work_list
from webinars.contacts.desk import group_page, groups_page
from webinars.desk.attendance import attendance_page
from webinars.desk.attendance_file import file_page, totals_csv
from webinars.desk.committee_report import committee_report, committee_report_word
from webinars.desk.committee_report_text import committee_report_text
from webinars.desk.committee_reports import committee_reports, new_report, report_settings
from webinars.desk.materials import materials_page
from webinars.desk.pages import webinars_page
from webinars.desk.registrations import feedback_page, registrations_file, registrations_page
from webinars.inviting.desk import invitations_page
from webinars.inviting.promotion_desk import promotion_page
from webinars.planning.desk import speakers_page

PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("similar/", similar, "similar"),
    ("proposals/", proposals, "proposals"),
    ("proposals/<int:pk>/", proposal, "proposal"),
    ("reports/", error_reports, "reports"),
    ("reports/<int:pk>/", error_report, "report"),
    ("confirmations/", confirmations, "confirmations"),
    ("late/", late_page, "late"),
    ("webinars/", webinars_page, "webinars"),
    ("webinars/<int:pk>/attendance/", attendance_page, "webinar_attendance"),
    ("webinars/<int:pk>/attendance/<int:file_id>/", file_page, "webinar_attendance_file"),
    ("webinars/<int:pk>/attendance/<int:file_id>/countries.csv", totals_csv, "webinar_attendance_csv"),
    ("committee-reports/", committee_reports, "committee_reports"),
    ("committee-reports/new/", new_report, "committee_report_new"),
    ("committee-reports/<int:pk>/", committee_report, "committee_report"),
    ("committee-reports/<int:pk>/settings/", report_settings, "committee_report_settings"),
    ("committee-reports/<int:pk>/text/<path:key>/", committee_report_text, "committee_report_text"),
    ("committee-reports/<int:pk>/report.docx", committee_report_word, "committee_report_word"),
    ("webinars/<int:pk>/materials/", materials_page, "webinar_materials"),
    ("webinars/<int:pk>/registrations/", registrations_page, "webinar_registrations"),
    ("webinars/<int:pk>/registrations.csv", registrations_file, "webinar_registrations_csv"),
    ("webinars/<int:pk>/feedback/", feedback_page, "webinar_feedback"),
    ("webinars/<int:pk>/speakers/", speakers_page, "webinar_speakers"),
    ("webinars/<int:pk>/invitations/", invitations_page, "webinar_invitations"),
    ("contacts/", groups_page, "contacts"),
    ("contacts/<int:pk>/", group_page, "contacts_group"),
    ("webinars/<int:pk>/promotion/", promotion_page, "webinar_promotion"),
    ("changes/", changes_page, "changes"),
    ("changes/<uuid:pk>/", change_page, "change"),
    ("changes/<uuid:pk>/undo/", undo_page, "undo"),
    ("work/<slug:name>/", work_list, "work_list"),
    ("reads/", reads_page, "reads"),
    ("saved-lists/", saved_lists, "saved_lists"),
    ("consents/", consents_page, "consents"),
    ("detail-requests/<int:pk>/", request_page, "detail_request"),
    ("memberships/", memberships_page, "memberships"),
    ("memberships/<int:pk>/", membership_page, "membership"),
    ("focal-points/", focal_points_page, "focal_points"),
    ("focal-points/appoint/", appoint_page, "appoint"),
    ("focal-points/<int:pk>/", focal_point_page, "focal_point"),
]
