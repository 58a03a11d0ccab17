// Enters a ZEGO room with what the server gave for it. The chat, the clock and the ways out are ours, so the kit's go.
import { ZegoUIKitPrebuilt } from "@zegocloud/zego-uikit-prebuilt";

export function enter(token: string, container: HTMLElement | null, choices: { audio: boolean; video: boolean }) {
	const kit = ZegoUIKitPrebuilt.create(token);
	kit.joinRoom({
		container,
		scenario: { mode: ZegoUIKitPrebuilt.OneONoneCall },
		maxUsers: 2,
		turnOnMicrophoneWhenJoining: choices.audio,
		turnOnCameraWhenJoining: choices.video,
		showPreJoinView: false,
		showLeavingView: false,
		showTextChat: false,
		showUserList: false,
		showRoomDetailsButton: false,
		showScreenSharingButton: false,
		showLayoutButton: false,
		showPinButton: false,
		showMoreButton: false,
	});
	return () => kit.destroy();
}
