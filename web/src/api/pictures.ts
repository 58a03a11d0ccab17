// Pictures of people: asked for by themselves, since they come and go without any other change.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "./client";

const FRESH = 600_000;

export function pictureKey(userId: number) {
	return ["picture", userId] as const;
}

/** Returns the picture of a person as a data: address; null while there is none to show. */
export function usePicture(userId: number | undefined): string | null {
	const { data } = useQuery({
		queryKey: pictureKey(userId ?? 0),
		enabled: userId !== undefined,
		staleTime: FRESH,
		retry: false,
		queryFn: async () => {
			const params = { path: { user_id: userId ?? 0 } };
			const file = (await ok(api.GET("/users/{user_id}/picture", { params, parseAs: "blob" }))) as Blob | undefined;
			return file?.size ? asAddress(file) : null;
		},
	});
	return data ?? null;
}

export function sendPicture(file: Blob): Promise<unknown> {
	const form = new FormData();
	form.append("picture", file, "picture");
	return ok(api.PUT("/users/me/picture", { body: form as never, bodySerializer: () => form }));
}

export function removePicture(): Promise<unknown> {
	return ok(api.DELETE("/users/me/picture"));
}

function asAddress(file: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(reader.result as string);
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(file);
	});
}
