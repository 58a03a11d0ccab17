"""A whole deployment as a stranger makes one: every part that `python -m deployment.check` asks, with its password."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import AuthResult

from deployment.local.postgres import Postgres
from shared import migrations
from shared.core.settings import Settings
from tests.certificates import Authority
from tests.clients import PATIENCE
from tests.cloning import connect
from tests.databases import Place
from tests.deployment.gateway import ApiProcess, Gateway, Upstream
from tests.runners.judge0 import Judge0
from tests.runners.serving import Ran, serving
from tests.sockets import ROOT, InThread, environment, free_port
from tests.valkeys import valkey
from tests.web.turn import turn_server
from tests.ws.post import Server

ROLE = "mockmate_app"
SECRETS = {
    "DB_PASSWORD": "dd2f1c7ab04e9658",
    "JWT_SECRET": "5f1c0b7e92d84a36bd07c5e1f4a8926d3b70e9c5a1f24d86",
    "PASSWORD_PEPPER": "71c9e2d5a08b43f6bd1e7a2c4958f0d36eab7c1294f5d803",
    "TURN_SECRET": "c3e8a1907b5d42f6e0d9831ab47c65f2190e7d8b3a6c54f1",
    "RUNNER_TOKEN": "0b6fd1749a3ec852",
}
OF_REDIS, OF_MAIL = "9e41c07bd2a65f83", "4a7d90e1fb36c258"


class Whole:
    """Where the parts are; `good` is the environment that fits them, and `places` what a mistake may lead to."""

    def __init__(self, place: Place, stack: ExitStack) -> None:
        folder = place.make_folder()
        self.good: dict[str, str] = {**SECRETS, "DATABASE_URL": "", "MAIL_FROM": "mocks@example.net"}
        self.places: dict[str, object] = {}
        self._stores(folder, stack)
        self._helpers(folder, stack)
        self._services(folder, stack)

    def check(self, **given: str) -> subprocess.CompletedProcess[str]:
        """Run the command in a process of its own, with the good settings but for those given."""
        return subprocess.run(
            [sys.executable, "-m", "deployment.check", "--seconds", str(PATIENCE)],
            cwd=ROOT,
            env={**os.environ, **self.good, **given},
            capture_output=True,
            text=True,
            timeout=3 * PATIENCE,  # to start and to end takes its time, too
            check=False,
        )

    def _stores(self, folder: Path, stack: ExitStack) -> None:
        postgres = Postgres(folder / "data", folder / "log", settings={"fsync": "off"})
        postgres.start()
        stack.callback(postgres.stop)
        migrations.upgrade(postgres.url)
        rules = folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {ROLE} scram-sha-256\n{rules.read_text()}")
        with closing(connect(postgres.url)) as connection, connection.cursor() as cursor:
            for statement in (
                f"CREATE ROLE {ROLE} LOGIN PASSWORD '{SECRETS['DB_PASSWORD']}'",
                f"GRANT pg_read_all_data, pg_write_all_data TO {ROLE}",
                "CREATE DATABASE owned_by_another",
                f"CREATE DATABASE fresh OWNER {ROLE}",
                f"CREATE DATABASE latin OWNER {ROLE} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
                f"CREATE DATABASE ascii OWNER {ROLE} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0",
                "SELECT pg_reload_conf()",
            ):
                cursor.execute(statement)
        host = str(postgres.socket_folder)
        redis = stack.enter_context(valkey(folder, "--requirepass", OF_REDIS))
        replica = stack.enter_context(valkey(folder, "--requirepass", OF_REDIS, "--replicaof", f"127.0.0.1 {redis}"))
        node = stack.enter_context(
            valkey(folder, "--requirepass", OF_REDIS, "--cluster-enabled", "yes", "--cluster-port", str(free_port()))
        )
        self.good |= {"DB_HOST": host, "DB_USER": ROLE, "REDIS_URL": f"redis://:{OF_REDIS}@127.0.0.1:{redis}/0"}
        self.places |= {"db": host, "redis": redis, "replica": replica, "node": node, "of_redis": OF_REDIS}

    def _helpers(self, folder: Path, stack: ExitStack) -> None:
        authority, post = Authority(folder, "trusted"), Server()

        def let_in(*given: Any) -> AuthResult:
            return AuthResult(success=given[-1].password == OF_MAIL.encode(), handled=False)

        stack.enter_context(post.listening(authenticator=let_in, tls_context=authority.server(), require_starttls=True))
        turn = stack.enter_context(turn_server(folder / "turn", f"--static-auth-secret={SECRETS['TURN_SECRET']}"))
        judge0 = Judge0(execute=lambda *_: Ran(), tokens=(SECRETS["RUNNER_TOKEN"],))
        stack.enter_context(serving(judge0))
        self.good |= {
            "SSL_CERT_FILE": str(authority.file),
            "MAIL_URL": f"smtp+starttls://mocks:{OF_MAIL}@127.0.0.1:{post.port}",
            "ICE_SERVERS": f"stun:127.0.0.1:{turn},turn:127.0.0.1:{turn}",
            "RUNNER_URL": judge0.url,
        }
        self.places |= {"mail": post.port, "turn": turn, "runner": judge0.url, "of_mail": OF_MAIL}

    def _services(self, folder: Path, stack: ExitStack) -> None:
        front, miscounted = free_port(), free_port()
        origins = tuple(f"http://127.0.0.1:{port}" for port in (front, miscounted))
        secrets: Any = {name: SECRETS[name.upper()] for name in ("db_password", "jwt_secret", "password_pepper")}
        settings = Settings(
            database_url="",
            db_host=self.good["DB_HOST"],
            db_user=ROLE,
            allowed_origins=origins,
            redis_url=self.good["REDIS_URL"],
            trusted_proxies=1,
            **secrets,
        )
        sockets = InThread(settings)
        stack.callback(sockets.stop)
        for port, proxies in ((front, 1), (miscounted, 2)):
            one = settings.model_copy(update={"trusted_proxies": proxies})
            api = ApiProcess(one, folder, **{**environment(one), **self.good, "ALLOWED_ORIGINS": ",".join(origins)})
            stack.callback(api.stop)
            (folder / str(port)).mkdir(mode=0o711)
            gateway = Gateway(folder / str(port), [api.port], [sockets.settings.ws_port], port=str(port))
            stack.callback(gateway.stop)
        other = Upstream()
        stack.callback(other.stop)
        self.good |= {
            "PUBLIC_URL": origins[0],
            "PUBLIC_WS_URL": f"ws://127.0.0.1:{front}",
            "ALLOWED_ORIGINS": origins[0],
            "TRUSTED_PROXIES": "1",
        }
        self.places |= {"front": front, "miscounted": miscounted, "other": other.port}
