// The command that ends an interview, for connections that break before its ack.
import { ROOM_OVER } from "../sockets/closing";
import { SocketClosed } from "../sockets/socket";
import type { RoomHandle } from "./useRoom";

/** Ends the interview. Resolves too when the ack was lost with the connection and the room is over by then. */
export async function endInterview(send: RoomHandle["send"], requeue: boolean): Promise<void> {
	try {
		await send("interview.end", { requeue });
	} catch (error) {
		if (!(error instanceof SocketClosed && error.closeCode === ROOM_OVER)) throw error;
	}
}
