// How the user's camera begins: as they chose in their account, or else as this site wants it.
import type { Schemas } from "../api/client";
import { useProfile } from "../api/queries";
import { useConfig } from "../sockets/useConfig";

/** How a camera begins: off, or blurred, until both agree; or on, which agrees at once. */
export type CameraStart = Schemas["CameraStart"];

/** Off as long as it is not known. */
export function useCameraStart(): CameraStart {
	const { data: me } = useProfile();
	const site = useSiteStart();
	return me === undefined ? "off" : (me.camera_start ?? site ?? "off");
}

export function useSiteStart(): CameraStart | undefined {
	return useConfig()?.camera_start;
}
