// A button with a busy state, in which it keeps its size and focus and can't be pressed again.
import type { ButtonHTMLAttributes, Ref } from "react";
import { Icon, type IconName } from "./icons";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
	kind?: "primary" | "quiet" | "danger" | "plain";
	busy?: boolean;
	icon?: IconName;
	ref?: Ref<HTMLButtonElement>;
}

export function Button({ kind = "plain", busy = false, icon, className = "", children, onClick, ...rest }: Props) {
	return (
		<button
			type="button"
			className={`button ${kind} ${className}`}
			aria-disabled={busy || undefined}
			aria-busy={busy || undefined}
			onClick={(event) => {
				if (busy) event.preventDefault();
				else onClick?.(event);
			}}
			{...rest}
		>
			{icon && <Icon name={icon} />}
			{children}
		</button>
	);
}
