// The queries and mutations that pages share. A mutation invalidates the queries that show what it changes.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, ok, once, type Schemas } from "./client";
import { consentFirst } from "./consent";
import { Offline, Refused } from "./problems";
import { queryClient } from "./queryClient";
import { current, forget, logIn, subscribe } from "./session";

export type InterviewType = Schemas["InterviewType"];
export type Difficulty = Schemas["Difficulty"];
export type Slot = Schemas["SlotOut"];
export type Booking = Schemas["BookingOut"];
export type Interview = Schemas["InterviewView"];
/** As its two people see it, with their notes and pads. */
export type OwnInterview = Schemas["LiveInterview"];
export type PastInterview = Schemas["PastInterview"];
export type Feedback = Schemas["FeedbackOut"];
export type Profile = Schemas["MyProfile"];
export type Progress = Schemas["MyAnalytics"];

export function useSession() {
	return useSyncExternalStore(subscribe, current);
}

export function useProfile() {
	return useQuery({ queryKey: ["me"], queryFn: () => ok(api.GET("/users/me")) });
}

export function useLiveBookings() {
	return useQuery({
		queryKey: ["bookings"],
		queryFn: async () => (await ok(api.GET("/slots/bookings", { params: { query: { live: true, limit: 50 } } }))).items,
	});
}

export function useRooms() {
	return useQuery({
		queryKey: ["rooms"],
		queryFn: async () => (await ok(api.GET("/match/waiting-room"))).items,
		refetchInterval: 15_000,
	});
}

/** When people usually come: asked only where somebody would be alone. */
export function useBusyHours() {
	return useQuery({
		queryKey: ["busy hours"],
		queryFn: () => ok(api.GET("/match/busy-hours")),
		staleTime: 600_000,
	});
}

/** Returns one busy hour in iCalendar format. */
export function busyHourCalendar(type: InterviewType, startsAt: string): Promise<string> {
	const params = { query: { interview_type: type, starts_at: startsAt } };
	return ok(api.GET("/match/busy-hours/calendar.ics", { params, parseAs: "text" })) as Promise<string>;
}

export interface SlotFilter {
	/** "2027-03-04", in the time zone `zone`. */
	day: string;
	zone: string;
	type: InterviewType | null;
	/** Times of day: start, and exclusive end. */
	hours: readonly [string, string] | null;
}

export function useSlots({ day, zone, type, hours }: SlotFilter) {
	const query = {
		day,
		zone,
		limit: 100,
		...(type && { interview_type: type }),
		...(hours && { from_time: hours[0], to_time: hours[1] }),
	};
	return useQuery({
		queryKey: ["slots", query],
		queryFn: async () => (await ok(api.GET("/slots", { params: { query } }))).items,
	});
}

/** The slots until then that others have booked, or that are popular: few, unless very many people are here. */
export function usePopulatedSlots(to: Date) {
	return useQuery({
		queryKey: ["slots", "with people", to.getTime()],
		queryFn: async () => {
			const found: Slot[] = [];
			let cursor: string | null = null;
			do {
				const query = { with_people: true, to: to.toISOString(), limit: 100, ...(cursor && { cursor }) };
				const page: Schemas["SlotPage"] = await ok(api.GET("/slots", { params: { query } }));
				found.push(...page.items);
				cursor = page.next_cursor;
			} while (cursor);
			return found;
		},
	});
}

export function useInterview(id: string, enabled = true) {
	return useQuery({
		enabled,
		queryKey: ["interview", id],
		queryFn: () => ok(api.GET("/interview/{interview_id}", { params: { path: { interview_id: id } } })),
	});
}

/** The last few interviews. The history page reads all of them, page by page. */
export function useRecent(limit = 4) {
	return useQuery({
		queryKey: ["history", "recent", limit],
		queryFn: async () => (await ok(api.GET("/interview/history", { params: { query: { limit } } }))).items,
	});
}

export function useProgress() {
	return useQuery({ queryKey: ["progress"], queryFn: () => ok(api.GET("/analytics/me")) });
}

/** A mutation that invalidates everything about bookings and waiting rooms. */
export function useBookingAction<In, Out>(work: (input: In) => Promise<Out>) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: work,
		onSettled: () => {
			for (const key of ["bookings", "slots", "rooms", "match", "me"]) {
				void client.invalidateQueries({ queryKey: [key] });
			}
		},
	});
}

export function bookSlot(body: Schemas["BookingIn"]) {
	return ok(api.POST("/slots/book", { body, params: { header: once() } }));
}

export async function changeBooking(id: number, body: Schemas["BookingChanges"]): Promise<Booking> {
	const changed = await ok(api.PATCH("/slots/bookings/{booking_id}", { body, params: { path: { booking_id: id } } }));
	// At once, so that a form opened again begins with it.
	queryClient.setQueryData<Booking[]>(["bookings"], (all) => all?.map((one) => (one.id === id ? changed : one)));
	return changed;
}

export function watch(slotId: number, on: boolean) {
	const params = { path: { slot_id: slotId } };
	return ok(on ? api.POST("/slots/{slot_id}/watch", { params }) : api.DELETE("/slots/{slot_id}/watch", { params }));
}

/** Returns one booking in iCalendar format. */
export function bookingCalendar(id: number): Promise<string> {
	const params = { path: { booking_id: id } };
	return ok(api.GET("/slots/bookings/{booking_id}/calendar.ics", { params, parseAs: "text" })) as Promise<string>;
}

export function cancelBooking(id: number) {
	return ok(api.DELETE("/slots/bookings/{booking_id}", { params: { path: { booking_id: id } } }));
}

/** Enters a waiting room. Before the first, the user is asked to agree to what is kept; rejects if they don't. */
export async function enter(body: Schemas["PairIn"]) {
	await consentFirst();
	return ok(api.POST("/match/pair", { body, params: { header: once() } }));
}

export function leave(slotId: number | null) {
	return ok(api.POST("/match/leave", { body: { slot_id: slotId } }));
}

/** Declines a match that this person has not started. */
export function decline(id: string, reason: Schemas["DeclineReason"]) {
	return ok(
		api.POST("/interview/{interview_id}/decline", {
			body: { reason },
			params: { path: { interview_id: id }, header: once() },
		}),
	);
}

export async function signIn(answer: Promise<Schemas["SessionOut"]>): Promise<void> {
	const session = await answer;
	queryClient.clear();
	logIn(session);
}

/** Logs out here, and on the server if it can be reached. */
export async function signOut(): Promise<void> {
	try {
		await ok(api.POST("/auth/logout"));
	} catch (error) {
		if (!(error instanceof Offline || error instanceof Refused)) throw error;
	}
	forget();
	queryClient.clear();
}
