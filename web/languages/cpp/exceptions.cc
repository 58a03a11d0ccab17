// C++ exceptions on WebAssembly: what the C++ ABI asks of a run-time library, which the libraries of the compiler lack
// since they were built without exceptions. One thread, as WASI has.
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <ios>
#include <functional>
#include <new>
#include <stdexcept>
#include <typeinfo>
#include <unwind.h>

namespace {

// What stands before a thrown object. The compiler's code knows the address of `unwind` and that of the object after it.
struct Thrown {
    Thrown* outer;  // the one that is handled around this one
    const std::type_info* type;
    void* (*destroy)(void*);  // destructors return what they destroyed
    void* caught;  // the object, or its base that a handler asked for
    int references;
    int handlers;  // negative while it is thrown on
    alignas(16) _Unwind_Exception unwind;

    void* object() { return this + 1; }
    static Thrown* of(void* object) { return static_cast<Thrown*>(object) - 1; }
    static Thrown* of(_Unwind_Exception* unwind) {
        return reinterpret_cast<Thrown*>(reinterpret_cast<char*>(unwind) - offsetof(Thrown, unwind));
    }
};

Thrown* handled = nullptr;
unsigned flying = 0;

// The part of every type_info that decides whether a handler fits; the library's own classes derive from it.
struct Matcher : std::type_info {
    virtual void noop1() const;
    virtual void noop2() const;
    virtual bool can_catch(const Matcher* thrown, void*& object) const = 0;
};

uintptr_t unsigned_number(const uint8_t*& at) {
    uintptr_t number = 0;
    for (int shift = 0;; shift += 7) {
        uint8_t byte = *at++;
        number |= uintptr_t(byte & 0x7f) << shift;
        if (byte < 0x80) return number;
    }
}

intptr_t signed_number(const uint8_t*& at) {
    uintptr_t number = 0;
    for (int shift = 0;;) {
        uint8_t byte = *at++;
        number |= uintptr_t(byte & 0x7f) << shift;
        shift += 7;
        if (byte < 0x80) {
            if (byte & 0x40 && shift < 32) number |= ~uintptr_t(0) << shift;
            return intptr_t(number);
        }
    }
}

}  // namespace

// The tag by which compiled code throws and catches.
asm(".globl __cpp_exception\n.tagtype __cpp_exception i32\n__cpp_exception:\n");

extern "C" {

char* __cxa_demangle(const char* name, char* buffer, size_t* size, int* status);

// The compiler's code tells here where it caught something, and reads which of its handlers fits.
struct {
    uintptr_t place;
    const uint8_t* table;
    uintptr_t selector;
} __wasm_lpad_context;

_Unwind_Reason_Code _Unwind_CallPersonality(void* caught) {
    auto thrown = Thrown::of(static_cast<_Unwind_Exception*>(caught));
    auto at = __wasm_lpad_context.table;
    __wasm_lpad_context.selector = 0;
    if (!at) return _URC_CONTINUE_UNWIND;
    at++;  // where landing pads start: nowhere, as they are numbered
    const uint8_t* types = nullptr;
    if (*at++ != 0xff) {
        auto distance = unsigned_number(at);
        types = at + distance;
    }
    at++;  // how places are written
    auto length = unsigned_number(at);
    auto actions = at + length;
    for (uintptr_t place = 0; at < actions; place++) {
        unsigned_number(at);
        auto action = unsigned_number(at);
        if (place != __wasm_lpad_context.place) continue;
        if (!action) return _URC_CONTINUE_UNWIND;
        at = actions + action - 1;
        while (true) {
            auto index = signed_number(at);
            if (index > 0) {
                auto wanted = reinterpret_cast<Matcher* const*>(types)[-index];
                auto object = thrown->object();
                auto type = static_cast<const Matcher*>(thrown->type);
                if (!wanted || wanted->can_catch(type, object)) {
                    thrown->caught = object;
                    __wasm_lpad_context.selector = index;
                    return _URC_HANDLER_FOUND;
                }
            }
            auto before = at;
            auto next = signed_number(at);
            if (!next) return _URC_CONTINUE_UNWIND;
            at = before + next;
        }
    }
    return _URC_CONTINUE_UNWIND;
}

// Objects name it; nothing calls it.
_Unwind_Reason_Code __gxx_wasm_personality_v0() { return _URC_CONTINUE_UNWIND; }

void* __cxa_allocate_exception(size_t size) noexcept {
    auto thrown = static_cast<Thrown*>(calloc(1, sizeof(Thrown) + size));
    if (!thrown) std::terminate();
    return thrown->object();
}

void __cxa_free_exception(void* object) noexcept { free(Thrown::of(object)); }

void __cxa_increment_exception_refcount(void* object) noexcept {
    if (object) Thrown::of(object)->references++;
}

void __cxa_decrement_exception_refcount(void* object) noexcept {
    if (!object || --Thrown::of(object)->references > 0) return;
    auto thrown = Thrown::of(object);
    if (thrown->destroy) thrown->destroy(object);
    free(thrown);
}

[[noreturn]] static void fly(Thrown* thrown) {
    flying++;
    __builtin_wasm_throw(0, &thrown->unwind);
}

void __cxa_throw(void* object, std::type_info* type, void* (*destroy)(void*)) {
    auto thrown = Thrown::of(object);
    thrown->type = type;
    thrown->destroy = destroy;
    thrown->references = 1;
    thrown->caught = object;
    fly(thrown);
}

void* __cxa_get_exception_ptr(void* caught) noexcept {
    return Thrown::of(static_cast<_Unwind_Exception*>(caught))->caught;
}

void* __cxa_begin_catch(void* caught) noexcept {
    auto thrown = Thrown::of(static_cast<_Unwind_Exception*>(caught));
    thrown->handlers = (thrown->handlers < 0 ? -thrown->handlers : thrown->handlers) + 1;
    if (thrown != handled) {
        thrown->outer = handled;
        handled = thrown;
    }
    flying--;
    return thrown->caught;
}

void __cxa_end_catch() {
    auto thrown = handled;
    if (!thrown) return;
    if (thrown->handlers < 0) {  // it is thrown on: only the last handler lets go of it
        if (++thrown->handlers == 0) handled = thrown->outer;
        return;
    }
    if (--thrown->handlers) return;
    handled = thrown->outer;
    __cxa_decrement_exception_refcount(thrown->object());
}

void __cxa_rethrow() {
    if (!handled) std::terminate();
    handled->handlers = -handled->handlers;
    fly(handled);
}

std::type_info* __cxa_current_exception_type() { return handled ? const_cast<std::type_info*>(handled->type) : nullptr; }

void* __cxa_current_primary_exception() noexcept {
    if (!handled) return nullptr;
    handled->references++;
    return handled->object();
}

void __cxa_rethrow_primary_exception(void* object) {
    if (!object) return;
    // A thrower of its own would need to share the object; one that nobody handles now can fly again as it is.
    Thrown::of(object)->references++;
    fly(Thrown::of(object));
}

bool __cxa_uncaught_exception() noexcept { return flying > 0; }
unsigned __cxa_uncaught_exceptions() noexcept { return flying; }

void __cxa_bad_cast() { throw std::bad_cast(); }
void __cxa_bad_typeid() { throw std::bad_typeid(); }
void __cxa_throw_bad_array_new_length() { throw std::bad_array_new_length(); }

static void name_it(Thrown* thrown) {
    int status;
    auto name = thrown->type->name();
    auto readable = __cxa_demangle(name, nullptr, nullptr, &status);
    fprintf(stderr, "terminate called after throwing an instance of '%s'\n", readable ? readable : name);
    auto object = thrown->object();
    if (static_cast<const Matcher&>(typeid(std::exception)).can_catch(static_cast<const Matcher*>(thrown->type), object))
        fprintf(stderr, "  what():  %s\n", static_cast<std::exception*>(object)->what());
}

// Called by the page for what nothing caught.
__attribute__((export_name("uncaught"))) void uncaught(void* exception) {
    fflush(stdout);
    name_it(Thrown::of(static_cast<_Unwind_Exception*>(exception)));
}

[[noreturn]] static void terminated() {
    fflush(stdout);
    if (handled) name_it(handled);
    else fprintf(stderr, "terminate called without an active exception\n");
    abort();
}
__attribute__((init_priority(101))) struct Setup { Setup() { std::set_terminate(terminated); } } setup;

// A landing pad of a noexcept function.
void __clang_call_terminate_(void*) {}

}  // extern "C"

using namespace std;
// The library was built without exceptions: where it would throw, it calls this with the name of the exception.
[[noreturn]] void library_throws(const char* format, ...) asm("_ZNSt3__222__libcpp_verbose_abortEPKcz");
void library_throws(const char* format, ...) {
    va_list list;
    va_start(list, format);
    char text[512];
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    size_t named = strcspn(text, " ");
    auto is = [&](const char* name) { return strlen(name) == named && !strncmp(text, name, named); };
    string what;
    if (auto quoted = strchr(text, '"')) {
        what = quoted + 1;
        if (auto end = what.rfind('"'); end != string::npos) what.resize(end);
    }
    if (strstr(text, "was thrown in -fno-exceptions mode")) {
        if (is("out_of_range")) throw out_of_range(what);
        if (is("invalid_argument")) throw invalid_argument(what);
        if (is("length_error")) throw length_error(what);
        if (is("runtime_error")) throw runtime_error(what);
        if (is("overflow_error")) throw overflow_error(what);
        if (is("logic_error")) throw logic_error(what);
        if (is("bad_alloc")) throw bad_alloc();
        if (is("bad_array_new_length")) throw bad_array_new_length();
        if (is("bad_cast")) throw bad_cast();
        if (is("bad_function_call")) throw bad_function_call();
        throw runtime_error(text);
    }
    fflush(stdout);
    fprintf(stderr, "%s\n", text);
    abort();
}
