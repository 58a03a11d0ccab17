// Who somebody is at a glance: their picture, or initials on a color of their own. Their name is beside it, so it says
// nothing aloud.
import { usePicture } from "../api/pictures";
import { initialsOf, plainNameOf } from "./names";
import "../styles/avatar.css";

interface Props {
	person: { id: number; username: string; full_name: string | null };
	large?: boolean;
}

const COLORS = 8;

export function Avatar({ person, large }: Props) {
	const picture = usePicture(person.id);
	return (
		<span className={large ? "avatar large" : "avatar"} data-color={person.id % COLORS} aria-hidden="true">
			{picture ? <img src={picture} alt="" /> : initialsOf(plainNameOf(person))}
		</span>
	);
}
