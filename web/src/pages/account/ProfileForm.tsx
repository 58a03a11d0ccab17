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
	const [name, setName] = useState(me.full_name ?? "");
	const [username, setUsername] = useState(me.username);
	const [zone, setZone] = useState(me.time_zone);
	const [languages, setLanguages] = useState(me.languages);
	const save = useMutation({
		mutationFn: () =>
			ok(api.PATCH("/users/me", { body: { full_name: name.trim() || null, username, time_zone: zone, languages } })),
		onSuccess: () => {
			toast(t`Profile saved.`);
			return client.invalidateQueries({ queryKey: ["me"] });
		},
	});
	const toggle = (code: string) =>
		setLanguages((before) => (before.includes(code) ? before.filter((one) => one !== code) : [...before, code]));
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				save.mutate();
			}}
		>
			<Field
				label={t`Name`}
				autoComplete="name"
				maxLength={100}
				value={name}
				onChange={(event) => setName(event.target.value)}
				error={fieldError(save.error, "full_name")}
			/>
			<Field
				label={t`Username`}
				autoComplete="username"
				required
				minLength={2}
				maxLength={30}
				value={username}
				onChange={(event) => setUsername(event.target.value)}
				error={is(save.error, "username_taken") ? t`This username is taken.` : fieldError(save.error, "username")}
			/>
			<Select
				label={t`Time zone`}
				hint={t`Used in emails. Pages use your device’s time zone.`}
				value={zone}
				onChange={setZone}
				options={zoneOptions(zone)}
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
			<Failure error={is(save.error, "username_taken") ? null : save.error} />
			<div>
				<Button type="submit" kind="primary" busy={save.isPending} disabled={languages.length === 0}>{t`Save`}</Button>
			</div>
		</form>
	);
}
