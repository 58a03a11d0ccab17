// A button that can be busy: it keeps its size and its focus, and isn't pressed twice.
import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./icons";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
	kind?: "primary" | "quiet" | "danger" | "plain";
	busy?: boolean;
	icon?: IconName;
}

export function Button({ kind = "plain", busy = false, icon, className = "", children, onClick, ...rest }: Props) {
	return (
		<button
			type="button"
			className={`button ${kind} ${className}`}
			aria-disabled={busy || undefined}
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
