// The public profile, and the settings that matching uses.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { fieldError, is } from "../../api/problems";
import type { Profile } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Field, Select } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { languageOptions, zoneOptions } from "../../ui/words";

export function ProfileForm({ me }: { me: Profile }) {
	const client = useQueryClient();
	// Only these are sent: what another device has changed meanwhile stays.
	const [changes, setChanges] = useState<Partial<Pick<Profile, "full_name" | "username" | "time_zone" | "languages">>>(
		{},
	);
	const { full_name, username, time_zone, languages } = { ...me, ...changes };
	const change = (more: typeof changes) => setChanges((before) => ({ ...before, ...more }));
	const save = useMutation({
		mutationFn: (body: typeof changes) =>
			ok(
				api.PATCH("/users/me", {
					body: { ...body, ...("full_name" in body && { full_name: body.full_name?.trim() || null }) },
				}),
			),
		onSuccess: async (_, sent) => {
			toast(t`Profile saved.`);
			await client.invalidateQueries({ queryKey: ["me"] });
			setChanges((now) => (now === sent ? {} : now));
		},
	});
	const toggle = (code: string) =>
		change({
			languages: languages.includes(code) ? languages.filter((one) => one !== code) : [...languages, code],
		});
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				save.mutate(changes);
			}}
		>
			<Field
				label={t`Name`}
				autoComplete="name"
				maxLength={100}
				value={full_name ?? ""}
				onChange={(event) => change({ full_name: event.target.value })}
				error={fieldError(save.error, "full_name")}
			/>
			<Field
				label={t`Username`}
				autoComplete="username"
				required
				minLength={2}
				maxLength={30}
				value={username}
				onChange={(event) => change({ username: event.target.value })}
				error={is(save.error, "username_taken") ? t`This username is taken.` : fieldError(save.error, "username")}
			/>
			<Select
				label={t`Time zone`}
				hint={t`Used in emails. Pages use your device’s time zone.`}
				value={time_zone}
				onChange={(zone) => change({ time_zone: zone })}
				options={zoneOptions(time_zone)}
			/>
			<fieldset>
				<legend>{t`Languages you speak`}</legend>
				<div className="languages">
					{languageOptions(me.languages).map(([code, label]) => (
						<label key={code} className="check">
							<input type="checkbox" checked={languages.includes(code)} onChange={() => toggle(code)} />
							{label}
						</label>
					))}
				</div>
				{languages.length === 0 && <p className="field-error">{t`Choose at least one.`}</p>}
			</fieldset>
			{me.birth_year !== null && (
				<p className="small muted">{t`Year of birth: ${String(me.birth_year)}. Only an administrator can change it.`}</p>
			)}
			<Failure error={is(save.error, "username_taken") ? null : save.error} />
			<div>
				<Button type="submit" kind="primary" busy={save.isPending} disabled={languages.length === 0}>{t`Save`}</Button>
			</div>
		</form>
	);
}
