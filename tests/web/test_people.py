"""What people show of themselves in the room, seen at the other side: sound, picture, speech, and what they write."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.clients.browser import be_matched, begin, meet, reads, sees_video, write
from tests.web.axe import serious
from tests.web.conftest import Arrive

# The microphone: a tone that goes on, where Chromium's own fake one ticks too shortly for speech.
VOICE = """
const others = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
    if (!wanted.audio) return others(wanted);
    const context = new AudioContext();
    const voice = new OscillatorNode(context, { frequency: 300 });
    const volume = new GainNode(context, { gain: 0.2 });
    const microphone = context.createMediaStreamDestination();
    voice.connect(volume).connect(microphone);
    voice.start();
    window.speak = (loud) => { volume.gain.value = loud ? 0.2 : 0; };
    return microphone.stream;
};
"""
SPEAKING = ".tile:not(.small)[data-speaking]"


def test_each_sees_who_has_sound_and_picture_and_who_speaks(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    ben.page.add_init_script(VOICE)
    meet(ann, ben)
    sees_video(ann)
    tile = ann.page.locator(".tile:not(.small)")
    expect(ann.page.locator(SPEAKING)).to_be_visible()
    expect(tile).not_to_contain_text("off")
    ben.page.evaluate("speak(false)")
    expect(ann.page.locator(SPEAKING)).to_have_count(0)
    ben.page.evaluate("speak(true)")
    expect(ann.page.locator(SPEAKING)).to_be_visible()

    ben.page.get_by_role("button", name="Microphone").click()
    expect(tile).to_contain_text("Microphone off")
    expect(ann.page.locator(SPEAKING)).to_have_count(0)
    # He goes on speaking, and only he is told.
    reminder = "You speak, but your microphone is off."
    expect(ben.page.get_by_text(reminder)).to_be_visible()
    expect(ann.page.get_by_text(reminder)).to_have_count(0)
    ben.page.get_by_role("button", name="Camera").click()
    expect(tile).to_contain_text("Camera off")
    assert serious(ben.page) == serious(ann.page) == []

    # Whoever comes later is told, too.
    ann.page.reload()
    expect(tile).to_contain_text("Microphone off")
    expect(tile).to_contain_text("Camera off")
    ben.page.get_by_role("button", name="Turn it on").click()
    expect(ben.page.get_by_text(reminder)).to_have_count(0)
    ben.page.get_by_role("button", name="Camera").click()
    expect(tile).not_to_contain_text("off")
    expect(ann.page.locator(SPEAKING)).to_be_visible()


def test_a_line_of_chat_is_announced_and_has_links_and_code(arrive: Arrive):
    cem, dia = arrive("Cem"), arrive("Dia")
    meet(cem, dia)
    field = cem.page.get_by_label("Your message")
    field.press_sequentially("see ")
    typing = dia.page.get_by_text("Cem is writing …")
    expect(typing).to_be_visible()
    field.press_sequentially("https://example.org/a_(b), or `x < y`")
    field.press("Enter")
    log = dia.page.get_by_role("log")
    expect(log.get_by_role("link")).to_have_attribute("href", "https://example.org/a_(b)")
    expect(log.get_by_role("link")).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(log.locator("code")).to_have_text("x < y")
    expect(typing).to_have_count(0)
    # What is begun and left holds for a few seconds.
    field.press_sequentially("well")
    expect(typing).to_be_visible()
    expect(typing).to_have_count(0, timeout=20_000)
    assert serious(dia.page) == []


def test_a_conversation_has_large_faces_an_outline_and_the_editor_a_press_away(arrive: Arrive):
    eva, fay = arrive("Eva"), arrive("Fay")
    be_matched(eva, fay, kind="Behavioral")
    begin(eva, fay)
    sees_video(eva)
    faces = [one.page.locator(".tile") for one in (eva, fay)]
    for each in faces:
        assert (
            min(box["width"] for box in each.evaluate_all("all => all.map((one) => one.getBoundingClientRect())")) > 300
        )
        expect(each.page.locator(".cm-editor")).to_have_count(0)
    (asked,) = [one for one in (eva, fay) if "interviewee" in one.page.locator(".room-role").inner_text()]
    asked.page.get_by_label("Your notes").fill("the outage")
    asked.page.get_by_role("button", name="Insert an outline (STAR)").click()
    asked.page.keyboard.press("Control+End")
    asked.page.keyboard.type("we recovered")
    expect(asked.page.get_by_text("Saved. Only you can see them.")).to_be_visible()
    assert [serious(one.page) for one in (eva, fay)] == [[], []]
    asked.page.reload()
    expect(asked.page.get_by_label("Your notes")).to_have_value(
        "the outage\n\nSituation: \nTask: \nAction: \nResult: we recovered"
    )
    for one in (eva, fay):
        one.page.get_by_role("button", name="Editor", exact=True).click()
        expect(one.page.locator(".cm-editor")).to_be_visible()
    write(eva, "a drawing would be better")
    reads(fay, "a drawing would be better")
    fay.page.get_by_role("button", name="Editor", exact=True).first.click()
    expect(fay.page.locator(".cm-editor")).to_be_hidden()
