
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

indirect enum mm_Value {
    case null, bool(Bool), whole(Int), real(Double), text(String), list([mm_Value]), map([(String, mm_Value)])
}
struct mm_Misfit: Error, CustomStringConvertible {
    let description: String
    init(_ wanted: String) { description = "An argument does not fit its type: it is not \(wanted)." }
}

func mm_read(_ lines: inout IndexingIterator<[String]>) -> mm_Value {
    let line = lines.next()!
    let rest = String(line.dropFirst())
    switch line.first! {
    case "T": return .bool(true)
    case "F": return .bool(false)
    case "#": return .whole(Int(rest)!)
    case ".": return .real(Double(rest)!)
    case "\"": return .text(mm_text(rest))
    case "[": return .list((0..<Int(rest)!).map { _ in mm_read(&lines) })
    case "{":
        return .map((0..<Int(rest)!).map { _ in
            guard case .text(let key) = mm_read(&lines) else { return ("", .null) }
            return (key, mm_read(&lines))
        })
    default: return .null
    }
}

func mm_text(_ escaped: String) -> String {
    var text = ""
    var quoted = false
    for sign in escaped.unicodeScalars {
        if quoted {
            text += sign == "n" ? "\n" : "\\"
            quoted = false
        } else if sign == "\\" {
            quoted = true
        } else {
            text.unicodeScalars.append(sign)
        }
    }
    return text
}

protocol mm_Take { static func mm_take(_ value: mm_Value) throws -> Self }
extension mm_Take where Self: FixedWidthInteger {
    static func mm_take(_ value: mm_Value) throws -> Self {
        if case .whole(let number) = value, let exact = Self(exactly: number) { return exact }
        throw mm_Misfit("an \(Self.self)")
    }
}
extension Int: mm_Take {}
extension Int8: mm_Take {}
extension Int16: mm_Take {}
extension Int32: mm_Take {}
extension Int64: mm_Take {}
extension UInt: mm_Take {}
extension UInt8: mm_Take {}
extension UInt32: mm_Take {}
extension UInt64: mm_Take {}
extension Double: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> Double {
        if case .whole(let number) = value { return Double(number) }
        if case .real(let number) = value { return number }
        throw mm_Misfit("a Double")
    }
}
extension Float: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> Float { return Float(try Double.mm_take(value)) }
}
extension Bool: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> Bool {
        if case .bool(let given) = value { return given }
        throw mm_Misfit("a Bool")
    }
}
extension String: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> String {
        if case .text(let given) = value { return given }
        throw mm_Misfit("a String")
    }
}
extension Character: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> Character {
        if case .text(let given) = value, given.count == 1 { return given.first! }
        throw mm_Misfit("a Character")
    }
}
extension Optional: mm_Take where Wrapped: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> Wrapped? {
        if case .null = value { return nil }
        return try Wrapped.mm_take(value)
    }
}
extension Array: mm_Take where Element: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> [Element] {
        if case .list(let items) = value { return try items.map { try Element.mm_take($0) } }
        throw mm_Misfit("a list")
    }
}
extension Set: mm_Take where Element: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> Set<Element> { return Set(try [Element].mm_take(value)) }
}
extension Dictionary: mm_Take where Key == String, Value: mm_Take {
    static func mm_take(_ value: mm_Value) throws -> [String: Value] {
        guard case .map(let pairs) = value else { throw mm_Misfit("a map") }
        return try Dictionary(pairs.map { ($0.0, try Value.mm_take($0.1)) }, uniquingKeysWith: { $1 })
    }
}

func mm_make<T: mm_Take>(_ value: mm_Value) throws -> T { return try T.mm_take(value) }
func mm_make(_ value: mm_Value) throws -> Any {
    switch value {
    case .null: return Optional<Int>.none as Any
    case .bool(let given): return given
    case .whole(let given): return given
    case .real(let given): return given
    case .text(let given): return given
    case .list(let items): return try items.map { try mm_make($0) as Any }
    case .map(let pairs): return try Dictionary(pairs.map { ($0.0, try mm_make($0.1) as Any) }, uniquingKeysWith: { $1 })
    }
}
func mm_make(_ value: mm_Value) throws -> [Any] {
    guard case .list(let items) = value else { throw mm_Misfit("a list") }
    return try items.map { try mm_make($0) as Any }
}
func mm_make(_ value: mm_Value) throws -> [[Any]] {
    guard case .list(let items) = value else { throw mm_Misfit("a list") }
    return try items.map { try mm_make($0) as [Any] }
}

func mm_show(_ value: Any) -> String {
    if let text = value as? String { return mm_quote(text) }
    if let text = value as? Character { return mm_quote(String(text)) }
    if let text = value as? Substring { return mm_quote(String(text)) }
    if let number = value as? Double {
        return number.isNaN ? "NaN" : number.isInfinite ? (number > 0 ? "Infinity" : "-Infinity") : "\(number)"
    }
    if value is Bool || value is Float { return "\(value)" }
    let mirror = Mirror(reflecting: value)
    let parts = mirror.children.map { $0.value }
    switch mirror.displayStyle {
    case .some(.optional): return parts.first.map { mm_show($0) } ?? "null"
    case .some(.collection), .some(.set): return "[" + parts.map { mm_show($0) }.joined(separator: ",") + "]"
    case .some(.tuple): return parts.isEmpty ? "null" : "[" + parts.map { mm_show($0) }.joined(separator: ",") + "]"
    case .some(.dictionary):
        let pairs = parts.map { pair -> String in
            let sides = Mirror(reflecting: pair).children.map { $0.value }
            return mm_quote("\(sides[0])") + ":" + mm_show(sides[1])
        }
        return "{" + pairs.joined(separator: ",") + "}"
    case .none: return "\(value)"
    default: return "<\(value)>".split(separator: "\n").joined(separator: " ")
    }
}

func mm_quote(_ text: String) -> String {
    var quoted = "\""
    for sign in text.unicodeScalars {
        if sign == "\"" || sign == "\\" || sign.value < 32 {
            let digits = String(sign.value, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
            quoted.unicodeScalars.append(sign)
        }
    }
    return quoted + "\""
}

func mm_attempt(_ given: [mm_Value]) throws -> String {
    __VARIABLES__
    return mm_show(try __CALL__)
}

func mm_attempt_all() {
    let tape: String = __TAPE__
    var lines = tape.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).makeIterator()
    print("__NONCE__:0:begin:")
    for number in 0..<__COUNT__ {
        guard case .list(let given) = mm_read(&lines) else { return }
        var result: String
        do { result = "ok:" + (try mm_attempt(given)) } catch { result = "error:" + mm_quote("\(error)") }
        print("__NONCE__:\(number):\(result)")
        fflush(nil)
    }
}
mm_attempt_all()
