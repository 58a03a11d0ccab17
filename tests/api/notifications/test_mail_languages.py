"""Mail in the language of the person who gets it, as a mail server receives it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from shared.mail import unsubscribe
from shared.models import User
from tests import mail_grammar
from tests.api.notifications.letters import MakeSlot, Run, book, wishes
from tests.api.notifications.test_wire import everything_that_happens
from tests.api.notifications.wire import Wire
from tests.clients import PASSWORD
from tests.clients.person import Person, register
from tests.keys import turn_on_codes
from tests.mail_grammar import decoded

ENGLISH = re.compile(
    r"\b(?:the|you|your|of|and|is|in|to|for|with|on|at|was|interview|peer|feedback|slot|password|email|link|week"
    r"|hour|minute|technical|behavioral|medium|easy|hard|hello|english|monday|january)s?\b",
    re.IGNORECASE,
)
# Addresses, tags with their styles, and what the calendar's own grammar says in English.
NO_WORDS = re.compile(r"https?://\S+|mailto:\S+|<[^>]*>|\S+@\S+|(?m:^(?!SUMMARY|DESCRIPTION)[A-Z-]+[;:].*$)")
# Who is called so.
THE_PEER = re.compile(r"(?<=es )peer(?=\.)|\bpeer(?= (?:aceptó|te invita|quiere) )")
MOVED = text("UPDATE slots SET starts_at = :at, ends_at = :at + interval '1 hour' WHERE id = :id")
SUBJECTS = {
    "Te damos la bienvenida a Mock Mate: confirma tu dirección de correo electrónico",
    "Confirma tu dirección de correo electrónico",
    "Elige una contraseña nueva",
    "Se cambió tu contraseña",
    "Cambió la forma en que inicias sesión",
    "Reservada: tu entrevista de práctica técnica",
    "Cancelada: tu entrevista de práctica técnica",
    "Tu entrevista de práctica empieza dentro de 10 horas",
    "Hay un lugar libre en un horario que sigues",
    "Ya tienes pareja: la otra persona te espera",
    "Esta vez no hubo pareja",
    "La otra persona no se presentó",
    "La otra persona rechazó el emparejamiento",
    "Recibiste comentarios",
    "Los dos quieren volver a encontrarse",
    "Tu semana en Mock Mate",
    "Puedes participar solo por escrito",
    "Se respondió a tu apelación",
    "Se revisó tu reporte",
    "Has recibido una advertencia",
    "luz te invita a practicar otra vez",
    "Aceptaron tu invitación: tu entrevista empieza ahora",
    "Rechazaron tu invitación",
    "Se aprobó tu grupo",
    "No se aprobó tu grupo",
}


class Received(NamedTuple):
    """A mail: to whom, in which language it says it is, its subject and the texts of its parts."""

    to: str
    language: str
    subject: str
    parts: list[str]


def received(raw: bytes) -> Received:
    message = mail_grammar.read(raw, is_utf8=False)
    head = message.headers
    parts = [part.text for part in message.parts]
    return Received(head["To"], head["Content-Language"], decoded(head["Subject"]), parts)


def test_every_mail_is_in_spanish_for_who_chose_spanish(
    app: Flask, session: Session, make_slot: MakeSlot, run: Run, wire: Wire
) -> None:
    run(notification_mail.write)
    person = register(app, "dana", time_zone="America/Bogota", ui_language="es")
    raw = wire.deliver()
    person.post("/auth/verify-email/resend")
    session.execute(text("UPDATE one_time_tokens SET expires_at = expires_at - interval '2 minutes'"))
    session.commit()
    raw += wire.deliver()
    session.execute(text("UPDATE users SET email_verified_at = now()"))
    session.commit()
    person.post("/auth/forgot-password", {"email": "dana@example.com"})
    person.post("/auth/change-password", {"current_password": PASSWORD, "new_password": "9" * 30})
    turn_on_codes(person)
    raw += wire.deliver() + everything_that_happens(app, person, session, make_slot, run, wire, {})
    mails = [received(one) for one in raw]
    assert {mail.language for mail in mails} == {"es"}
    assert {mail.subject for mail in mails} == SUBJECTS
    for mail in mails:
        for part in (mail.subject, *mail.parts):
            words = NO_WORDS.sub(" ", THE_PEER.sub("", re.sub(r"\r\n[ \t]", "", part)))
            assert ENGLISH.findall(words) == [], words


def test_two_people_of_one_interview_each_read_their_language(
    app: Flask, alice: Person, bob: Person, session: Session, run: Run, wire: Wire
) -> None:
    run(notification_mail.write)
    wire.deliver()
    session.execute(text("UPDATE users SET email_verified_at = now()"))
    session.commit()
    alice.patch("/users/me", {"ui_language": "es"}, status=200)
    for person in (alice, bob):
        wishes(person, kinds={"match.found": {"in_app": True, "email": True}})
        person.post("/match/pair", {"interview_type": "behavioral", "difficulty": "easy"})
    run(notification_mail.write)
    mails = {mail.to: mail for mail in map(received, wire.deliver())}
    assert {to: (mail.language, mail.subject) for to, mail in mails.items()} == {
        "alice@example.com": ("es", "Ya tienes pareja: la otra persona te espera"),
        "bob@example.com": ("en", "You are matched: your peer is waiting"),
    }
    assert "Tu pareja de práctica es bob." in mails["alice@example.com"].parts[0]
    assert "You are matched with alice." in mails["bob@example.com"].parts[0]


@pytest.mark.usefixtures("only_news_to_mail")
def test_the_language_is_that_of_the_moment_of_sending(
    alice: Person, make_slot: MakeSlot, run: Run, wire: Wire
) -> None:
    book(alice, make_slot(600))
    run(notification_mail.write)
    wire.ask_to_come_back()
    alice.patch("/users/me", {"ui_language": "es"}, status=200)
    wire.let_it_be_due()
    (mail,) = map(received, wire.deliver())
    assert (mail.language, mail.subject) == ("es", "Reservada: tu entrevista de práctica técnica")
    alice.patch("/users/me", {"ui_language": None}, status=200)
    book(alice, make_slot(900))
    run(notification_mail.write)
    (mail,) = map(received, wire.deliver())
    assert (mail.language, mail.subject) == ("en", "Booked: your technical mock interview")


@pytest.mark.usefixtures("only_news_to_mail")
@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        (
            "Europe/Madrid",
            "sábado, 28 de marzo de 2099, 18:00 (Madrid, GMT+01:00)",
            "domingo, 29 de marzo de 2099, 19:00 (Madrid, GMT+02:00)",
        ),
        (
            "America/Mexico_City",
            "sábado, 28 de marzo de 2099, 11:00\u00a0a.m. (Ciudad de México, GMT-06:00)",
            "domingo, 29 de marzo de 2099, 11:00\u00a0a.m. (Ciudad de México, GMT-06:00)",
        ),
    ],
)
def test_times_are_by_the_clocks_of_the_place_over_a_change_of_them(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run, wire: Wire, zone: str, before: str, after: str
) -> None:
    alice.patch("/users/me", {"ui_language": "es", "time_zone": zone}, status=200)
    slots = [make_slot(600), make_slot(900)]
    for slot_id, day in zip(slots, (28, 29), strict=True):
        at = datetime(2099, 3, day, 17, tzinfo=UTC)
        session.execute(MOVED, {"at": at, "id": slot_id})
    session.commit()
    booking_id = book(alice, slots[0])
    run(notification_mail.write)
    (mail,) = map(received, wire.deliver())
    assert f"Reservaste una entrevista de práctica técnica para el {before}." in mail.parts[0]
    assert "Dificultad: media\r\nIdioma: inglés\r\n" in mail.parts[0]
    calendar = mail_grammar.read_calendar(mail.parts[2])
    assert calendar["SUMMARY"] == r"Entrevista de práctica: técnica\, dificultad media"
    assert calendar["DESCRIPTION"].startswith(before.replace(",", r"\,") + r".\nIdioma: inglés.\nLa sala de espera")
    alice.patch(f"/slots/bookings/{booking_id}", {"slot_id": slots[1]}, status=200)
    run(notification_mail.write)
    (mail,) = map(received, wire.deliver())
    assert f"era el {before} y ahora es el {after}." in mail.parts[0]


@pytest.mark.parametrize(
    ("chosen", "browser", "language", "title"),
    [
        ("es", "en-US,en;q=0.9", "es", "Cancelar la suscripción"),
        ("en", "es-MX,es;q=0.9", "en", "Unsubscribe"),
        (None, "es-MX,es;q=0.9,en;q=0.8", "es", "Cancelar la suscripción"),
        (None, "fr-FR,fr;q=0.9", "en", "Unsubscribe"),
    ],
)
def test_the_page_for_unsubscribing_is_in_the_language_of_the_person_or_of_their_browser(
    app: Flask, alice: Person, session: Session, chosen: str | None, browser: str, language: str, title: str
) -> None:
    alice.patch("/users/me", {"ui_language": chosen}, status=200)
    user = session.get_one(User, alice.id)
    token = unsubscribe.token(session, user.id, "booking.changed")
    session.commit()
    browsers = {"Accept": "text/html", "Accept-Language": browser}
    client = app.test_client()
    asked = client.get(f"/notifications/unsubscribe/{token}", headers=browsers)
    assert asked.headers["Content-Language"] == language
    assert f'<html lang="{language}" dir="ltr">' in asked.text
    assert f"<h1>{title}</h1>" in asked.text
    assert f"<button>{title}</button>" in asked.text
    done = client.post(f"/notifications/unsubscribe/{token}", headers=browsers)
    unknown = client.get("/notifications/unsubscribe/x", headers=browsers)
    is_spanish = language == "es"
    assert ("No recibirás más correos sobre tus reservas (invitaciones de calendario)." in done.text) is is_spanish
    assert ("<h1>Este enlace no funciona</h1>" in unknown.text) is browser.startswith("es")
    for page in (asked, done) if is_spanish else ():
        assert ENGLISH.findall(NO_WORDS.sub(" ", re.sub(r"(?s)<style>.*</style>", "", page.text))) == []
