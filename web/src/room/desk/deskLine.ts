// The line of the shared document over the room's socket: opened once the code for it has come, and replaced after a
// refused change. Whatever comes before is not missed: the server tells of changes only after our first message.
import type { DocumentConnection } from "./documentConnection";

export interface Refusal {
	why: string;
	code: string;
}

interface Room {
	/** Whether the socket is open. */
	isOpen(): boolean;
	send(message: Uint8Array<ArrayBuffer>): void;
	/** Shows this document from now on. */
	show(desk: DocumentConnection): void;
	showRefusal(refusal: Refusal): void;
	/** The peer's cursor moved. */
	peerMoved(): void;
}

export class DeskLine {
	private desk: DocumentConnection | null = null;
	private make: (() => DocumentConnection) | null = null;
	private hasRoom = false;

	constructor(private readonly room: Room) {}

	/** Opens the document; without effect after the first time. */
	open(make: () => DocumentConnection): void {
		if (this.make) return;
		this.make = make;
		this.attach(make());
	}

	/** Requests what is missing, after each snapshot of the room. */
	begin(): void {
		this.hasRoom = true;
		this.desk?.begin();
	}

	onMessage(message: Uint8Array): void {
		this.desk?.onMessage(message);
	}

	/** A refused change can't be removed from our document, so start over with the server's and show the old code. */
	readonly beginAgain = (why: string): void => {
		const before = this.desk;
		// Updates sent right after the refused one may be refused too, after the document was replaced.
		if (!before?.isChanged || !this.make) return;
		this.room.showRefusal({ why, code: before.written });
		before.cursors.off("change", this.seeCursors);
		before.end();
		this.attach(this.make());
	};

	/** Keeps the document for a reload. */
	readonly keep = (): void => this.desk?.keep();

	close(): void {
		this.desk?.cursors.off("change", this.seeCursors);
		this.keep();
	}

	private attach(desk: DocumentConnection): void {
		this.desk = desk;
		desk.cursors.on("change", this.seeCursors);
		desk.attach((message) => this.room.send(message), this.beginAgain);
		this.room.show(desk);
		if (this.hasRoom && this.room.isOpen()) desk.begin();
	}

	private readonly seeCursors = ({ added, updated }: Record<"added" | "updated", number[]>): void => {
		const mine = this.desk?.doc.clientID;
		if ([...added, ...updated].some((client) => client !== mine)) this.room.peerMoved();
	};
}
