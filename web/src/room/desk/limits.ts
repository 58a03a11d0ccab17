// The size limits of the shared document, as the server enforces them (mockmate_ws/collab/replica.py and protocol/).
const KIB = 1024;

/** Bytes of a binary message. Y-sync can't split an update, so there is room for a whole document. */
export const LONGEST_MESSAGE = 1024 * KIB;
/** Bytes of text that the server takes. */
const LONGEST_TEXT = 256 * KIB;
/** Past this many bytes nothing is typed or pasted: commenting out or indenting all that is there still fits. */
export const LONGEST_TYPED = LONGEST_TEXT / 2;
