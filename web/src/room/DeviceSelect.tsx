// A choice among the cameras, microphones, or speakers that are plugged in.
import { t } from "@lingui/core/macro";
import { Select } from "../ui/Field";
import { found, type Media, type Sort, speakerOf } from "./media";

const NAMES: Record<Sort, string> = { audio: t`Microphone`, video: t`Camera`, speaker: t`Speaker` };

/** Nothing where there are fewer than `least`. */
export function DeviceSelect({ sort, media, least = 1 }: { sort: Sort; media: Media; least?: number }) {
	const devices = found(media, sort);
	if (devices.length < least) return null;
	const name = NAMES[sort];
	return (
		<Select
			label={name}
			value={chosenOf(sort, media) || (devices[0]?.deviceId ?? "")}
			onChange={(device) => media.choose(sort, device)}
			options={devices.map((one) => [one.deviceId, one.label || name] as const)}
		/>
	);
}

/** What is in use, or else what was chosen and is plugged in. */
function chosenOf(sort: Sort, media: Media): string {
	if (sort === "speaker") return speakerOf(media);
	const track = sort === "audio" ? (media.audio ?? media.unsent) : media.video;
	const chosen = media.choices[`${sort}Device`];
	return track?.getSettings().deviceId ?? found(media, sort).find((one) => one.deviceId === chosen)?.deviceId ?? "";
}
