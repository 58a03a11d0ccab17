// Pages that nobody enters before they have agreed to what is kept: the waiting room, and the room with its devices.
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { consentFirst, hasAgreed } from "../../api/consent";
import { NotAgreed } from "../../api/problems";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";

export function Consented({ children }: { children: ReactNode }) {
	const [, navigate] = useLocation();
	const [isOpen, setOpen] = useState(hasAgreed);
	const [error, setError] = useState<unknown>(null);
	const ask = useCallback(() => {
		setError(null);
		consentFirst().then(
			() => setOpen(true),
			(why) => (why instanceof NotAgreed ? navigate("/") : setError(why)),
		);
	}, [navigate]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: asked once
	useEffect(() => {
		if (!isOpen) ask();
	}, []);
	if (isOpen) return children;
	return (
		<main className="page">
			<Failure error={error} again={ask} />
			{error === null && <Loading height={400} />}
		</main>
	);
}
