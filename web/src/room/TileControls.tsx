// What can be done with a picture: enlarge it in the room, fill the screen with it, or take it out into a window.
import { t } from "@lingui/core/macro";
import { type RefObject, useEffect, useState } from "react";
import { ExitButton } from "../live/exit/ExitButton";
import { Button } from "../ui/Button";
import type { IconName } from "../ui/icons";

interface Props {
	video: RefObject<HTMLVideoElement | null>;
	/** Whose picture it is, or what is on it. */
	name: string;
	hasPicture: boolean;
	isLarge: boolean;
	onLarge(): void;
}

export function TileControls({ video, name, hasPicture, isLarge, onLarge }: Props) {
	const { isFull, isOutside } = usePlace(video);
	const fill = () => (isFull ? document.exitFullscreen() : video.current?.parentElement?.requestFullscreen());
	const takeOut = () => (isOutside ? document.exitPictureInPicture() : video.current?.requestPictureInPicture());
	return (
		<>
			{isFull && <ExitButton />}
			<fieldset className="tile-controls" aria-label={name}>
				<Control icon={isLarge ? "shrink" : "enlarge"} label={t`Enlarge`} isOn={isLarge} onPress={onLarge} />
				{document.fullscreenEnabled && <Control icon="full" label={t`Full screen`} isOn={isFull} onPress={fill} />}
				{document.pictureInPictureEnabled && hasPicture && (
					<Control icon="outside" label={t`Picture in picture`} isOn={isOutside} onPress={takeOut} />
				)}
			</fieldset>
		</>
	);
}

interface ControlProps {
	icon: IconName;
	label: string;
	isOn: boolean;
	onPress(): unknown;
}

function Control({ icon, label, isOn, onPress }: ControlProps) {
	return (
		<Button
			className="icon"
			icon={icon}
			aria-label={label}
			aria-pressed={isOn}
			title={label}
			// The browser may refuse; then all stays as it is.
			onClick={() => void Promise.resolve(onPress()).catch(() => undefined)}
		/>
	);
}

/** Where the browser shows the picture, which people may change by its own buttons and keys, too. */
function usePlace(video: RefObject<HTMLVideoElement | null>) {
	const [place, setPlace] = useState({ isFull: false, isOutside: false });
	useEffect(() => {
		const element = video.current;
		if (!element) return;
		const look = () =>
			setPlace({
				isFull: document.fullscreenElement?.contains(element) ?? false,
				isOutside: document.pictureInPictureElement === element,
			});
		const moves = ["enterpictureinpicture", "leavepictureinpicture"];
		document.addEventListener("fullscreenchange", look);
		for (const move of moves) element.addEventListener(move, look);
		return () => {
			document.removeEventListener("fullscreenchange", look);
			for (const move of moves) element.removeEventListener(move, look);
		};
	}, [video]);
	return place;
}
