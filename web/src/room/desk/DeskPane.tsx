// The place of the desk: as large before the editor has come, which is loaded after call and chat.
import { t } from "@lingui/core/macro";
import { type ComponentProps, lazy, Suspense } from "react";
import { Broken } from "../../ui/Broken";

const Desk = lazy(() => import("./Desk"));

export function DeskPane({ hidden, ...props }: ComponentProps<typeof Desk> & { hidden: boolean }) {
	return (
		<section className="pane desk" hidden={hidden} aria-label={props.side === "board" ? t`Board` : t`Code`}>
			<Broken>
				<Suspense fallback={<p className="loading desk-loading" role="status">{t`Loading the editor …`}</p>}>
					<Desk {...props} />
				</Suspense>
			</Broken>
		</section>
	);
}
