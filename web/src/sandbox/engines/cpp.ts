// Runs C++ in this worker.
import { serve } from "../engine";
import { CPP, clangFor } from "./wasi/clang";

serve(clangFor(CPP));
