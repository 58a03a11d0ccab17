// Whether half-time and the end are announced by a sound: a choice of this browser, off at first.
import { browserChoice } from "../ui/browserChoice";

export const { use: useChimes } = browserChoice("mockmate.chime", false);
