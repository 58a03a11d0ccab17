// A short form that is sent as a whole. Field errors appear at their fields, all others below the form.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type InputHTMLAttributes, useState } from "react";
import { fieldError } from "../api/problems";
import { Button } from "./Button";
import { Field } from "./Field";
import { Failure } from "./Notice";
import { Strength } from "./Strength";

interface Input<Name extends string> extends InputHTMLAttributes<HTMLInputElement> {
	name: Name;
	label: string;
	hint?: string;
}

interface Props<Name extends string> {
	fields: readonly Input<Name>[];
	/** What stands in fields at first. */
	initial?: Partial<Record<Name, string>>;
	/** Submits the values; the fields are cleared afterwards. */
	send(values: Record<Name, string>): Promise<unknown>;
	/** Returns a better error message for a field than the server's, if there is one. */
	errorAt?(error: unknown, name: Name): string | undefined;
	action: string;
	/** Whether submitting is the main action of the page. */
	main?: boolean;
}

export const EMAIL = { label: t`Email address`, type: "email", autoComplete: "email", required: true } as const;
export const PASSWORD = { type: "password", autoComplete: "current-password", required: true } as const;
export const NEW_PASSWORD = {
	type: "password",
	autoComplete: "new-password",
	required: true,
	minLength: 8,
	maxLength: 128,
	hint: t`At least 8 characters of any kind.`,
} as const;

export function Form<Name extends string>({ fields, send, initial, errorAt = fieldError, action, main }: Props<Name>) {
	const empty = Object.fromEntries(fields.map(({ name }) => [name, ""])) as Record<Name, string>;
	const [values, setValues] = useState({ ...empty, ...initial });
	const { mutate, error, isPending } = useMutation({ mutationFn: send, onSuccess: () => setValues(empty) });
	const errors = fields.map(({ name }) => errorAt(error, name));
	const button = (
		<Button type="submit" busy={isPending} {...(main && { kind: "primary", className: "wide" })}>
			{action}
		</Button>
	);
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!isPending) mutate(values);
			}}
		>
			{fields.map((one, index) => (
				<div key={one.name}>
					<Field
						{...one}
						value={values[one.name] ?? ""}
						onChange={(event) => setValues((before) => ({ ...before, [one.name]: event.target.value }))}
						error={errors[index]}
					/>
					{one.autoComplete === "new-password" && (
						<Strength
							password={values[one.name] ?? ""}
							known={fields.filter(({ type }) => type !== "password").map(({ name }) => values[name] ?? "")}
						/>
					)}
				</div>
			))}
			<Failure error={errors.some(Boolean) ? null : error} />
			{main ? button : <div>{button}</div>}
		</form>
	);
}
