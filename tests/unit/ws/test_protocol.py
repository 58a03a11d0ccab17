"""Reading client frames: each command as documented, and everything else refused in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from examples.live import _spread
from mockmate_ws.protocol import (
    COMMANDS,
    Auth,
    BadFrame,
    Chat,
    Close,
    Leave,
    NotificationsRead,
    Ready,
    Signal,
    SignalSeen,
    parse,
    restart_reason,
    signal_seen,
    type_of,
)
from mockmate_ws.protocol.signals import SignalData

ROOM = "/ws/interview/live"

# What to send with each command; one that is missing here fails the first test.
EXAMPLES: dict[str, Any] = {
    "reauth": {"token": "t"},
    "notifications.read": {"up_to": 7},
    "waiting_room.leave": {},
    "match.decline": {"interview_id": "00000000-0000-4000-8000-000000000000", "reason": "somebody_else"},
    "reunion.answer": {"offer_id": 1, "again": True},
    "interview.ready": {},
    "interview.end": {},
    "interview.extend": {},
    "cameras.agree": {"agreed": True},
    "roles.swap": {},
    "editor.language": {"language": "python"},
    "notes.save": {"text": ""},
    "run.share": {"language": "python", "stdout": "42\n", "status": "ok", "ms": 5},
    "chat.send": {"text": "Hello!"},
    "media.set": {"microphone": True, "camera": False, "screen": False},
    "caption.say": {"line": "l1", "text": "Hello", "final": True},
    "recording.set": {"recording": "r1", "step": "ask"},
    "chat.typing": {},
    "signal.send": {"description": {"type": "offer", "sdp": "v=0"}},
}


def command(type_: str, data: Any = None, id_: Any = "c1", **more: Any) -> str:
    return json.dumps({"type": type_, "id": id_, "data": EXAMPLES[type_] if data is None else data, **more})


def path_of(name: str) -> str:
    """Return the socket that takes a command."""
    return next(path for path, kinds in COMMANDS.items() if name in map(type_of, kinds))


def auth(**data: Any) -> str:
    return json.dumps({"type": "auth", "data": data})


def refused(text: str, path: str = ROOM) -> BadFrame:
    with pytest.raises(BadFrame) as caught:
        parse(text, path)
    return caught.value


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_of_a_socket_is_read_and_those_of_others_are_unknown_there(path: str):
    own = {type_of(kind): kind for kind in COMMANDS[path]}
    assert own.keys() <= EXAMPLES.keys()
    for name in EXAMPLES:
        if name in own:
            frame = parse(command(name), path)
            assert type(frame) is own[name]
            assert frame.id == "c1"
        else:
            assert refused(command(name), path).code == "unknown_command"


@pytest.mark.parametrize("path", COMMANDS)
def test_an_auth_frame_is_read_on_every_socket(path: str):
    resume = {"user:17": {"epoch": "e", "offset": 41}}
    frame = parse(auth(ticket="t", resume=resume), path)
    assert isinstance(frame, Auth)
    assert frame.data.ticket == "t"
    assert frame.data.resume["user:17"].offset == 41
    assert isinstance(parse(auth(), path), Auth)


@pytest.mark.parametrize("data", [{}, {"token": "t", "ticket": "t"}, {"token": None}, {"token": ""}, {"token": 7}])
def test_to_stay_one_shows_a_token_or_a_ticket(data: dict[str, Any]):
    assert refused(command("reauth", data)).code == "invalid"


def test_data_may_be_left_out_where_there_is_none():
    assert isinstance(parse('{"type": "interview.ready", "id": "c1"}', ROOM), Ready)
    assert isinstance(parse('{"type": "waiting_room.leave", "id": "c1"}', "/ws/match"), Leave)


def test_a_signal_needs_no_id():
    frame = parse('{"type": "signal.send", "data": {"candidate": {"candidate": ""}}}', ROOM)
    assert isinstance(frame, Signal)
    assert frame.id is None


@pytest.mark.parametrize("name", ["", "chat", "chat.send ", "CHAT.SEND", "hello", "interview.started", "\x00"])
def test_an_unknown_command_is_answered_with_what_the_socket_takes(name: str):
    bad = refused(json.dumps({"type": name, "id": "c7"}))
    assert (bad.code, bad.id) == ("unknown_command", "c7")
    assert "chat.send" in bad.detail
    assert "waiting_room.leave" not in bad.detail


@pytest.mark.parametrize("name", [None, 1, 1.5, True, [], ["chat.send"], {}, {"chat.send": 1}])
def test_a_type_that_is_no_text_is_an_unknown_command(name: Any):
    assert refused(json.dumps({"type": name, "id": "c7", "data": {}})).code == "unknown_command"
    assert refused(json.dumps({"id": "c7"})).code == "unknown_command"


@pytest.mark.parametrize("id_", ["x", "x" * 64, "!~", "6f1c-4"])
def test_an_id_is_up_to_64_visible_ascii_characters(id_: str):
    assert parse(command("interview.ready", id_=id_), ROOM).id == id_


@pytest.mark.parametrize("id_", ["", "x" * 65, "a b", "c1\n", "ü", "\x00", 1, 1.5, True, None, [], {}])
def test_any_other_id_is_refused(id_: Any):
    assert refused(command("interview.ready", id_=id_)).code == "invalid"


def test_a_refusal_repeats_the_id_so_that_the_client_knows_which_command_it_was():
    assert refused(command("chat.send", {})).id == "c1"


@pytest.mark.parametrize("id_", ["x" * 65, 7, None, ["c1"]])
def test_an_id_that_can_not_be_one_is_not_repeated(id_: Any):
    assert refused(command("interview.ready", id_=id_)).id is None


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("data", [None, [], "x", 1, True])
def test_data_must_be_an_object(name: str, data: Any):
    path = path_of(name)
    assert refused(json.dumps({"type": name, "id": "c1", "data": data}), path).code == "invalid"


@pytest.mark.parametrize("name", EXAMPLES)
def test_fields_that_nobody_knows_are_refused_and_named(name: str):
    path = path_of(name)
    assert "colour" in refused(command(name, colour="red"), path).detail
    assert "data.colour" in refused(command(name, {**EXAMPLES[name], "colour": "red"}), path).detail


@pytest.mark.parametrize("text", ["x", " ", "x" * 4000, "\U0001f600" * 4000, "\n\t\x01", "a\u0301"])
def test_a_line_of_chat_arrives_as_it_was_typed(text: str):
    frame = parse(command("chat.send", {"text": text}), ROOM)
    assert isinstance(frame, Chat)
    assert frame.data.text == text


@pytest.mark.parametrize("text", ["", "x" * 4001, "\x00", "a\x00b", None, 1, True, ["x"], {"text": "x"}])
def test_a_line_of_chat_that_can_not_be_kept_is_refused(text: Any):
    bad = refused(command("chat.send", {"text": text}))
    assert (bad.code, bad.id) == ("invalid", "c1")


OFFER = {"type": "offer", "sdp": "v=0\r\n"}
ICE = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0}


@pytest.mark.parametrize("data", [{}, {"description": None}, {"description": OFFER, "candidate": ICE}])
def test_a_signal_is_either_a_description_or_a_candidate(data: dict[str, Any]):
    assert refused(command("signal.send", data)).code == "invalid"


def test_an_integer_may_be_written_as_a_float():
    read = parse(command("notifications.read", {"up_to": 7.0}), "/ws/connect")
    assert isinstance(read, NotificationsRead)
    assert repr(read.data.up_to) == "7"


@pytest.mark.parametrize("offset", [-1, 2**63, 10**300, 1.5, 2.0**60, 1e400, "1", True, None, [1]])
def test_an_offset_is_a_whole_number_that_a_stream_can_have(offset: Any):
    text = json.dumps({"type": "auth", "data": {"resume": {"user:1": {"epoch": "e", "offset": offset}}}})
    assert refused(text.replace("Infinity", "1e400")).code == "invalid"


def test_what_to_resume_is_limited_in_number_and_length():
    point = {"epoch": "e", "offset": 0}
    parse(auth(resume={f"user:{n}": point for n in range(8)}), ROOM)
    for resume in (
        {f"user:{n}": point for n in range(9)},
        {"u" * 101: point},
        {"user:1": {"epoch": "e" * 65, "offset": 0}},
        {"user:1": {"epoch": "e"}},
        {"user:1": {**point, "more": 1}},
    ):
        assert refused(auth(resume=resume)).code == "invalid"


@pytest.mark.parametrize("ticket", ["", "t" * 201, 7, ["t"]])
def test_a_ticket_is_a_text_of_a_ticket_s_length(ticket: Any):
    assert refused(auth(ticket=ticket)).code == "invalid"


@pytest.mark.parametrize(
    "data",
    [
        {"description": {"type": "offer", "sdp": "Grüße \\ \n"}},
        {"description": {**OFFER, "from": "a", "to": "b"}},
        {"description": {"type": "hello", "from": "a"}},
        {"description": {"type": "rollback"}},
        {"candidate": ICE},
        {"candidate": {"candidate": ""}},
        {"candidate": {"ice": {**ICE, "usernameFragment": None}, "from": "a", "to": "b"}},
        {"candidate": {"ice": None, "from": "a", "to": "b"}},
        {"candidate": None},
    ],
)
def test_a_signal_is_relayed_as_it_was_given(data: dict[str, Any]):
    nothing = {"description": None, "candidate": None, "to": None}
    written = json.loads(signal_seen(17, "hers", SignalData.model_validate({**nothing, **data})))
    assert written == {"type": "signal", "data": {"user_id": 17, "from": "hers", **data}}
    SignalSeen.model_validate(written)


@pytest.mark.parametrize(("sockets", "seconds"), [(0, 0.5), (700, 1.0), (2_000, 2.9), (10_500, 15.0), (10**6, 15.0)])
def test_a_restart_says_how_far_so_many_clients_spread_their_return(sockets: int, seconds: float):
    reason = restart_reason(sockets)
    assert _spread(Close.RESTART, reason) == seconds
    assert _spread(Close.UNAVAILABLE, reason) is None
    assert _spread(Close.RESTART, "restarting") is None
    assert len(reason.encode()) <= 123
