# 1 "harness" 3
#include <array>
#include <cstdio>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <exception>
#include <iostream>
#include <iterator>
#include <list>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>
#if __cplusplus >= 201703L
#include <optional>
#include <string_view>
#include <variant>
#endif

namespace mm_ {
using std::string;

// A value, as written on the tape.
struct Value {
	char kind = '_';
	string text;
	long long whole = 0;
	double real = 0;
	std::vector<Value> items;
	std::vector<string> keys;
};

string problem; // why arguments don't fit; without exceptions, which not all compilers have

Value read(const char*& tape) {
	Value value;
	value.kind = *tape++;
	for (; *tape != '\n'; ++tape) {
		if (*tape == '\\') value.text += *++tape == 'n' ? '\n' : '\\';
		else value.text += *tape;
	}
	++tape;
	value.whole = std::strtoll(value.text.c_str(), nullptr, 10);
	value.real = std::strtod(value.text.c_str(), nullptr);
	if (value.kind != '[' && value.kind != '{') return value;
	for (long long left = value.whole; left > 0; --left) {
		if (value.kind == '{') value.keys.push_back(read(tape).text);
		value.items.push_back(read(tape));
	}
	return value;
}

void quote(string& out, const char* text, size_t length) {
	out += '"';
	for (size_t at = 0; at < length; ++at) {
		unsigned char sign = text[at];
		char escaped[8];
		if (sign == '"' || sign == '\\' || sign < 32) std::snprintf(escaped, sizeof escaped, "\\u%04x", sign), out += escaped;
		else out += text[at];
	}
	out += '"';
}

template <class T> struct Tag {};

template <class T> T misfit(const char* wanted) {
	if (problem.empty()) problem = string("An argument does not fit its type: it is not ") + wanted + ".";
	return T();
}

bool take(Value& value, Tag<bool>) { return value.kind == 'T' || (value.kind != 'F' && misfit<bool>("a bool")); }
char take(Value& value, Tag<char>) { return value.kind == '"' && value.text.size() == 1 ? value.text[0] : misfit<char>("a char"); }
string take(Value& value, Tag<string>) { return value.kind == '"' ? value.text : misfit<string>("a string"); }
const char* take(Value& value, Tag<const char*>) { return value.kind == '"' ? value.text.c_str() : misfit<const char*>("a string"); }
char* take(Value& value, Tag<char*>) { return value.kind == '"' ? &value.text[0] : misfit<char*>("a string"); }
template <class T> std::enable_if_t<std::is_integral<T>::value, T> take(Value& value, Tag<T>) {
	T number = static_cast<T>(value.whole);
	bool fits = value.kind == '#' && static_cast<long long>(number) == value.whole && (std::is_signed<T>::value || value.whole >= 0);
	return fits ? number : misfit<T>("a whole number of that size");
}
template <class T> std::enable_if_t<std::is_floating_point<T>::value, T> take(Value& value, Tag<T>) {
	return value.kind == '#' || value.kind == '.' ? static_cast<T>(value.real) : misfit<T>("a number");
}
// Declared before any is defined, since they contain each other.
template <class... T> std::tuple<T...> take(Value&, Tag<std::tuple<T...>>);
template <class A, class B> std::pair<A, B> take(Value&, Tag<std::pair<A, B>>);
template <class T, size_t N> std::array<T, N> take(Value&, Tag<std::array<T, N>>);
template <class C> auto take(Value&, Tag<C>) -> std::enable_if_t<!std::is_same<C, string>::value, decltype(C().insert(C().end(), *C().begin()), C())>;
#if __cplusplus >= 201703L
std::string_view take(Value& value, Tag<std::string_view>) { return value.kind == '"' ? value.text : misfit<std::string_view>("a string"); }
template <class T> std::optional<T> take(Value&, Tag<std::optional<T>>);
template <class... T> std::variant<T...> take(Value&, Tag<std::variant<T...>>);
#endif

template <class M> auto fill(Value& value, M& map, int) -> decltype(map[string()], void()) {
	if (value.kind != '{') return misfit<void>("a map");
	for (size_t at = 0; at < value.items.size(); ++at) map[value.keys[at]] = take(value.items[at], Tag<typename M::mapped_type>());
}
template <class C> void fill(Value& value, C& list, long) {
	if (value.kind != '[') return misfit<void>("a list");
	for (Value& item : value.items) list.insert(list.end(), take(item, Tag<typename C::value_type>()));
}
template <class C> auto take(Value& value, Tag<C>) -> std::enable_if_t<!std::is_same<C, string>::value, decltype(C().insert(C().end(), *C().begin()), C())> {
	C filled;
	fill(value, filled, 0);
	return filled;
}
template <class T, size_t... I> T places(Value& value, std::index_sequence<I...>) {
	if (value.kind != '[' || value.items.size() != sizeof...(I)) return misfit<T>("a list of that length");
	return T{take(value.items[I], Tag<std::decay_t<decltype(std::get<I>(std::declval<T&>()))>>())...};
}
template <class... T> std::tuple<T...> take(Value& value, Tag<std::tuple<T...>>) { return places<std::tuple<T...>>(value, std::index_sequence_for<T...>()); }
template <class A, class B> std::pair<A, B> take(Value& value, Tag<std::pair<A, B>>) { return places<std::pair<A, B>>(value, std::index_sequence<0, 1>()); }
template <class T, size_t N> std::array<T, N> take(Value& value, Tag<std::array<T, N>>) { return places<std::array<T, N>>(value, std::make_index_sequence<N>()); }
#if __cplusplus >= 201703L
template <class T> std::optional<T> take(Value& value, Tag<std::optional<T>>) {
	if (value.kind == '_') return std::nullopt;
	return take(value, Tag<T>());
}
template <class V> V first(Value&) { return misfit<V>("one of the variant's types"); }
template <class V, class T, class... Rest> V first(Value& value) {
	T taken = take(value, Tag<T>());
	if (problem.empty()) return taken;
	problem.clear();
	return first<V, Rest...>(value);
}
template <class... T> std::variant<T...> take(Value& value, Tag<std::variant<T...>>) { return problem.empty() ? first<std::variant<T...>, T...>(value) : std::variant<T...>(); }
inline std::monostate take(Value& value, Tag<std::monostate>) { return value.kind == '_' ? std::monostate() : misfit<std::monostate>("null"); }
#endif

void show(string& out, bool value) { out += value ? "true" : "false"; }
void show(string& out, char value) { quote(out, &value, 1); }
void show(string& out, const string& value) { quote(out, value.data(), value.size()); }
void show(string& out, const char* value) { value ? quote(out, value, std::strlen(value)) : void(out += "null"); }
void show(string& out, char* value) { show(out, static_cast<const char*>(value)); }
template <class T> std::enable_if_t<std::is_integral<T>::value> show(string& out, T value) { out += std::to_string(value); }
template <class T> std::enable_if_t<std::is_floating_point<T>::value> show(string& out, T value) {
	char text[40];
	std::snprintf(text, sizeof text, sizeof(T) == sizeof(float) ? "%.9g" : "%.17g", static_cast<double>(value));
	if (std::isnan(value)) out += "NaN";
	else out += std::isinf(value) ? value < 0 ? "-Infinity" : "Infinity" : text;
}
template <class A, class B> void show(string&, const std::pair<A, B>&);
template <class... T> void show(string&, const std::tuple<T...>&);
template <class C> auto show(string&, const C&) -> decltype(std::declval<const C&>().begin(), void());
#if __cplusplus >= 201703L
inline void show(string& out, std::string_view value) { quote(out, value.data(), value.size()); }
inline void show(string& out, std::monostate) { out += "null"; }
inline void show(string& out, std::nullopt_t) { out += "null"; }
template <class T> void show(string& out, const std::optional<T>& value);
template <class... T> void show(string& out, const std::variant<T...>& value);
#endif

template <class K> void key(string& out, const K& name) {
	string shown;
	show(shown, name);
	if (shown[0] == '"') out += shown;
	else quote(out, shown.data(), shown.size());
}
template <class C> auto members(string& out, const C& map, int) -> decltype(std::declval<typename C::mapped_type>(), void()) {
	out += '{';
	for (const auto& each : map) {
		if (out.back() != '{') out += ',';
		key(out, each.first);
		out += ':';
		show(out, each.second);
	}
	out += '}';
}
template <class C> void members(string& out, const C& list, long) {
	bool more = false;
	out += '[';
	for (const typename C::value_type& each : list) {
		if (more) out += ',';
		more = true;
		show(out, each);
	}
	out += ']';
}
template <class C> auto show(string& out, const C& values) -> decltype(std::declval<const C&>().begin(), void()) { members(out, values, 0); }
template <class T, size_t... I> void places(string& out, const T& values, std::index_sequence<I...>) {
	int each[] = {(out += I ? "," : "[", show(out, std::get<I>(values)), 0)...};
	static_cast<void>(each);
	out += ']';
}
template <class A, class B> void show(string& out, const std::pair<A, B>& values) { places(out, values, std::index_sequence<0, 1>()); }
template <class... T> void show(string& out, const std::tuple<T...>& values) { places(out, values, std::index_sequence_for<T...>()); }
#if __cplusplus >= 201703L
template <class T> void show(string& out, const std::optional<T>& value) { value ? show(out, *value) : void(out += "null"); }
template <class... T> void show(string& out, const std::variant<T...>& value) {
	std::visit([&out](const auto& each) { show(out, each); }, value);
}
#endif

template <class R> struct Call {
	template <class F> static void to(string& out, F call) { show(out, call()); }
};
template <> struct Call<void> {
	template <class F> static void to(string& out, F call) { call(), out += "null"; }
};
template <class R, class... A, class F, size_t... I> void apply(string& out, F function, Value& given, std::index_sequence<I...>) {
	std::tuple<std::decay_t<A>...> args{take(given.items[I], Tag<std::decay_t<A>>())...};
	if (problem.empty()) Call<R>::to(out, [&]() -> R { return function(static_cast<A&&>(std::get<I>(args))...); });
}
template <class R, class... A> void call(string& out, R (*function)(A...), Value& given) {
	static_assert(sizeof...(A) == __ARITY__, "The test cases call __NAME__ with __ARITY__ arguments.");
	apply<R, A...>(out, function, given, std::index_sequence_for<A...>());
}
template <class R, class C, class... A> void call(string& out, R (C::*function)(A...), Value& given) {
	static_assert(sizeof...(A) == __ARITY__, "The test cases call __NAME__ with __ARITY__ arguments.");
	C object{};
	apply<R, A...>(out, [&](A... args) -> R { return (object.*function)(static_cast<A&&>(args)...); }, given, std::index_sequence_for<A...>());
}
template <class R, class C, class... A> void call(string& out, R (C::*function)(A...) const, Value& given) {
	static_assert(sizeof...(A) == __ARITY__, "The test cases call __NAME__ with __ARITY__ arguments.");
	C object{};
	apply<R, A...>(out, [&](A... args) -> R { return (object.*function)(static_cast<A&&>(args)...); }, given, std::index_sequence_for<A...>());
}

template <class F> void attempt(F function, const char*& tape, int number) {
	Value given = read(tape);
	string out, thrown;
	problem.clear();
#ifdef __cpp_exceptions
	try {
		call(out, function, given);
	} catch (const std::exception& error) {
		problem = string("Threw an exception: ") + error.what();
	} catch (...) {
		problem = "Threw something that is no std::exception.";
	}
#else
	call(out, function, given);
#endif
	if (!problem.empty()) out.clear(), quote(out, problem.data(), problem.size());
	std::cout.flush();
	std::printf("__NONCE__:%d:%s:%s\n", number, problem.empty() ? "ok" : "error", out.c_str());
	std::fflush(stdout);
}

template <class F> void attempt_all(F function) {
	const char* tape = __TAPE__;
	std::printf("__NONCE__:0:begin:\n");
	for (int number = 0; number < __COUNT__; ++number) attempt(function, tape, number);
}
} // namespace mm_

int main() { mm_::attempt_all(&__PATH__); }
