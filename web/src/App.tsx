// The routes of the app, and the frame around every page.
import { t } from "@lingui/core/macro";
import { lazy, Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { useSession } from "./api/queries";
import { Header } from "./Header";
import { Live } from "./live/Live";
import { Home } from "./pages/Home";
import { Landing } from "./pages/Landing";
import { Login } from "./pages/Login";
import { NotFound } from "./pages/NotFound";
import { Register } from "./pages/Register";
import { Broken } from "./ui/Broken";
import { Loading } from "./ui/Page";
import { Shortcuts } from "./ui/Shortcuts";
import { Toasts } from "./ui/Toasts";

const Times = lazy(() => import("./pages/Times"));
const Waiting = lazy(() => import("./pages/Waiting"));
const Room = lazy(() => import("./room/Room"));
const Review = lazy(() => import("./pages/Review"));
const History = lazy(() => import("./pages/History"));
const Replay = lazy(() => import("./pages/Replay"));
const Notifications = lazy(() => import("./pages/Notifications"));
const Progress = lazy(() => import("./pages/Progress"));
const Account = lazy(() => import("./pages/Account"));
const Manage = lazy(() => import("./pages/Manage"));
const Forgot = lazy(() => import("./pages/Forgot"));
const Reset = lazy(() => import("./pages/Reset"));
const Verify = lazy(() => import("./pages/Verify"));

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
				<Suspense fallback={<Loading height={400} />}>
					<Routes />
				</Suspense>
			</Broken>
			<Live />
			<Shortcuts />
			<Toasts />
		</>
	);
}

function Routes() {
	const session = useSession();
	useFocusOnNavigation();
	return (
		<Switch>
			<Route path="/verify-email" component={Verify} />
			<Route path="/reset-password" component={Reset} />
			{session ? <LoggedInRoutes /> : <LoggedOutRoutes />}
		</Switch>
	);
}

function LoggedOutRoutes() {
	return (
		<Switch>
			<Route path="/" component={Landing} />
			<Route path="/login" component={Login} />
			<Route path="/register" component={Register} />
			<Route path="/forgot-password" component={Forgot} />
			<Route component={Login} />
		</Switch>
	);
}

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

/** Moves the focus to the new page after navigation, for keyboards and screen readers. */
function useFocusOnNavigation(): void {
	const [path] = useLocation();
	useEffect(() => {
		if (path && document.activeElement === document.body) document.getElementById("main")?.focus();
		scrollTo(0, 0);
	}, [path]);
}
