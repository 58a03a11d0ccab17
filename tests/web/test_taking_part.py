"""Ways to take part: a whole interview in writing, with captions of who speaks; and a recording that both agree to.

Headless Chromium can't recognize speech, so here somebody stands in for the browser's recognizer, at the speaker's side
alone. What it hears goes the whole way to the other side.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.clients.browser import hears, interview_of, is_in_room, meet, practise, say, sees_video
from tests.clients.person import Person
from tests.web.axe import serious
from tests.web.conftest import Arrive

DEVICES = """
window.devicesAsked = 0;
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (wanted) => {
    window.devicesAsked += 1;
    return ask(wanted);
};
"""
# As Chromium has it from version 139 on.
SPEECH = """
window.recognizers = [];
window.SpeechRecognition = class {
    #isLocal = false;
    static async available({ langs, processLocally }) {
        return processLocally && langs[0] === "en-GB" ? "available" : "unavailable";
    }
    constructor() { window.recognizers.push(this); }
    get processLocally() { return this.#isLocal; }
    set processLocally(value) { this.#isLocal = value; }
    start(track) { this.track = track; }
    abort() { this.track = null; }
};
window.listening = () => window.recognizers.filter((one) => one.track?.readyState === "live");
window.overhear = (transcript, isFinal, index = 0) => {
    const results = Array.from({ length: index + 1 }, () => Object.assign([{ transcript }], { isFinal }));
    window.listening().forEach((one) => one.onresult({ resultIndex: index, results }));
};
"""
RECORDERS = """
window.recorders = [];
window.MediaRecorder = class extends MediaRecorder {
    parts = 0;
    constructor(...given) {
        super(...given);
        window.recorders.push(this);
        this.addEventListener("dataavailable", () => { this.parts += 1; });
    }
};
"""
# The length, the size, how loud it is, and whether both halves of a picture have more than one color.
DECODED = """async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
    const video = document.createElement("video");
    video.muted = true;
    video.src = URL.createObjectURL(new Blob([bytes]));
    const comes = (event) => new Promise((done, failed) => {
        video.addEventListener(event, done, { once: true });
        video.onerror = () => failed(new Error(video.error.message));
    });
    await comes("loadeddata");
    // The length is known once its end has been looked for.
    video.currentTime = 1e6;
    await comes("seeked");
    const length = video.currentTime;
    video.currentTime = length / 2;
    await comes("seeked");
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.getContext("2d");
    context.drawImage(video, 0, 0);
    const colors = (left) => {
        const { data } = context.getImageData(left, 0, canvas.width / 2, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
    };
    const sound = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes.buffer);
    const loudest = sound.getChannelData(0).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    return {
        length, loudest, width: canvas.width, height: canvas.height, sound: sound.duration,
        colors: [colors(0), colors(canvas.width / 2)],
    };
}"""


def height_of(page: Page, pane: str) -> float:
    box = page.locator(pane).bounding_box()
    assert box is not None
    return box["height"]


def in_the_captions(person: Person, text: str) -> None:
    expect(person.page.get_by_role("region", name="Captions")).to_contain_text(text)


def test_an_interview_in_writing_with_captions_of_who_speaks(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    ann.page.add_init_script(DEVICES)
    ben.page.add_init_script(SPEECH)
    practise(ann)
    step = ann.page.get_by_role("region", name="Ready before it starts")
    expect(step).to_be_visible()
    ann.page.get_by_label("Take part in writing").check()
    expect(step).to_have_count(0)
    ann.page.evaluate("devicesAsked = 0")
    practise(ben)
    for one in (ann, ben):
        expect(one.page.get_by_role("heading", name="You are matched")).to_be_visible()
    expect(ann.page.get_by_role("dialog").get_by_label("Take part in writing")).to_be_checked()
    ann.page.get_by_role("button", name=re.compile("m ready$")).click()

    # Told before it starts.
    ben.page.goto(f"/room/{interview_of(ben)}")
    words = "Ann takes part in writing. Write to Ann in the chat what you would say."
    before = ben.page.get_by_role("region", name="Call").get_by_text(words)
    expect(before).to_be_visible()
    ben.page.get_by_role("button", name=re.compile("m ready$")).click()
    for one in (ann, ben):
        is_in_room(one)
    hint = ben.page.get_by_role("region", name="Chat").get_by_text(words)
    expect(hint).to_be_visible()
    expect(ann.page.get_by_text("You take part in writing.")).to_be_visible()
    expect(ann.page.get_by_role("button", name="Microphone")).to_have_count(0)
    ann.page.keyboard.press("v")
    assert height_of(ann.page, ".chat-pane") > height_of(ann.page, ".question-pane")
    assert serious(ann.page) == serious(ben.page) == []

    ann.page.get_by_label("Your message").press_sequentially("I would s")
    expect(ben.page.get_by_text("Ann is writing …")).to_be_visible()
    say(ann, "I would sort it")
    expect(ben.page.get_by_role("log", name="What was said")).to_contain_text("I would sort it")

    # Captions: they grow, and once whole are read out. Nothing was recognized anywhere but on the device.
    sign = ben.page.get_by_text("Captions are on: Ann reads what you say.")
    expect(sign).to_be_visible()
    ben.page.wait_for_function("() => listening().length === 1")
    assert ben.page.evaluate("listening().every((one) => one.processLocally && one.lang === 'en-GB')")
    ben.page.evaluate("overhear('Why would', false)")
    in_the_captions(ann, "Why would")
    ben.page.evaluate("overhear('Why would you sort it?', true)")
    log = ann.page.get_by_role("log", name="Captions of Ben")
    expect(log).to_have_text("Why would you sort it?")
    size = "getComputedStyle(document.querySelector('.caption-lines')).fontSize"
    small = ann.page.evaluate(size)
    ann.page.get_by_role("button", name="Larger captions").click()
    ann.page.wait_for_function(f"() => {size} !== '{small}'")
    assert serious(ann.page) == serious(ben.page) == []

    # Refused, given again; a microphone that is off is not listened to.
    ben.page.get_by_role("button", name="Turn captions off").click()
    ben.page.wait_for_function("() => listening().length === 0")
    ben.page.get_by_role("button", name="Turn captions on").click()
    ben.page.wait_for_function("() => listening().length === 1")
    ben.page.get_by_role("button", name="Microphone").click()
    ben.page.wait_for_function("() => listening().length === 0")
    ben.page.get_by_role("button", name="Microphone").click()
    ben.page.wait_for_function("() => listening().length === 1")

    # Whoever comes back knows it, and is known; no device was ever asked for.
    assert ann.page.evaluate("devicesAsked") == 0
    ann.page.reload()
    is_in_room(ann)
    ben.page.reload()
    expect(hint).to_be_visible()
    ben.page.wait_for_function("() => listening().length === 1")
    ben.page.evaluate("overhear('And now?', true)")
    expect(log).to_have_text("And now?")
    assert ann.page.evaluate("devicesAsked") == 0

    # On phones, in the dark, and at 200 %; and from there on with a voice.
    ben.page.emulate_media(color_scheme="dark")
    ann.page.emulate_media(color_scheme="dark")
    for width, height in ((640, 400), (390, 800)):
        for one in (ann, ben):
            one.page.set_viewport_size({"width": width, "height": height})
            assert one.page.evaluate("document.documentElement.scrollWidth") <= width
            assert serious(one.page) == []
        expect(ann.page.get_by_label("Your message")).to_be_in_viewport(ratio=1)
    ann.page.get_by_role("button", name="Settings", exact=True).click()
    ann.page.get_by_role("dialog", name="Settings").get_by_label("Take part in writing").uncheck()
    ann.page.get_by_role("button", name="Close").click()
    expect(ann.page.get_by_role("button", name="Microphone")).to_have_attribute("aria-pressed", "true")
    expect(hint).to_have_count(0)
    expect(sign).to_have_count(0)
    ben.page.wait_for_function("() => listening().length === 0")
    sees_video(ben)
    say(ben, "Now I see you")
    hears(ann, "Now I see you")


def ask_to_record(person: Person) -> None:
    person.page.get_by_role("button", name="Settings", exact=True).click()
    person.page.get_by_role("button", name="Record the call …").click()


def decoded(person: Person, file: Path) -> dict[str, Any]:
    """Return what a page without rules of ours makes of a file."""
    blank = person.page.context.new_page()
    found: dict[str, Any] = blank.evaluate(DECODED, base64.b64encode(file.read_bytes()).decode())
    blank.close()
    return found


def test_a_call_is_recorded_while_both_agree_and_no_longer(arrive: Arrive):
    eva, leo = arrive("Eva"), arrive("Leo")
    eva.page.add_init_script(RECORDERS)
    leo.page.add_init_script(RECORDERS)
    meet(eva, leo)
    for one in (eva, leo):
        sees_video(one)
    question = leo.page.get_by_role("dialog", name="May Eva record this call?")
    signs = [
        eva.page.get_by_text("You record this call."),
        leo.page.get_by_text("Eva records this call."),
    ]
    none_records = "() => recorders.every((one) => one.state === 'inactive')"

    # No answer is no consent, and closing the question is a no.
    ask_to_record(eva)
    expect(question).to_be_visible()
    expect(eva.page.get_by_text("Nothing is recorded yet.")).to_be_visible()
    assert serious(leo.page) == []
    leo.page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(eva.page.get_by_text("want to be recorded.")).to_be_visible()
    assert eva.page.evaluate("recorders.length") == 0

    ask_to_record(eva)
    question.get_by_role("button", name="I agree").click()
    for sign in signs:
        expect(sign).to_be_visible()
    assert serious(eva.page) == serious(leo.page) == []
    eva.page.wait_for_function("() => recorders.at(-1)?.parts >= 2")
    with eva.page.expect_download() as download:
        leo.page.get_by_role("button", name="Stop the recording").click()
    for sign in signs:
        expect(sign).to_have_count(0)
    expect(eva.page.get_by_text("Leo has stopped the recording.")).to_be_visible()
    eva.page.wait_for_function(none_records)
    film = decoded(eva, download.value.path())
    assert film["length"] > 1
    assert film["sound"] > 1
    assert film["loudest"] > 0.01
    assert (film["width"], film["height"]) == (1280, 360)
    assert min(film["colors"]) > 10

    # A page that is loaded again has agreed to nothing.
    ask_to_record(eva)
    question.get_by_role("button", name="I agree").click()
    eva.page.wait_for_function("() => recorders.at(-1)?.state === 'recording'")
    leo.page.reload()
    eva.page.wait_for_function(none_records)
    expect(signs[0]).to_have_count(0)
    expect(signs[1]).to_have_count(0)
    assert leo.page.evaluate("recorders.length") == 0
