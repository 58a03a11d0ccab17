// The field for a year of birth, for the forms that ask for it where the operator requires it.
import { t } from "@lingui/core/macro";
import { useConfig } from "../sockets/useConfig";

/** Returns the field, or no field where a year isn't asked for. */
export function useBirthYearField() {
	const config = useConfig();
	if (!config?.birth_year_required) return [];
	const { adult_age: age } = config;
	return [
		{
			name: "birth_year",
			label: t`Year of birth`,
			inputMode: "numeric",
			autoComplete: "bday-year",
			pattern: "[0-9]{4}",
			maxLength: 4,
			required: true,
			hint: t`Minors meet only minors here, without cameras. Only the year is stored, so you count as a minor until the year in which you turn ${age} is over.`,
		},
	] as const;
}

/** What a form with the field sends of it. */
export function birthYearIn({ birth_year }: { birth_year?: string }): { birth_year?: number } {
	return birth_year ? { birth_year: Number(birth_year) } : {};
}
