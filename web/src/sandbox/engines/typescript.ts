// Runs TypeScript in this worker: without its types it is JavaScript, of the same lines. Types are not checked.
import { serve } from "../engine";
import { runProgram } from "./javascript/run";
import { withoutTypes } from "./typescript/withoutTypes";

serve((program, context) => runProgram("code.ts", program, context, withoutTypes));
