"""`make run`: everything from an empty folder to two answering services, then until somebody stops it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from deployment.local import given, leftovers, network, ports, services, webclient
from deployment.local.console import say, step
from deployment.local.errors import DeploymentError
from deployment.local.home import Home
from deployment.local.postgres import Postgres
from deployment.local.signals import Bell, StopAsked
from deployment.local.supervisor import Supervisor
from deployment.local.valkey import Valkey

if TYPE_CHECKING:
    from deployment.local.options import Options

READY_WITHIN = 120.0  # seconds


def run(options: Options) -> int:
    """Start everything, keep it running, stop everything. Returns 0 after a stop that was asked for."""
    bell = Bell()
    home = Home(options.home)
    home.prepare()
    with home.held(), home.using(options.database_url):
        supervisor = Supervisor(bell, home.processes_file)
        try:
            start(options, home, supervisor, bell)
            supervisor.watch()
        except StopAsked:
            say("\nStopping. Open requests and sockets are finished first; the data is kept.")
        finally:
            supervisor.stop()
    say("Mock Mate has stopped.")
    return 0


def start(options: Options, home: Home, supervisor: Supervisor, bell: Bell) -> None:
    """Start everything in order, and return when both services are ready."""
    say(f"Starting Mock Mate with its data in {home.path}")
    if count := leftovers.stop(home.processes_file):
        step("leftovers", f"stopped {count} process{'es' if count > 1 else ''} left over from a killed run")
    for remark in options.remarks:
        step("settings", remark)
    ports.check_free(options.host, options.port, "PORT")
    ports.check_free(options.host, options.ws_port, "WS_PORT")
    step("ports", f"{options.port} and {options.ws_port} are free")
    if options.database_url:
        step("PostgreSQL", given.look_at_postgres(options.database_url))
    if options.redis_url:
        step("Valkey", given.look_at_valkey(options.redis_url))
    build_client(home, options, bell)
    secrets = home.secrets()
    database_url = options.database_url or start_postgres(home, supervisor, bell)
    redis_url = options.redis_url or start_valkey(home, supervisor, bell)
    environment = options.for_services(database_url, redis_url, secrets)
    lines = services.run_once("The migration", services.migrate(), home, environment, bell)
    step("schema", "up to date")
    step("seed", lines[-1] if lines else "done")
    links = [line.rpartition(" ")[2] for line in lines if "/setup#token=" in line]
    if options.database_url:
        home.note_elsewhere(options.database_url)
    supervisor.start(services.api(home, environment))
    supervisor.start(services.sockets(home, environment))
    for name, port in (("API", options.port), ("sockets", options.ws_port)):
        wait_until_ready(name, options.reached_at, port, supervisor, bell)
        step(name, "ready")
    greet(home, options, *links)


def build_client(home: Home, options: Options, bell: Bell) -> None:
    """Build the browser client if need be. Without it the API and the sockets are still of use."""
    if webclient.is_there():
        step("web client", webclient.ensure())
        return
    step("web client", "building (once, takes about a minute)")
    try:
        # A process of its own: so it can be stopped at any moment.
        services.run_once("The build", services.build_client(), home, options.environment, bell)
        step("web client", "built")
    except (DeploymentError, OSError) as error:
        step("web client", f"could not be built, so only the API is available: {error}")


def start_postgres(home: Home, supervisor: Supervisor, bell: Bell) -> str:
    """Start the embedded PostgreSQL; returns its URL."""
    postgres = Postgres(home.postgres, home.log("postgres"), pause=bell.wait)
    if postgres.is_new:
        step("PostgreSQL", "creating the data folder")
    supervisor.start(postgres)
    step("PostgreSQL", "ready")
    return postgres.url


def start_valkey(home: Home, supervisor: Supervisor, bell: Bell) -> str:
    """Start the embedded Valkey; returns its URL."""
    valkey = Valkey(home.valkey, home.log("valkey"), pause=bell.wait)
    supervisor.start(valkey)
    step("Valkey", "ready")
    return valkey.url


def wait_until_ready(name: str, host: str, port: int, supervisor: Supervisor, bell: Bell) -> None:
    """Return when the service on the port says it is ready; raises DeploymentError with what it says instead."""
    deadline = time.monotonic() + READY_WITHIN
    while problem := ports.why_not_ready(host, port):
        supervisor.check()
        if time.monotonic() > deadline:
            raise DeploymentError(f"The {name} on port {port} did not become ready: {problem}.")
        bell.wait(0.1)


def greet(home: Home, options: Options, setup_link: str = "") -> None:
    """Say where everything is, and where to become the first administrator if there is none."""
    setup = f"  first admin  {setup_link} (works once, for a day)\n" if setup_link else ""
    api = options.url("http", options.reached_at, options.port)
    sockets = network.in_url(options.reached_at) + f":{options.ws_port}"
    say(f"""
Mock Mate is ready.
  open it      {api}
{setup}  API docs     {api}/docs (OpenAPI: {api}/openapi.json)
  sockets      ws://{sockets}/ws/match and others (AsyncAPI: http://{sockets}/asyncapi.json)
  mail         {of_mail(home, options)}
  data, logs   {home.path}
{of_other_devices(options)}
Stop it with Ctrl+C; the data is kept. `make help` lists all commands.
""")


def of_mail(home: Home, options: Options) -> str:
    """Say where mail goes."""
    url = urlsplit(options.environment.get("MAIL_URL", ""))
    if url.scheme in ("", "file"):
        return f"{unquote(url.path) or home.mail} (emails are written here instead of being sent)"
    return f"sent through {url.hostname} (`make mail-test TO=ada@example.org` tries it)"


def of_other_devices(options: Options) -> str:
    """Say how phones and other computers reach it, in whole lines; nothing unless HOST lets them."""
    if not options.addresses:
        return ""
    urls = " or ".join(options.url("http", address, options.port) for address in options.addresses)
    return f"""  network      {urls}, from any device on this network
               (without HTTPS, browsers there allow no camera or microphone)
"""
