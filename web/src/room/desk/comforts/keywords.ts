// Keywords and snippets of the languages whose grammars bring none.
import { type Completion, type CompletionSource, snippetCompletion } from "@codemirror/autocomplete";
import type { CodeLanguage } from "../../../sockets/frames";
import { isInText } from "./completion";

const JAVA =
	"abstract boolean break byte case catch char class continue default do double else enum extends final finally float for if implements import instanceof int interface long new null package private protected public record return sealed short static super switch synchronized this throw throws true false try var void volatile while yield " +
	"String System Integer Long Double Boolean Character Math List ArrayList LinkedList Map HashMap TreeMap Set HashSet TreeSet Queue Deque ArrayDeque PriorityQueue Arrays Collections Optional Stream StringBuilder Comparator Scanner Object println";
const C =
	"auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while bool true false NULL size_t int32_t int64_t uint32_t uint64_t " +
	"printf scanf malloc calloc realloc free memcpy memset strlen strcmp strcpy qsort";
const WORDS: Partial<Record<CodeLanguage, string>> = {
	java: JAVA,
	kotlin:
		"abstract as break by catch class companion const constructor continue data do else enum false final finally for fun if import in inline interface internal is it lateinit null object open operator override package private protected public return sealed super suspend this throw true try typealias val var vararg when while " +
		"Int Long Double Boolean Char String List MutableList Map MutableMap Set MutableSet Array IntArray Pair println listOf mutableListOf mapOf mutableMapOf setOf mutableSetOf arrayOf ArrayDeque PriorityQueue",
	c: C,
	cpp:
		`${C} catch class constexpr const_cast decltype delete dynamic_cast explicit friend mutable namespace new noexcept nullptr operator override private protected public reinterpret_cast static_cast template this throw try typename using virtual ` +
		"std string vector map unordered_map set unordered_set pair queue priority_queue stack deque array optional tuple cout cin endl sort push_back emplace_back begin end size empty make_pair make_unique unique_ptr shared_ptr include",
	csharp:
		"abstract as async await base bool break byte case catch char class const continue decimal default delegate do double else enum event false finally float for foreach get if in int interface internal is long namespace new null object out override params private protected public readonly record ref return sealed set short static string struct switch this throw true try typeof using var virtual void where while yield " +
		"Console WriteLine ReadLine List Dictionary HashSet Queue Stack PriorityQueue Math Linq Enumerable StringBuilder Task",
	rust: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while i32 i64 u8 u32 u64 usize f64 bool char str String Vec Option Some None Result Ok Err Box HashMap HashSet BTreeMap VecDeque BinaryHeap println format vec iter into_iter collect unwrap clone",
	ruby: "alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield attr_accessor attr_reader attr_writer require puts print each each_with_index map select reject reduce lambda proc Array Hash String Integer Struct",
	php: "abstract and array as break case catch class clone const continue declare default do echo else elseif enum extends final finally fn for foreach function global if implements instanceof interface match namespace new null or private protected public readonly return static switch this throw true false try use var while yield count strlen array_map array_filter array_keys in_array isset empty",
	swift:
		"actor as associatedtype async await break case catch class continue default defer deinit do else enum extension fallthrough false final for func guard if import in init inout internal is lazy let mutating nil open override private protocol public repeat return self Self static struct subscript super switch throw throws true try typealias var weak where while Int Double Bool String Character Array Dictionary Set Optional print count append isEmpty",
	lua: "and break do else elseif end false for function goto if in local nil not or repeat return then true until while print pairs ipairs tonumber tostring type table insert remove concat sort string format math floor require setmetatable",
	html: "html head body title meta link script style div span header footer main nav section article aside form input button label select option textarea table thead tbody tr th td ul ol li img p h1 h2 h3 br hr strong em code pre class id href src type name value placeholder aria-label onclick color background margin padding border display flex grid gap width height font-size font-weight addEventListener querySelector createElement document window const let function return",
};

type Snippet = readonly [label: string, detail: string, template: string];
const CURLY: readonly Snippet[] = [
	["if", "block", "if (#{condition}) {\n\t#{}\n}"],
	["while", "loop", "while (#{condition}) {\n\t#{}\n}"],
];
const COUNTED: Snippet = ["for", "loop", "for (int #{i} = 0; #{i} < #{n}; #{i}++) {\n\t#{}\n}"];
const SNIPPETS: Partial<Record<CodeLanguage, readonly Snippet[]>> = {
	java: [
		...CURLY,
		COUNTED,
		["for", "each", "for (#{var} #{item} : #{items}) {\n\t#{}\n}"],
		["main", "method", "public static void main(String[] args) {\n\t#{}\n}"],
	],
	kotlin: [
		...CURLY,
		["for", "each", "for (#{item} in #{items}) {\n\t#{}\n}"],
		["fun", "function", "fun #{name}(#{parameters}): #{Int} {\n\t#{}\n}"],
	],
	c: [...CURLY, COUNTED, ["main", "function", "int main(void) {\n\t#{}\n\treturn 0;\n}"]],
	cpp: [
		...CURLY,
		COUNTED,
		["for", "each", "for (const auto& #{item} : #{items}) {\n\t#{}\n}"],
		["main", "function", "int main() {\n\t#{}\n}"],
	],
	csharp: [...CURLY, COUNTED, ["foreach", "loop", "foreach (var #{item} in #{items})\n{\n\t#{}\n}"]],
	rust: [
		["fn", "function", "fn #{name}(#{parameters}) -> #{i32} {\n\t#{}\n}"],
		["for", "each", "for #{item} in #{items} {\n\t#{}\n}"],
		["if", "block", "if #{condition} {\n\t#{}\n}"],
		["match", "block", "match #{value} {\n\t#{pattern} => #{},\n}"],
	],
	ruby: [
		["def", "method", "def #{name}(#{parameters})\n\t#{}\nend"],
		["each", "loop", "#{items}.each do |#{item}|\n\t#{}\nend"],
		["if", "block", "if #{condition}\n\t#{}\nend"],
	],
	php: [...CURLY, ["function", "definition", "function #{name}(#{parameters})\n{\n\t#{}\n}"]],
	swift: [
		["func", "function", "func #{name}(#{parameters}) -> #{Int} {\n\t#{}\n}"],
		["for", "each", "for #{item} in #{items} {\n\t#{}\n}"],
	],
	lua: [
		["function", "definition", "function #{name}(#{parameters})\n\t#{}\nend"],
		["for", "loop", "for #{i} = 1, #{n} do\n\t#{}\nend"],
		["if", "block", "if #{condition} then\n\t#{}\nend"],
	],
	sql: [
		["select", "statement", "SELECT #{columns}\nFROM #{table}\nWHERE #{condition};"],
		["join", "clause", "JOIN #{table} ON #{condition}"],
	],
	html: [["html", "page", '<!doctype html>\n<html lang="en">\n\t<title>#{title}</title>\n\t#{}\n</html>']],
};

/** Returns the source of a language's keywords and snippets, which comments and strings have none of. */
export function keywordsOf(language: CodeLanguage): CompletionSource {
	const snippets = (SNIPPETS[language] ?? []).map(([label, detail, template]) =>
		snippetCompletion(template, { label, detail, type: "keyword" }),
	);
	const words = new Set(WORDS[language]?.split(" "));
	const options: Completion[] = [...snippets, ...[...words].map((label) => ({ label, type: "keyword" }))];
	return (context) => {
		const typed = context.matchBefore(/[\w$]+$/);
		if (options.length === 0 || (!typed && !context.explicit) || isInText(context.state, context.pos)) return null;
		return { from: typed?.from ?? context.pos, options };
	};
}
