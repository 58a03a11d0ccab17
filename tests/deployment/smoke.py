"""`make smoke`: the images, brought up by Docker Compose, scaled, killed and restarted while people talk.

Not among the tests that pytest finds by itself, since it needs a Docker host and minutes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from uuid import uuid4

import httpx
import pytest

from tests.clients import wait_until
from tests.clients.meetings import meet
from tests.clients.person import Person, register
from tests.deployment import compose, guide
from tests.deployment.talk import Talk
from tests.sockets import ROOT

pytestmark = pytest.mark.timeout(600)

BUILT = ("api", "ws", "nginx")


@pytest.fixture(scope="module", autouse=True)
def _deployed() -> Iterator[None]:
    compose.compose("down", "--volumes", "--remove-orphans")
    try:
        compose.up("--build")
        yield
    finally:
        compose.compose("down", "--volumes", "--remove-orphans", "--rmi", "local")


@pytest.fixture
def visit() -> Callable[[str], Person]:
    """Let somebody register who is not there yet."""
    return lambda name: register(compose.ADDRESS, f"{name}_{uuid4().hex[:8]}")


@pytest.fixture
def talk(visit: Callable[[str], Person]) -> Iterator[Talk]:
    """Two people who write to each other without end."""
    conversation = Talk(visit("alice"), visit("bob"))
    yield conversation
    conversation.end()


def test_without_settings_it_says_what_to_write():
    folder = ROOT / ".local" / f"smoke-{uuid4().hex[:8]}"
    try:
        (folder / "deployment").mkdir(parents=True)
        shutil.copy(ROOT / "docker-compose.yml", folder)
        shutil.copytree(ROOT / "deployment" / "docker", folder / "deployment" / "docker")
        with pytest.raises(compose.Failed, match=r"write deployment/\.env first"):
            compose.docker("compose", "--project-directory", str(folder.relative_to(ROOT)), "config")
    finally:
        shutil.rmtree(folder)


def test_two_people_meet_through_the_one_port(visit: Callable[[str], Person]):
    meet(visit("alice"), visit("bob"))


def test_the_gateway_brings_the_browser_client_along():
    page = httpx.get(f"{compose.ADDRESS}/")
    (script,) = re.findall(r'<script type="module"[^>]* src="(/assets/[^"]+)"', page.text)
    assert f"connect-src 'self' {compose.ADDRESS.replace('http', 'ws', 1)};" in page.headers["Content-Security-Policy"]
    file = httpx.get(f"{compose.ADDRESS}{script}")
    assert file.headers["Content-Type"].startswith("text/javascript")
    assert file.headers["Content-Encoding"] == "gzip"
    assert "immutable" in file.headers["Cache-Control"]
    assert httpx.head(f"{compose.ADDRESS}/pyodide/pyodide.asm.wasm").status_code == 200
    listing = compose.docker("exec", compose.containers("api")[0], "ls", "/app")
    assert "web" not in listing.split()


def test_only_the_gateway_can_be_reached_from_outside():
    published = {
        service: {port: where for port, where in ports(service).items() if where}
        for service in ("postgres", "valkey", *BUILT)
    }
    assert published.pop("nginx") == {"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": "18080"}]}
    assert not any(published.values())


def ports(service: str) -> dict[str, object]:
    found: dict[str, object] = compose.inspect(compose.containers(service)[0])["NetworkSettings"]["Ports"]
    return found


def test_the_databases_have_no_way_out():
    for service in ("postgres", "valkey"):
        routes = compose.docker("exec", compose.containers(service)[0], "cat", "/proc/net/route")
        destinations = [line.split()[1] for line in routes.splitlines()[1:]]
        assert destinations
        assert "00000000" not in destinations


@pytest.mark.parametrize("service", [*BUILT, "valkey"])
def test_containers_can_do_little(service: str):
    container = compose.containers(service)[0]
    host = compose.inspect(container)["HostConfig"]
    assert host["ReadonlyRootfs"]
    assert host["CapDrop"] == ["ALL"]
    assert "no-new-privileges:true" in host["SecurityOpt"]
    assert host["PidsLimit"] > 0
    assert host["Memory"] > 0
    said = compose.docker("exec", container, "cat", "/proc/1/status")
    state = dict(line.split(":\t", 1) for line in said.splitlines() if ":\t" in line)
    assert "0" not in state["Uid"].split()
    assert int(state["CapEff"], 16) == 0
    assert state["NoNewPrivs"] == "1"
    with pytest.raises(compose.Failed, match=r"(?i)read-only"):
        compose.docker("exec", container, "touch", "/written")


def settings() -> dict[str, str]:
    """Return what deployment/.env says."""
    lines = (ROOT / "deployment" / ".env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def test_no_secret_is_in_an_image():
    values = settings()
    for service in BUILT:
        image = compose.inspect(compose.containers(service)[0])["Image"]
        made = compose.docker("history", "--no-trunc", image) + compose.docker("inspect", image)
        assert not [name for name in ("DB_PASSWORD", "JWT_SECRET") if values[name] in made]


def test_more_processes_are_found_without_a_restart(visit: Callable[[str], Person]):
    scale_up()
    alice = visit("alice")
    addresses = {inside(container) for container in compose.containers("api")}
    assert len(addresses) == 2
    # The last field of a row says who answered.
    gateway = compose.containers("nginx")[0]
    wait_until(
        lambda: (
            alice.get("/users/me", status=200).is_json and all(each in compose.output(gateway) for each in addresses)
        )
    )


def scale_up() -> None:
    """Run more processes, as the guide says."""
    (scale,) = guide.SCALING.commands()
    compose.paste(scale)


def inside(container: str) -> str:
    networks = compose.inspect(container)["NetworkSettings"]["Networks"]
    address: str = networks[f"{compose.PROJECT}_edge"]["IPAddress"]
    return f'"upstream":"{address}:8000"'


def test_nothing_is_lost_when_a_process_is_killed(talk: Talk):
    scale_up()
    for container in compose.containers("ws"):
        compose.docker("kill", container)
        talk.goes_on()
        compose.docker("start", container)
        wait_until(partial(compose.is_healthy, container))
    assert talk.end() == talk.listening.texts()
    assert talk.listening.connections > 1


def test_nothing_is_lost_when_everything_but_the_databases_restarts(talk: Talk):
    scale_up()
    for service in ("ws", "api"):
        for container in compose.containers(service):
            compose.docker("restart", container)
            talk.goes_on()
            wait_until(partial(compose.is_healthy, container))
    assert talk.end() == talk.listening.texts()
    offsets = [event["offset"] for event in talk.listening.events]
    assert offsets == list(range(offsets[0], offsets[0] + len(offsets)))


def test_what_the_guide_says_about_administrators_backups_and_passwords_works(visit: Callable[[str], Person]):
    alice = visit("alice")
    (promote,) = guide.ADMINISTRATOR.commands()
    back_up, restore, change, *_ = guide.DAY_TO_DAY.commands()
    assert "now an administrator" in compose.paste(promote.replace("ada@example.org", f"{alice.username}@example.com"))
    try:
        compose.paste(back_up)
        bob = visit("bob")
        compose.paste(restore)
        assert alice.get("/users/me", status=200).get_json()["is_admin"]
        bob.get("/users/me", status=401)  # came after the backup
        # To the one it has, so that the next start finds what it expects.
        password = settings()["DB_PASSWORD"]
        compose.paste(change.replace("NEW", password))
        asking = ("exec", "-T", "-e", f"PGPASSWORD={password}", "postgres", "psql", "-h", "127.0.0.1", "-U", "mockmate")
        assert compose.compose(*asking, "-Atc", "SELECT 1").strip() == "1"
    finally:
        compose.paste("rm -f mockmate.dump")


def test_secrets_change_as_the_guide_says_and_nobody_is_logged_out(visit: Callable[[str], Person]):
    alice = visit("alice")
    *_, tokens, valkey = guide.DAY_TO_DAY.commands()
    file = ROOT / "deployment" / ".env"
    before = file.read_text()
    try:
        compose.paste(tokens)
        assert settings()["JWT_SECRET"] not in before
        alice.get("/users/me", status=200)
        compose.paste(valkey)
        assert settings()["REDIS_PASSWORD"] not in before
        assert alice.get("/health/ready", status=200).get_json()["status"] == "up"
        meet(alice, visit("bob"))
    finally:
        file.write_text(before)
    compose.up()


def test_nothing_is_lost_in_an_upgrade_and_on_the_way_back(talk: Talk):
    (upgrade,) = guide.UPGRADE.commands()
    talk.asks = False  # nginx is replaced, too
    for revision in ("next", "local"):
        compose.paste(upgrade.replace("$(git rev-parse --short HEAD)", revision))
        talk.goes_on()
        assert httpx.get(f"{compose.ADDRESS}/health/ready").json()["build"].endswith(f"+{revision}")
    assert talk.end() == talk.listening.texts()


def test_the_images_for_ecs_are_built_as_the_guide_says():
    (build,) = (block for block in guide.ECS.commands() if "docker build" in block)
    lines = build[build.index("for IMAGE") : build.index("for IMAGE in api ws nginx; do docker push")]
    # For this very processor, since base images of another one may not be here.
    compose.paste("REGISTRY=smoke.example\n" + lines.replace("--platform linux/arm64 ", ""))
    for name in BUILT:
        image = f"smoke.example/mockmate-prod/{name}:0123abc"
        config = compose.inspect(image)["Config"]
        compose.docker("image", "rm", image)
        assert config["Labels"]["org.opencontainers.image.revision"] == "0123abc"
        assert config["User"].partition(":")[0] in {"10001", "101"}
        assert config["Healthcheck"]


def test_the_slots_and_the_questions_are_there():
    said = compose.compose("exec", "-T", "api", "flask", "--app", "mockmate_api.wsgi", "seed")
    assert "0 slots added" in said
    assert " 0 questions" not in said


def test_being_stopped_everything_ends_in_order_and_comes_back_with_its_data(visit: Callable[[str], Person]):
    alice = visit("alice")
    running = {service: compose.containers(service) for service in (*BUILT, "postgres", "valkey")}
    with alice.socket("/ws/connect") as wire:
        wire.expect("hello")
        compose.compose("stop", "ws")
        assert wire.closed() == 1012
    compose.compose("stop")
    codes = {name: [compose.inspect(each)["State"]["ExitCode"] for each in found] for name, found in running.items()}
    assert not [name for name, found in codes.items() if any(found)], codes
    compose.up()
    assert alice.get("/users/me", status=200).get_json()["username"] == alice.username
