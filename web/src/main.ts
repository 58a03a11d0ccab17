// The entry point: texts are read as modules are loaded, so their language has to be there before.
import { ready } from "#i18n";
import { loadAhead } from "./pagesOnDemand";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/fields.css";
import "./styles/messages.css";
import "./styles/dialogs.css";
import "./styles/exit.css";
import "./styles/frame.css";
import "./styles/contrast.css";
import "./styles/footer.css";
import "./styles/home.css";
import "./styles/landing.css";
import "./styles/news.css";
import "./styles/pages.css";

void ready.then(async () => {
	const [{ render }] = await Promise.all([import("./start"), loadAhead(location.pathname)]);
	render();
});
