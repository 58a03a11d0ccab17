"""GET /admin/checklist and POST /admin/checklist/test-mail."""

from __future__ import annotations

from flask import Blueprint, request

from mockmate_api.admin.checklist import database_items, mail_trial, settings_items
from mockmate_api.admin.checklist.schemas import Checklist, ChecklistItem, ItemName, MailTrial
from mockmate_api.admin.checklist.settings_items import Found
from mockmate_api.http import rate_limits, transaction
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from shared.core import client_addresses

blueprint = Blueprint("checklist", __name__, url_prefix="/checklist")

HANDBOOK: dict[ItemName, str] = {
    "address": "faq.md#everything-is-behind-a-proxy-of-mine",
    "mail": "deploying.md#mail",
    "calls": "turn.md",
    "questions": "managing-questions.md",
    "slots": "faq.md#how-do-i-change-the-times-at-which-people-can-book",
    "backups": "operations.md#backups",
    "law": "data-protection.md#what-to-decide",
    "registration": "faq.md#how-do-i-close-registration",
    "limits": "faq.md#everything-is-behind-a-proxy-of-mine",
    "code": "running-code.md",
    "failures": "operations.md#mockmateparkeditems",
}


@operation(blueprint, "GET", "", returns={200: Checklist}, credential=Credential.ADMIN)
def read_checklist() -> Checklist:
    """List what there is to set up: whether it is, what is wrong, and where the handbook says more.

    Nothing is connected to but the database.
    """
    session = db.session()
    remark = client_addresses.remark(settings().trusted_proxies, request.headers.get("X-Forwarded-For"))
    found: dict[ItemName, Found] = {
        "address": settings_items.address(settings(), request.host),
        "mail": database_items.mail(session, settings()),
        "calls": settings_items.calls(settings()),
        "questions": database_items.questions(session),
        "slots": database_items.slots(session),
        "backups": database_items.backups(session),
        "law": settings_items.law(settings()),
        "registration": settings_items.registration(settings()),
        "limits": settings_items.limits(settings(), rate_limits.advice(), remark),
        "code": settings_items.code(settings()),
        "failures": database_items.failures(session),
    }
    return Checklist(items=[_item(name, each) for name, each in found.items()])


@operation(
    blueprint,
    "POST",
    "/test-mail",
    returns={200: MailTrial},
    credential=Credential.ADMIN,
    limits=rate_limits.TEST_MAIL,
)
def send_test_mail() -> MailTrial:
    """Send a mail to my address now, and get what the mail server answers at each step, within half a minute."""
    recipient = current_user().email
    transaction.commit()  # give the connection back: mail servers may take long
    return mail_trial.send(settings(), recipient)


def _item(name: ItemName, found: Found) -> ChecklistItem:
    page, url = HANDBOOK[name], settings().handbook_url.rstrip("/")
    return ChecklistItem(
        name=name,
        state=found.state,
        finding=found.finding,
        facts=found.facts,
        handbook=f"docs/{page}",
        handbook_url=f"{url}/{page.replace('.md', '.html')}" if url else None,
    )
