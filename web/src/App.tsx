// The routes of the app, and the frame around every page.
import { t } from "@lingui/core/macro";
import { Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { useProfile, useSession } from "./api/queries";
import { whyLoggedOut } from "./api/session";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { AccountLanguage } from "./live/AccountLanguage";
import { AskAgain } from "./live/AskAgain";
import { Consented } from "./live/consent/Consented";
import { ConsentSheet } from "./live/consent/ConsentSheet";
import { ExitOfDialog, Exits } from "./live/exit/ExitButton";
import { Live } from "./live/Live";
import { Outdated } from "./live/Outdated";
import { OnDemand } from "./OnDemand";
import { Home } from "./pages/Home";
import { afterLogin } from "./pages/keptLink";
import { Landing } from "./pages/Landing";
import { Login } from "./pages/Login";
import { NotFound } from "./pages/NotFound";
import { Register } from "./pages/Register";
import { CheckDevices } from "./room/ready/CheckDevices";
import { useConfig } from "./sockets/useConfig";
import { Broken } from "./ui/Broken";
import { EndOfDialogs } from "./ui/Dialog";
import { Loading } from "./ui/Page";
import { Shortcuts } from "./ui/Shortcuts";
import { Toasts } from "./ui/Toasts";

export function App() {
	const [path] = useLocation();
	const inRoom = path.startsWith("/room/");
	return (
		<EndOfDialogs value={ExitOfDialog}>
			{!inRoom && (
				<>
					<a className="button primary skip" href="#main">{t`Skip to content`}</a>
					<Header />
				</>
			)}
			<Broken key={path} page>
				<Suspense fallback={<Skeleton />}>
					<Routes />
				</Suspense>
			</Broken>
			{!inRoom && <Footer />}
			<Live check={CheckDevices} />
			<AccountLanguage />
			<ConsentSheet />
			<AskAgain />
			<Outdated />
			<Shortcuts />
			<Exits />
			<Toasts />
		</EndOfDialogs>
	);
}

/** As large as a page: otherwise the footer would be seen, and jump. */
function Skeleton() {
	return (
		<main className="page">
			<Loading height={400} />
		</main>
	);
}

function Routes() {
	const session = useSession();
	useScrollOnNavigation();
	return (
		<Switch>
			<Route path="/verify-email">
				<OnDemand name="verify-email" />
			</Route>
			<Route path="/signed-in">
				<OnDemand name="signed-in" />
			</Route>
			<Route path="/change-email">
				<OnDemand name="change-email" />
			</Route>
			<Route path="/keep-email">
				<OnDemand name="keep-email" />
			</Route>
			<Route path="/reset-password">
				<OnDemand name="reset-password" />
			</Route>
			<Route path="/setup">
				<OnDemand name="setup" />
			</Route>
			<Route path="/invite">
				<OnDemand name="invite" />
			</Route>
			<Route path="/join">
				<OnDemand name="join" />
			</Route>
			<Route path="/help">
				<OnDemand name="help" page="help" />
			</Route>
			<Route path="/privacy">
				<OnDemand name="privacy" page="privacy" />
			</Route>
			<Route path="/conduct">
				<OnDemand name="conduct" page="conduct" />
			</Route>
			<Route path="/licenses">
				<OnDemand name="licenses" />
			</Route>
			{session ? <LoggedInRoutes /> : <LoggedOutRoutes />}
		</Switch>
	);
}

function LoggedOutRoutes() {
	return (
		<Switch>
			{/* Whoever was logged out has to be told so. */}
			<Route path="/" component={whyLoggedOut() ? Login : Landing} />
			<Route path="/login" component={Login} />
			<Route path="/register" component={Register} />
			<Route path="/forgot-password">
				<OnDemand name="forgot-password" />
			</Route>
			<Route path={NEEDS_ACCOUNT} component={Login} />
			<Route component={NotFound} />
		</Switch>
	);
}

/** Where people book and practice. */
const NEEDS_BIRTH_YEAR = /^\/(times|waiting)?\/?$/;

/** The pages of LoggedInRoutes. Whoever isn't logged in can do so there. */
const NEEDS_ACCOUNT =
	/^\/(times|waiting|solo|invites(\/new)?|my-groups|history|progress|news|account|moderation|manage(\/[^/]+)?|(room|review|replay)\/[^/]+)\/?$/;

function LoggedInRoutes() {
	const { data: me } = useProfile();
	const isUnsaid = useConfig()?.birth_year_required && me?.birth_year === null;
	return (
		<Switch>
			{isUnsaid && (
				<Route path={NEEDS_BIRTH_YEAR}>
					<OnDemand name="birth-year" />
				</Route>
			)}
			<Route path="/" component={Home} />
			<Route path="/my-groups">
				<OnDemand name="groups" />
			</Route>
			<Route path="/times">
				<OnDemand name="times" />
			</Route>
			<Route path="/waiting">
				<Consented>
					<OnDemand name="waiting" />
				</Consented>
			</Route>
			<Route path="/invites">
				<OnDemand name="invites" />
			</Route>
			<Route path="/invites/new">
				<OnDemand name="invites-new" />
			</Route>
			<Route path="/solo">
				<OnDemand name="solo" />
			</Route>
			<Route path="/room/:id">
				<Consented>
					<OnDemand name="room" />
				</Consented>
			</Route>
			<Route path="/review/:id">
				<OnDemand name="review" />
			</Route>
			<Route path="/history">
				<OnDemand name="history" />
			</Route>
			<Route path="/replay/:id">
				<OnDemand name="replay" />
			</Route>
			<Route path="/progress">
				<OnDemand name="progress" />
			</Route>
			<Route path="/news">
				<OnDemand name="news" />
			</Route>
			<Route path="/account">
				<OnDemand name="account" />
			</Route>
			<Route path="/moderation">
				<OnDemand name="moderation" />
			</Route>
			<Route path="/manage">
				<OnDemand name="manage" />
			</Route>
			<Route path="/manage/:area">
				<OnDemand name="manage" />
			</Route>
			<Route path="/login">
				<Redirect to={afterLogin()} replace />
			</Route>
			<Route path="/register">
				<Redirect to={afterLogin()} replace />
			</Route>
			<Route component={NotFound} />
		</Switch>
	);
}

function useScrollOnNavigation(): void {
	const [path] = useLocation();
	useEffect(() => {
		if (path) scrollTo(0, 0);
	}, [path]);
}
