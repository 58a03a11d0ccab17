"""What a screen shows: a snapshot, and what the frames after it make of it. Pure, and without dependencies.

`apply(snapshot, frame)` returns the snapshot as a fresh one would be now; of chat and runs a fresh one may show fewer,
with a `chat_before` or `runs_before` that is later. docs/protocol.md says what no frame brings.
"""

from __future__ import annotations

from typing import Any

Frame = dict[str, Any]


def apply(snapshot: Frame, frame: Frame) -> Frame:
    """Return a `waiting_room.snapshot` or `interview.snapshot` after one more frame of its socket, in order."""
    data = snapshot["data"]
    if "offset" in frame:
        position = data["as_of"].get(frame["stream"])
        if position is None or frame["offset"] <= position["offset"]:
            return snapshot  # it is in there already
        data = {**data, "as_of": {**data["as_of"], frame["stream"]: {**position, "offset": frame["offset"]}}}
    after = _room if snapshot["type"] == "interview.snapshot" else _waiting_room
    return {**snapshot, "data": after(data, frame["type"], frame["data"]) if "data" in frame else data}


def _interview(seen: Frame, type_: str, data: Frame) -> Frame:
    """Return an interview as one of the two sees it, in either room, after an event."""
    peer = seen["peer"]["id"]
    match type_:
        case "peer.ready":
            return {**seen, "peer_started" if data["user_id"] == peer else "i_started": True}
        case "interview.started":
            return {**seen, "status": "live", "started_at": data["started_at"], "ends_at": data["ends_at"]}
        case "interview.held" | "interview.extended":
            return seen | {name: data[name] for name in ("start_by", "ends_at") if name in data}
        case "interview.ended":
            return {**seen, "status": data["status"], "ended_at": data["ended_at"]}
        case "roles.swapped":
            return {**seen, "role": "interviewee" if data["interviewer_id"] == peer else "interviewer"}
    return seen


def _room(room: Frame, type_: str, data: Frame) -> Frame:
    room = {
        **room,
        "interview": _live(_interview(room["interview"], type_, data), type_, data),
        "participants": [one | _participant(one, type_, data) for one in room["participants"]],
    }
    match type_:
        case "chat.message":
            return {**room, "chat": [*room["chat"], data]}
        case "run.shared":
            return {**room, "runs": [*room["runs"], data]}
        case "editor.language":
            return _language(room, data.get("pad", "code"), data["language"])
        case "question.assigned":
            return _asked(room, data)
    return room


def _asked(room: Frame, data: Frame) -> Frame:
    """Turn to the pad of a question. Servers from before pads name none: then both people have `code`."""
    name, language = data.get("pad", "code"), data.get("language") or room["language"]
    question_id = data["question"] and data["question"]["id"]
    asked = {"name": name, "question_id": question_id}
    pads = [one | asked if one["user_id"] == data["user_id"] else one for one in room["interview"]["pads"]]
    return _language({**room, "interview": {**room["interview"], "pads": pads}}, name, language)


def _language(room: Frame, name: str, language: str) -> Frame:
    """Set the language of a pad; `language` of the room is that of the present one."""
    pads = [one | {"language": language} if one["name"] == name else one for one in room["interview"]["pads"]]
    asked = next(one["user_id"] for one in room["participants"] if one["role"] == "interviewee")
    shown = next(one["language"] for one in pads if one["user_id"] == asked)
    return {**room, "interview": {**room["interview"], "pads": pads}, "language": shown}


def _live(seen: Frame, type_: str, data: Frame) -> Frame:
    match type_:
        case "question.assigned":
            return {**seen, "question": data["question"], "no_question": data["question"] is None}
        case "interview.extension_proposed":
            return {**seen, "extension": {"by": data["by"], "until": data["until"]}}
        case "interview.extended":
            return {**seen, "extension": None, "extensions_left": data["extensions_left"]}
        case "interview.ended":
            return {**seen, "extension": None}
    return seen


def _participant(one: Frame, type_: str, data: Frame) -> Frame:
    """Return what changes of one of the two."""
    match type_:
        case "peer.ready" if data["user_id"] == one["user_id"]:
            return {"ready": True}
        case "peer.joined" if data["user_id"] == one["user_id"]:
            return {"presence": "here", "connected": True}
        case "peer.reconnecting" | "peer.reconnected" | "cameras.agreed" if data["user_id"] == one["user_id"]:
            agreed = {"cameras_agreed": data["agreed"]} if type_ == "cameras.agreed" else None
            return agreed or {"connected": type_ == "peer.reconnected"}
        case "peer.left" if data["user_id"] == one["user_id"]:
            return {"presence": "left", "connected": False}
        case "roles.swapped":
            return {"role": "interviewer" if data["interviewer_id"] == one["user_id"] else "interviewee"}
    return {}


_NOWHERE: Frame = {
    **dict.fromkeys(("position", "waiting", "pairs_at", "estimated_wait_seconds", "reunion_at", "met_at", "reunion")),
    "interview": None,
    "away": False,
}


def _waiting_room(room: Frame, type_: str, data: Frame) -> Frame:
    match type_:
        case "waiting_room.changed":
            return _standing(room, data)
        case "booking.changed":
            return _booking(room, data)
        case "match.found" if data["interview"]["slot_id"] == room["slot_id"]:
            return {**room, **_NOWHERE, "status": "matched", "interview": data["interview"]}
        case "match.expired" if data["booking_id"] == room["booking_id"]:
            return {**room, **_NOWHERE, "status": "expired"}
    seen = room["interview"]
    if seen is not None and data.get("interview_id") == seen["id"]:
        return {**room, "interview": _interview(seen, type_, data)}
    return room


def _standing(room: Frame, data: Frame) -> Frame:
    if data["slot_id"] != room["slot_id"] or room["status"] not in {"booked", "waiting"}:
        return room  # it is older than what happened since
    if data["position"] is None:
        return {**room, **_NOWHERE, "status": "booked", "away": room["away"] or room["status"] == "waiting"}
    return {**room, **data, "status": "waiting", "away": False}


def _booking(room: Frame, data: Frame) -> Frame:
    is_mine = data["booking_id"] == room["booking_id"]
    if data["slot_id"] != room["slot_id"]:
        # Another booking of mine; or this one, moved away.
        return {**room, **_NOWHERE, "status": "idle", "booking_id": None} if is_mine else room
    match data["status"]:
        case "waiting" | "booked" as status:
            if is_mine and status == room["status"]:
                return {**room, "away": False}
            return {**room, **_NOWHERE, "status": status, "booking_id": data["booking_id"]}
        case _:
            return {**room, **_NOWHERE, "status": "idle", "booking_id": None}
