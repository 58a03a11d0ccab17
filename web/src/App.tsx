// The routes of the app, and the frame around every page.
import { t } from "@lingui/core/macro";
import { lazy, Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { useSession } from "./api/queries";
import { whyLoggedOut } from "./api/session";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { Live } from "./live/Live";
import { Outdated } from "./live/Outdated";
import { onDemand } from "./onDemand";
import { Home } from "./pages/Home";
import { Landing } from "./pages/Landing";
import { Login } from "./pages/Login";
import { NotFound } from "./pages/NotFound";
import { Register } from "./pages/Register";
import { Broken } from "./ui/Broken";
import { Loading } from "./ui/Page";
import { Shortcuts } from "./ui/Shortcuts";
import { Toasts } from "./ui/Toasts";

const About = lazy(onDemand.help);
const Times = lazy(onDemand.times);
const Waiting = lazy(onDemand.waiting);
const Room = lazy(onDemand.room);
const Review = lazy(onDemand.review);
const History = lazy(onDemand.history);
const Replay = lazy(onDemand.replay);
const Notifications = lazy(onDemand.news);
const Progress = lazy(onDemand.progress);
const Account = lazy(onDemand.account);
const Manage = lazy(onDemand.manage);
const Forgot = lazy(onDemand["forgot-password"]);
const Reset = lazy(onDemand["reset-password"]);
const Verify = lazy(onDemand["verify-email"]);

export function App() {
	const [path] = useLocation();
	const inRoom = path.startsWith("/room/");
	return (
		<>
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
			<Live />
			<Outdated />
			<Shortcuts />
			<Toasts />
		</>
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
			<Route path="/verify-email" component={Verify} />
			<Route path="/reset-password" component={Reset} />
			<Route path="/help">
				<About page="help" />
			</Route>
			<Route path="/privacy">
				<About page="privacy" />
			</Route>
			<Route path="/conduct">
				<About page="conduct" />
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
			<Route path="/forgot-password" component={Forgot} />
			<Route path={NEEDS_ACCOUNT} component={Login} />
			<Route component={NotFound} />
		</Switch>
	);
}

/** The pages of LoggedInRoutes. Whoever isn't logged in can do so there. */
const NEEDS_ACCOUNT =
	/^\/(times|waiting|history|progress|news|account|manage(\/[^/]+)?|(room|review|replay)\/[^/]+)\/?$/;

function LoggedInRoutes() {
	return (
		<Switch>
			<Route path="/" component={Home} />
			<Route path="/times" component={Times} />
			<Route path="/waiting" component={Waiting} />
			<Route path="/room/:id" component={Room} />
			<Route path="/review/:id" component={Review} />
			<Route path="/history" component={History} />
			<Route path="/replay/:id" component={Replay} />
			<Route path="/progress" component={Progress} />
			<Route path="/news" component={Notifications} />
			<Route path="/account" component={Account} />
			<Route path="/manage" component={Manage} />
			<Route path="/manage/:area" component={Manage} />
			<Route path="/login">
				<Redirect to="/" replace />
			</Route>
			<Route path="/register">
				<Redirect to="/" replace />
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
