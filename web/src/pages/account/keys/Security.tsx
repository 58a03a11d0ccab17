// What people prove with who they are, beside their password: passkeys, codes of an app, and recovery codes.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../../api/client";
import { Failure, Notice } from "../../../ui/Notice";
import { Loading } from "../../../ui/Page";
import { CodeApp } from "./CodeApp";
import { Passkeys } from "./Passkeys";
import { NewCodes, RecoveryCodes } from "./RecoveryCodes";

export function Security() {
	const [codes, setCodes] = useState<string[]>([]);
	const { data: keys, error, refetch } = useQuery({ queryKey: ["keys"], queryFn: () => ok(api.GET("/auth/keys")) });
	const changed = async (made: string[] = []) => {
		if (made.length) setCodes(made);
		await refetch();
	};
	return (
		<section className="card stack wide-gap">
			<h2 id="security">{t`Security`}</h2>
			<Failure error={error} again={() => void refetch()} />
			{!keys && !error && <Loading height={160} />}
			{keys?.second_step_required && !keys.second_step && (
				<Notice tone="warn">
					{t`Administrators need a second step here. Until you set up a code app, or a passkey as second step, the pages for administrators are closed.`}
				</Notice>
			)}
			{keys && (
				<>
					<Passkeys keys={keys} changed={changed} />
					<CodeApp keys={keys} changed={changed} />
					{keys.second_step && <RecoveryCodes keys={keys} changed={changed} />}
				</>
			)}
			{codes.length > 0 && <NewCodes codes={codes} close={() => setCodes([])} />}
		</section>
	);
}
