// The account: who you are to others, your password and logins, your data.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "../api/client";
import { signOut, useProfile } from "../api/queries";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { reliability } from "../ui/words";
import { Address } from "./account/Address";
import { DeleteAccount } from "./account/DeleteAccount";
import { Password } from "./account/Password";
import { ProfileForm } from "./account/ProfileForm";

export default function Account() {
	const { data: me, error, refetch } = useProfile();
	return (
		<Page title="Account" narrow>
			<Failure error={error} again={() => void refetch()} />
			{me ? (
				<div className="stack" style={{ "--gap": "20px" } as React.CSSProperties}>
					<Address me={me} />
					<section className="card">
						<h2>Profile</h2>
						<ProfileForm me={me} />
						<p className="small muted own-reliability">
							What your peers see of your reliability: {reliability(me.reliability)}.
						</p>
					</section>
					<Logins />
					<section className="card">
						<h2>Password</h2>
						<Password />
					</section>
					<Data />
					<div>
						<Button onClick={() => void signOut()}>Log out</Button>
					</div>
				</div>
			) : (
				!error && <Loading height={400} />
			)}
		</Page>
	);
}

function Logins() {
	const { data, error, refetch } = useQuery({ queryKey: ["logins"], queryFn: () => ok(api.GET("/auth/sessions")) });
	const end = (id: string) =>
		ok(api.DELETE("/auth/sessions/{session_id}", { params: { path: { session_id: id } } })).then(
			() => refetch(),
			(problem: Error) => toast(problem.message),
		);
	return (
		<section className="card">
			<h2>Where you are logged in</h2>
			<Failure error={error} again={() => void refetch()} />
			<ul className="lines">
				{data?.items.map((login) => (
					<li key={login.id} className="spread">
						<div>
							<strong>{device(login.user_agent)}</strong>{" "}
							{login.current && <span className="tag accent">This one</span>}
							<p className="small muted">
								Last used <Time at={login.last_used_at} form="relative" />
							</p>
						</div>
						{!login.current && <Button onClick={() => void end(login.id)}>End</Button>}
					</li>
				))}
			</ul>
		</section>
	);
}

/** "Chrome on Linux": what people know their devices by. */
function device(agent: string | null): string {
	const found = (pairs: readonly (readonly [RegExp, string])[]) =>
		pairs.find(([pattern]) => pattern.test(agent ?? ""))?.[1];
	const browser = found([
		[/Edg\//, "Edge"],
		[/Firefox\//, "Firefox"],
		[/Chrom(e|ium)\//, "Chrome"],
		[/Safari\//, "Safari"],
	]);
	const system = found([
		[/Android/, "Android"],
		[/iPhone|iPad/, "iOS"],
		[/Windows/, "Windows"],
		[/Mac OS/, "macOS"],
		[/Linux/, "Linux"],
	]);
	if (browser && system) return `${browser} on ${system}`;
	return agent ? agent.slice(0, 40) : "Unknown device";
}

function Data() {
	const download = async () => {
		try {
			const data = await ok(api.GET("/users/me/export"));
			const link = document.createElement("a");
			link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
			link.download = "mock-mate.json";
			link.click();
			URL.revokeObjectURL(link.href);
		} catch (error) {
			toast(error instanceof Error ? error.message : "That didn't work.");
		}
	};
	return (
		<section className="card stack">
			<h2>Your data</h2>
			<p className="muted">
				Everything that is stored about you, as a file. Deleting the account takes your name and address away for good;
				what you said to others stays with them, without your name.
			</p>
			<div className="row">
				<Button onClick={() => void download()}>Download</Button>
				<DeleteAccount />
			</div>
		</section>
	);
}
