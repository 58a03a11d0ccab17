// The button that collapses a pane, and opens it again. A column in which all is collapsed consists of these alone.
import { plural, t } from "@lingui/core/macro";
import { Icon, type IconName } from "../../ui/icons";
import { changeLayout, type Kind, useLayout } from "./panesStorage";
import { type Part, toggled } from "./sizes";

const NAMES: Record<Part, { name: string; icon: IconName }> = {
	faces: { name: t`Faces`, icon: "person" },
	notes: { name: t`Notes`, icon: "notes" },
	question: { name: t`Question`, icon: "question" },
	chat: { name: t`Chat`, icon: "chat" },
};

interface Props {
	kind: Kind;
	part: Part;
	/** How many messages are new. */
	unread?: number;
}

export function PaneToggle({ kind, part, unread = 0 }: Props) {
	const isOpen = !useLayout(kind).closed.includes(part);
	const { name, icon } = NAMES[part];
	const news = plural(unread, { one: "# new message", other: "# new messages" });
	return (
		<button
			type="button"
			className="pane-toggle"
			aria-label={unread > 0 ? `${name}, ${news}` : name}
			aria-expanded={isOpen}
			aria-controls={`pane-${part}`}
			title={isOpen ? t`Collapse: ${name}` : t`Open: ${name}`}
			onClick={() => changeLayout(kind, (layout) => toggled(layout, [part]))}
		>
			<Icon name={icon} />
			{unread > 0 && <span className="pane-badge numbers">{unread}</span>}
			<Icon name={isOpen ? "collapse" : "expand"} />
		</button>
	);
}
