// Joins a ZEGO room with the server's token. The kit's chat, clock, and exit are hidden, since the room has its own.
import { ZegoUIKitPrebuilt } from "@zegocloud/zego-uikit-prebuilt";

export function enter(
	token: string,
	container: HTMLElement | null,
	choices: { audio: boolean; video: boolean },
	hasCamera: boolean,
) {
	const kit = ZegoUIKitPrebuilt.create(token);
	kit.joinRoom({
		container,
		scenario: { mode: ZegoUIKitPrebuilt.OneONoneCall },
		maxUsers: 2,
		turnOnMicrophoneWhenJoining: choices.audio,
		turnOnCameraWhenJoining: choices.video && hasCamera,
		showMyCameraToggleButton: hasCamera,
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
