// Connects one interview's socket to the room: state, call, and shared document.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { queryClient } from "../api/queryClient";
import { useCameraStart } from "../live/cameraStart";
import { type CaptionsGiven, isOfBefore, toldOf, useTakingPart } from "../live/takingPart";
import type { Commands, ErrorData, RoomSnapshot, ServerFrame } from "../sockets/frames";
import { LiveSocket, type State } from "../sockets/socket";
import { toast } from "../ui/Toasts";
import { Call, type CallState } from "./call";
import { type Agreement, agreementIn, arePossible } from "./cameras/agreement";
import { usePicture } from "./cameras/usePicture";
import { DeskLine, type Refusal } from "./desk/deskLine";
import type { DocumentConnection } from "./desk/documentConnection";
import { iceServersOf, keepCredentials } from "./iceServers";
import { NO_TRACKS, SLOTS, shownOf, type Tracks } from "./lines";
import type { Media } from "./media";
import { isUsable } from "./peerFrames";
import { readOlderChat, readWhatIsMissing, refreshInterview } from "./reading";
import { limitsAt } from "./saving/ladder";
import { type Saving, useSaving } from "./saving/useSaving";
import type { Screen } from "./screen";
import { type Sign, Signs } from "./signs";
import { after, fromSnapshot, isPeerConnected, peerSeen, type RoomState } from "./state";

export interface RoomHandle {
	room: RoomState | null;
	line: State;
	/** Reconnects now, instead of after a while. */
	tryNow(): void;
	why: ErrorData | undefined;
	/** The call, and what is shown of the peer. */
	call: { state: CallState; remote: Tracks };
	/** Whether the two see each other, the picture that is sent, and how to agree to it or take that back. */
	cameras: Agreement & { video: MediaStreamTrack | null; agree(agreed: boolean): void };
	/** What the browser counts of the call; null without one. */
	callStats(): Promise<RTCStatsReport | null>;
	saving: Saving;
	/** Null until the code for it has come. */
	desk: DocumentConnection | null;
	/** Opens the desk, once the code for it has come. */
	openDesk(make: () => DocumentConnection): void;
	/** The last refused change: why, and the code that included it. */
	refusal: Refusal | null;
	dismissRefusal(): void;
	/** Reads chat that is older than what is shown. */
	readOlderChat(): void;
	send<Type extends keyof Commands>(type: Type, data: Commands[Type], id?: string): Promise<void>;
	/** What the peer tells for this moment only. */
	signs: Signs;
	/** Tells the peer whether captions of what the user says are sent. */
	tellCaptions(given: CaptionsGiven): void;
	/** Sends what matters only now: nothing while disconnected. */
	sendNow<Type extends keyof Commands>(type: Type, data: Commands[Type]): void;
}

type CallShown = RoomHandle["call"];

const REFUSED_CHANGE = new Set(["document_full", "bad_update"]);
const PRESENCE = {
	"peer.joined": "peerArrived",
	"peer.reconnected": "peerArrived",
	"peer.reconnecting": "peerAway",
	"peer.left": "peerGone",
} as const;
const NEW_QUESTION = new Set(["interview.started", "roles.swapped", "question.assigned"]);

export function useRoom(id: string, { audio, video: camera, choices, toggle }: Media, screen: Screen): RoomHandle {
	const [room, setRoom] = useState<RoomState | null>(null);
	const [hides, setHides] = useState(false);
	const agreement = agreementIn(room, useCameraStart(), hides);
	// What the peer gets of the camera, whatever comes of the line.
	const video = usePicture(camera, agreement.picture);
	const [line, setLine] = useState<{ state: State; why?: ErrorData | undefined }>({ state: "connecting" });
	const [callState, setCallState] = useState<CallShown>({ state: "waiting", remote: NO_TRACKS });
	const [desk, setDesk] = useState<DocumentConnection | null>(null);
	const [refusal, setRefusal] = useState<Refusal | null>(null);
	const deskLine = useRef<DeskLine | null>(null);
	const socket = useRef<LiveSocket | null>(null);
	const call = useRef<Call | null>(null);
	const older = useRef<() => Promise<void>>(undefined);
	const tell = useRef<() => void>(undefined);
	const callStats = useCallback(async () => (await call.current?.stats()) ?? null, []);
	const saving = useSaving(callState.state === "connected", callStats, room?.peerMedia ?? null);
	const isSaved = saving.isAudioOnly || saving.isWeak;
	const sentVideo = isSaved ? null : video;
	const tracks = useRef<Tracks>(NO_TRACKS);
	tracks.current = { audio, video: sentVideo, screen: screen.video, screenAudio: screen.audio };
	const audioOnly = useRef(false);
	audioOnly.current = saving.isAudioOnly;
	const [signs] = useState(() => new Signs());
	const [takingPart] = useTakingPart();
	const [captions, tellCaptions] = useState<CaptionsGiven>("off");
	const sending = { microphone: audio !== null, camera: sentVideo !== null, screen: screen.video !== null };
	const more = {
		...toldOf(takingPart, captions),
		...(saving.isWeak && video !== null && { weak_line: true }),
		...(saving.audioOnly.switches > 0 && { audio_only: saving.audioOnly.switches }),
	};
	const told = useRef({ sending, more });
	told.current = { sending, more };

	useEffect(() => {
		let latest: RoomState | null = null;
		const show = (next: RoomState | null) => {
			latest = next;
			setRoom(next);
		};
		const seePeer = () => {
			if (latest?.peerReconnecting) show(peerSeen(latest));
		};
		let isConnected = false;
		const showCall = (next: CallShown) => {
			// Becoming connected is a sign of the peer; a call that still is says nothing new.
			if (next.state === "connected" && !isConnected) seePeer();
			isConnected = next.state === "connected";
			setCallState(next);
		};
		const view = { id, latest: () => latest, show };
		let hasTold = false;
		let isServerOfBefore = false;
		// It is kept nowhere, so whoever comes has to be told.
		const tellMedia = () => {
			if (!latest || latest.ended) return;
			const isOurs = latest.interview.video.provider === "webrtc";
			const { sending, more } = told.current;
			const writes = more.takes_part === "writing";
			// Of ZEGO's devices we know nothing, but that there are none in writing.
			if (!isOurs && !writes && !hasTold) return;
			const sent = isOurs ? sending : { microphone: !writes, camera: !writes };
			live.sendNow("media.set", isServerOfBefore ? sent : { ...sent, ...more });
			hasTold = true;
		};
		tell.current = tellMedia;
		older.current = readOlderChat(view);
		const beginCall = (snapshot: RoomSnapshot) => {
			if (call.current) call.current.setIceServers(iceServersOf(snapshot.interview));
			else call.current = makeCall(snapshot, live, showCall);
			// Neither sent nor received, whatever the other's client offers.
			call.current?.setAudioOnly(audioOnly.current || !arePossible(snapshot.interview));
			for (const slot of SLOTS) call.current?.setTrack(slot, tracks.current[slot]);
			call.current?.begin(isPeerConnected(snapshot));
		};
		const comesOrGoes = (how: (typeof PRESENCE)[keyof typeof PRESENCE]) => {
			call.current?.[how]();
			if (how !== "peerArrived") return;
			tellMedia();
			signs.tell({ type: "back" });
		};
		const onFrame = (frame: ServerFrame, isOld: boolean) => {
			if (frame.type === "interview.snapshot") {
				show(fromSnapshot(frame.data, latest));
				void readWhatIsMissing(view, frame.data);
				void older.current?.();
				beginCall(frame.data);
				tellMedia();
				signs.tell({ type: "back" });
			} else if (frame.type === "signal") {
				if (latest) show(after(latest, frame));
				call.current?.onSignal(frame.data);
			} else if (!isOld && latest) {
				show(after(latest, frame));
				if (isSign(frame) && isUsable(frame) && frame.data.user_id === latest.interview.peer.id) signs.tell(frame);
				if (isPresence(frame) && frame.data.user_id === latest.interview.peer.id) comesOrGoes(PRESENCE[frame.type]);
				if (NEW_QUESTION.has(frame.type)) void refreshInterview(view);
				if (frame.type === "interview.ended") {
					call.current?.close();
					for (const key of ["match", "history", "bookings"]) void queryClient.invalidateQueries({ queryKey: [key] });
				}
			}
		};
		const live = new LiveSocket(`/ws/interview/live?interview_id=${id}`, () => [`interview:${id}`], {
			frame: (frame, isOld) => {
				onFrame(frame, isOld);
				if (frame.type === "interview.snapshot") shared.begin();
			},
			state: (state, why) => setLine({ state, why }),
			binary: (message) => shared.onMessage(message),
			refused: ({ code, detail }) => {
				if (REFUSED_CHANGE.has(code)) shared.beginAgain(detail);
				// The server asks for the change again once it can store it.
				else if (code === "document_unsaved" && latest) show(after(latest, { type: "document.unsaved" }));
				else if (code === "invalid" && isOfBefore(detail)) {
					isServerOfBefore = true;
					tellMedia();
				}
			},
		});
		const shared = new DeskLine({
			isOpen: () => live.state === "open",
			send: (message) => live.sendBinary(message),
			show: setDesk,
			showRefusal: setRefusal,
			peerMoved: seePeer,
		});
		socket.current = live;
		deskLine.current = shared;
		live.open();
		const endRenewal = keepCredentials(view, () => call.current);
		addEventListener("pagehide", shared.keep);
		return () => {
			removeEventListener("pagehide", shared.keep);
			shared.close();
			endRenewal();
			live.close();
			call.current?.close();
			call.current = null;
		};
	}, [id, signs]);

	useEffect(() => call.current?.setTrack("audio", audio), [audio]);
	const receivesNone = saving.isAudioOnly || !agreement.isPossible;
	useEffect(() => call.current?.setAudioOnly(receivesNone), [receivesNone]);
	useEffect(() => call.current?.setTrack("video", sentVideo), [sentVideo]);
	useEffect(() => call.current?.setTrack("screen", screen.video), [screen.video]);
	useEffect(() => call.current?.setTrack("screenAudio", screen.audio), [screen.audio]);
	const limits = useMemo(() => limitsAt(saving.rung, screen.video !== null), [saving.rung, screen.video]);
	// A call that is made later gets them as soon as it is there.
	const hasCall = room !== null;
	// biome-ignore lint/correctness/useExhaustiveDependencies: the call is there once the room is
	useEffect(() => call.current?.setLimits(limits), [limits, hasCall]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: told again when it changes
	useEffect(() => tell.current?.(), [JSON.stringify(told.current)]);

	const send = useCallback<RoomHandle["send"]>(
		(type, data, commandId) => socket.current?.send(type, data, commandId) ?? Promise.resolve(),
		[],
	);
	const sendNow = useCallback<RoomHandle["sendNow"]>((type, data) => socket.current?.sendNow(type, data), []);
	const agree = useCallback(
		(agreed: boolean) => {
			// At once, however long the line takes to say so: a face that was shown can't be taken back.
			setHides(!agreed);
			// Whoever wants to be seen means their camera, too, unless they only want to see.
			if (agreed && !choices.video && !takingPart.writes) toggle("video");
			send("cameras.agree", { agreed }).catch((error: Error) => toast(error.message));
		},
		[send, choices.video, toggle, takingPart.writes],
	);
	const shown = shownOf(callState.remote, room?.peerMedia?.screen === true);
	// Other people's clients may send what they like.
	const remote = { ...shown, video: usePicture(shown.video, agreement.picture) };
	const openDesk = useCallback<RoomHandle["openDesk"]>((make) => deskLine.current?.open(make), []);
	const dismissRefusal = useCallback(() => setRefusal(null), []);
	const tryNow = useCallback(() => socket.current?.tryNow(), []);
	const readOlder = useCallback(() => void older.current?.(), []);
	return {
		...{
			room,
			line: line.state,
			tryNow,
			why: line.why,
			call: { state: callState.state, remote },
			cameras: { ...agreement, video, agree },
			callStats,
			saving,
			desk,
			openDesk,
			refusal,
			dismissRefusal,
			signs,
			tellCaptions,
			send,
			sendNow,
		},
		readOlderChat: readOlder,
	};
}

type PresenceFrame = Extract<ServerFrame, { type: keyof typeof PRESENCE }>;

function isSign(frame: ServerFrame): frame is Extract<Sign, { data: unknown }> {
	return frame.type === "peer.caption" || frame.type === "peer.recording";
}

function isPresence(frame: ServerFrame): frame is PresenceFrame {
	return frame.type in PRESENCE;
}

function makeCall(snapshot: RoomSnapshot, live: LiveSocket, changed: (call: CallShown) => void): Call | null {
	const { video } = snapshot.interview;
	if (video.provider !== "webrtc" || !("RTCPeerConnection" in window)) return null;
	const state = fromSnapshot(snapshot);
	if (state.ended) return null;
	return new Call({
		iceServers: iceServersOf(snapshot.interview),
		polite: video.polite ?? false,
		send: (signal) => live.sendNow("signal.send", signal),
		changed: (callState, remote) => changed({ state: callState, remote }),
	});
}
