// Compiles a program by TypeScript itself; loaded only for programs that need it.
import { decode } from "@jridgewell/sourcemap-codec";
import ts from "typescript";
import { type Position, SyntaxFault, type Translated } from "../javascript/translated";

const { ScriptTarget, ModuleKind } = ts;

export function compile(code: string): Translated {
	const { outputText, sourceMapText, diagnostics } = ts.transpileModule(code, {
		reportDiagnostics: true,
		compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.ESNext, sourceMap: true },
	});
	const [fault] = diagnostics ?? [];
	if (fault) {
		const place = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0);
		const words = ts.flattenDiagnosticMessageText(fault.messageText, "\n");
		throw new SyntaxFault(new SyntaxError(words), place ? { line: place.line + 1, column: place.character + 1 } : null);
	}
	const mappings = decode((JSON.parse(sourceMapText ?? "{}") as { mappings: string }).mappings);
	return {
		code: outputText.replace(/\/\/# sourceMappingURL=.*$/, ""),
		original({ line, column }): Position {
			const segment = mappings[line - 1]?.findLast(([from]) => from < column);
			if (!segment || segment.length === 1) return { line, column };
			return { line: segment[2] + 1, column: segment[3] + 1 };
		},
	};
}
