"""A test mail for an administrator who waits for the result, which mail servers may take minutes to give."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

import structlog

from mockmate_api.admin.checklist.schemas import MailTrial
from shared.core.settings import Settings
from shared.mail import trial

log = structlog.get_logger(__name__)

SECONDS = 30
"""How long to wait for the mail server. Proxies in front wait for a minute."""


def send(settings: Settings, recipient: str, seconds: float = SECONDS) -> MailTrial:
    """Send a test mail, and say what happened until the mail was accepted, refused, or the time was up."""
    told: SimpleQueue[str | MailTrial] = SimpleQueue()
    # The thread ends by itself when the server answers or its own limits are reached.
    Thread(target=_send, args=(settings, recipient, told), name="test mail", daemon=True).start()
    steps: list[str] = []
    until = monotonic() + seconds
    while True:
        try:
            heard = told.get(timeout=max(0.0, until - monotonic()))
        except Empty:
            late = f"The mail server has not answered within {seconds:.0f} seconds. Its log may say what it waits for."
            return MailTrial(accepted=False, steps=[*steps, late])
        if isinstance(heard, MailTrial):
            return MailTrial(accepted=heard.accepted, steps=[*steps, *heard.steps])
        steps.append(heard)


def _send(settings: Settings, recipient: str, told: SimpleQueue[str | MailTrial]) -> None:
    try:
        for sentence in trial.send(settings, recipient):
            told.put(sentence)
    except trial.TrialError as error:
        told.put(MailTrial(accepted=False, steps=[str(error)]))
    except Exception as error:  # whoever waits must hear of it
        log.exception("mail.trial_failed")
        told.put(
            MailTrial(accepted=False, steps=[f"The test failed ({type(error).__name__}). The API's log says why."])
        )
    else:
        told.put(MailTrial(accepted=True, steps=[]))
