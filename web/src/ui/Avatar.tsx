// Who somebody is at a glance: their initials on a color of their own. Always beside their name, so it says nothing aloud.
import { initialsOf, plainNameOf } from "./names";
import "../styles/avatar.css";

interface Props {
	person: { id: number; username: string; full_name: string | null };
	large?: boolean;
}

const COLORS = 8;

export function Avatar({ person, large }: Props) {
	return (
		<span className={large ? "avatar large" : "avatar"} data-color={person.id % COLORS} aria-hidden="true">
			{initialsOf(plainNameOf(person))}
		</span>
	);
}
