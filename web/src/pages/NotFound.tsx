// The page for addresses that do not exist.
import { Link } from "wouter";
import { Page } from "../ui/Page";

export function NotFound() {
	return (
		<Page title="There is nothing here" narrow lead="The address may be mistyped, or what was here is gone.">
			<Link href="/" className="button primary">
				Go home
			</Link>
		</Page>
	);
}
