// The size limits of the shared document, as the server enforces them (mockmate_ws/collab/replica.py and protocol/).
const KIB = 1024;

/** Bytes of a binary message. y-sync can't split an update, so a whole document must fit. */
export const LONGEST_MESSAGE = 1024 * KIB;
/** Bytes of text that the server accepts. */
const LONGEST_TEXT = 256 * KIB;
/** Beyond this many bytes the editor takes no input, so that commenting out or indenting everything still fits. */
export const LONGEST_TYPED = LONGEST_TEXT - 56 * KIB;
