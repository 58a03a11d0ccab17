"""Just enough of W3C WebDriver for people to sit at browsers that Playwright does not bring."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.clients import wait_until
from tests.sockets import free_port

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
CONTROL, ENTER, RELEASED = "\ue009", "\ue007", "\ue000"
# Both browsers and the machine are busy: this is for what never comes.
_PATIENCE = 120  # seconds


class Page:
    """The page of one browser. Elements are found by XPath, and waited for before anything is done with them."""

    def __init__(self, driver: httpx.Client, session: str, capabilities: dict[str, Any]) -> None:
        self._driver, self._session = driver, session
        self.version = f"{capabilities['browserName']} {capabilities['browserVersion']}"

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Send a command of the session's, and return its value; a refusal is an AssertionError with its words."""
        sent = (body or {}) if method == "POST" else None
        answer = self._driver.request(method, f"/session/{self._session}/{path}", json=sent)
        value = answer.json()["value"]
        assert answer.is_success, f"{path}: {value['error']}: {value['message']}"
        return value

    def go(self, url: str) -> None:
        self.ask("POST", "url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what the body of a function returns in the page."""
        return self.ask("POST", "execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script: str) -> Any:
        """Return what the body of a function gives to its last argument, a callback."""
        return self.ask("POST", "execute/async", {"script": script, "args": []})

    def wait(self, script: str, *arguments: Any) -> None:
        """Wait until the body of a function returns something true."""
        wait_until(lambda: self.run(script, *arguments), f"{script}{arguments} in {self.version}")

    def shows(self, xpath: str) -> bool:
        """Whether something is there and has a place on the page."""
        return any(self._is_displayed(one) for one in self._all(xpath))

    def _is_displayed(self, element: str) -> bool:
        try:
            return bool(self.ask("GET", f"element/{element}/displayed"))
        except AssertionError:  # It was replaced in between.
            return False

    def _all(self, xpath: str) -> list[str]:
        found = self.ask("POST", "elements", {"using": "xpath", "value": xpath})
        return [one[_ELEMENT] for one in found]

    def see(self, xpath: str) -> None:
        """Wait until something is shown."""
        wait_until(lambda: self.shows(xpath), f"{xpath} in {self.version}")

    def click(self, xpath: str) -> None:
        """Click on the first that is shown, once it can be: what covers it may still be on its way out."""
        self._do(xpath, lambda element: self.ask("POST", f"element/{element}/click"))

    def type(self, xpath: str, text: str) -> None:
        """Type as with a keyboard into the first that is shown."""
        self._do(xpath, lambda element: self.ask("POST", f"element/{element}/value", {"text": text}))

    def _do(self, xpath: str, what: Any) -> None:
        refused = ""

        def is_done() -> bool:
            nonlocal refused
            shown = [one for one in self._all(xpath) if self._is_displayed(one)]
            try:
                return bool(shown) and (what(shown[0]), True)[1]
            except AssertionError as error:
                refused = str(error)
                return False

        try:
            wait_until(is_done, xpath)
        except AssertionError as error:
            raise AssertionError(f"{error} in {self.version} {refused}") from error


@contextmanager
def browsing(command: list[str], capabilities: dict[str, Any], environment: dict[str, str]) -> Iterator[Page]:
    """Start a driver (its port is put where the command says PORT), and a browser by it, and end both."""
    port = free_port()
    started = [part.replace("PORT", str(port)) for part in command]
    with subprocess.Popen(started, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE, trust_env=False) as driver:
                wait_until(lambda: _is_ready(driver), f"{command[0]} is ready")
                answer = driver.post("/session", json={"capabilities": {"alwaysMatch": capabilities}})
                made = answer.json()["value"]
                assert answer.is_success, made
                page = Page(driver, made["sessionId"], made["capabilities"])
                page.ask("POST", "window/rect", {"width": 1280, "height": 900})
                try:
                    yield page
                finally:
                    driver.delete(f"/session/{made['sessionId']}")
        finally:
            process.terminate()


def _is_ready(driver: httpx.Client) -> bool:
    try:
        return bool(driver.get("/status").json()["value"]["ready"])
    except httpx.TransportError:
        return False


def button(name: str) -> str:
    """The XPath of a button by a part of its name."""
    return f"//button[contains(normalize-space(.), '{name}') or contains(@aria-label, '{name}')]"


def field(label: str) -> str:
    """The XPath of a field by a part of its label."""
    named = f"//label[contains(normalize-space(.), '{label}')]"
    holder = "[self::input or self::textarea]"
    return f"//*{holder}[@id = {named}/@for or @aria-label = '{label}'] | {named}//*{holder}"


def heading(text: str) -> str:
    return f"//*[self::h1 or self::h2 or self::h3][contains(normalize-space(.), '{text}')]"
