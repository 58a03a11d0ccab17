// Runs C in this worker.
import { serve } from "../engine";
import { C, clangFor } from "./wasi/clang";

serve(clangFor(C));
