"""Domains of email addresses by which people join a group: which can be used, and who may claim one."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

_PUBLIC = """
    126.com 139.com 163.com 189.cn abv.bg aim.com alice.it aliyun.com aol.com arcor.de att.net bellsouth.net
    bigpond.com bk.ru bluewin.ch bol.com.br btinternet.com charter.net comcast.net cox.net duck.com earthlink.net
    fastmail.com fastmail.fm foxmail.com free.fr freemail.hu freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de
    gmx.net googlemail.com hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it
    hushmail.com icloud.com inbox.lv inbox.ru interia.pl laposte.net libero.it list.ru live.co.uk live.com live.fr
    live.nl mac.com mail.com mail.de mail.ru mailbox.org mailfence.com mailinator.com me.com msn.com naver.com o2.pl
    onet.pl online.de orange.fr outlook.com outlook.de outlook.es outlook.fr pm.me posteo.de proton.me protonmail.ch
    protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com sapo.pt sbcglobal.net seznam.cz sfr.fr sina.com
    sky.com sohu.com t-online.de terra.com.br tuta.io tutamail.com tutanota.com tutanota.de ukr.net uol.com.br
    verizon.net virgilio.it virginmedia.com wanadoo.fr web.de wp.pl ya.ru yahoo.ca yahoo.co.in yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.com.ar yahoo.com.br yahoo.com.mx yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com
    yandex.ru yeah.net ymail.com zoho.com zohomail.com
"""
PUBLIC = frozenset(_PUBLIC.split())
"""Domains of which anybody can have an address: being known by one says nothing about who belongs together."""

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"({_LABEL}\.)+{_LABEL}")


def of(email: str) -> str:
    """Return the domain of an address, as it is compared."""
    return email.rpartition("@")[2].lower()


def _read(value: object) -> object:
    return value.strip().lower().removeprefix("@") if isinstance(value, str) else value


def _usable(value: str) -> str:
    if not _DOMAIN.fullmatch(value):
        raise PydanticCustomError("domain", "must be the domain of an email address, such as example.edu")
    if value in PUBLIC:
        raise PydanticCustomError("public_domain", "must not be the domain of a public mail provider")
    return value


Domain = Annotated[str, BeforeValidator(_read), Field(max_length=253), AfterValidator(_usable)]
