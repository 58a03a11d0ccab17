// The words for severities, decisions and appeals.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";

export const SEVERITIES: Record<Schemas["Severity"], readonly [label: string, tone: string]> = {
	high: [t`Severe`, "bad"],
	medium: [t`Serious`, "warn"],
	low: [t`Minor`, ""],
};

export const RESOLUTIONS: Record<Schemas["Resolution"], string> = {
	dismissed: t`Dismissed`,
	warned: t`Warned`,
	restricted: t`Text only`,
	suspended: t`Suspended`,
};

export const MEASURES: Record<Schemas["MeasureKind"], string> = {
	warned: t`Warning`,
	restricted: t`Text only`,
	suspended: t`Suspension`,
};

export const OUTCOMES: Record<Schemas["AppealOutcome"], string> = {
	uphold: t`The decision stays.`,
	lift: t`The decision was lifted.`,
};
