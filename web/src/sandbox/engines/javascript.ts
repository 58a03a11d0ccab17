// Runs JavaScript in this worker as Node does. Each program has a worker of its own.
import { serve } from "../engine";
import { runProgram } from "./javascript/run";

serve((program, context) => runProgram("code.js", program, context));
