
private fun mm_value(lines: Iterator<String>): Any? {
    val line = lines.next()
    val rest = line.substring(1)
    return when (line[0]) {
        'T' -> true
        'F' -> false
        '#' -> rest.toLong()
        '.' -> rest.toDouble()
        '"' -> mm_text(rest)
        '[' -> List(rest.toInt()) { mm_value(lines) }
        '{' -> (1..rest.toInt()).map { (mm_value(lines) as String) to mm_value(lines) }.toMap()
        else -> null
    }
}

private fun mm_text(escaped: String): String {
    val text = StringBuilder()
    var at = 0
    while (at < escaped.length) {
        var sign = escaped[at++]
        if (sign == '\\') sign = if (escaped[at++] == 'n') '\n' else '\\'
        text.append(sign)
    }
    return text.toString()
}

private fun mm_take(value: Any?, type: java.lang.reflect.Type): Any? {
    if (type is java.lang.reflect.WildcardType) return mm_take(value, type.upperBounds[0])
    val raw: Class<*> = when (type) {
        is Class<*> -> type
        is java.lang.reflect.ParameterizedType -> type.rawType as Class<*>
        is java.lang.reflect.GenericArrayType -> Array<Any?>::class.java
        else -> Any::class.java
    }
    val of = (type as? java.lang.reflect.ParameterizedType)?.actualTypeArguments ?: arrayOf<java.lang.reflect.Type>(Any::class.java, Any::class.java, Any::class.java)
    val boxed = raw.kotlin.javaObjectType
    if (value == null && !raw.isPrimitive) return null
    when (value) {
        is Long -> {
            val options = listOf(value.toInt(), value, value.toDouble(), value.toFloat(), value.toShort(), value.toByte(), java.math.BigInteger.valueOf(value))
            options.firstOrNull { boxed.isInstance(it) && (it is Double || it is Float || (it as Number).toLong() == value) }?.let { return it }
        }
        is Double -> {
            if (boxed.isInstance(value)) return value
            if (boxed == java.lang.Float::class.java) return value.toFloat()
        }
        is Boolean -> if (boxed.isInstance(value)) return value
        is String -> {
            if (boxed.isInstance(value)) return value
            if (boxed == java.lang.Character::class.java && value.length == 1) return value[0]
            if (raw == CharArray::class.java) return value.toCharArray()
        }
        is Map<*, *> -> {
            val map: MutableMap<Any?, Any?> = if (raw == java.util.TreeMap::class.java || raw == java.util.SortedMap::class.java) java.util.TreeMap<Any?, Any?>() else LinkedHashMap()
            for ((key, each) in value) map[mm_take(key, of[0])] = mm_take(each, of[1])
            if (raw.isInstance(map)) return map
        }
        is List<*> -> {
            if (raw.isArray) {
                val inner = if (type is java.lang.reflect.GenericArrayType) type.genericComponentType else raw.componentType
                val component = if (inner is Class<*>) inner else if (inner is java.lang.reflect.ParameterizedType) inner.rawType as Class<*> else Any::class.java
                val array = java.lang.reflect.Array.newInstance(component, value.size)
                value.forEachIndexed { at, each -> java.lang.reflect.Array.set(array, at, mm_take(each, inner)) }
                return array
            }
            if (raw == Pair::class.java && value.size == 2) return Pair(mm_take(value[0], of[0]), mm_take(value[1], of[1]))
            if (raw == Triple::class.java && value.size == 3) return Triple(mm_take(value[0], of[0]), mm_take(value[1], of[1]), mm_take(value[2], of[2]))
            val items = value.map { mm_take(it, of[0]) }
            val options = listOf(ArrayList(items), LinkedHashSet(items), ArrayDeque(items), java.util.LinkedList(items), java.util.ArrayDeque(items.filterNotNull()))
            options.firstOrNull { raw.isInstance(it) }?.let { return it }
        }
    }
    throw IllegalArgumentException("The argument ${mm_show(value)} does not fit the type ${type.typeName}.")
}

private fun mm_show(value: Any?): String = when (value) {
    null, is Boolean, is Number -> value.toString()
    is Unit -> "null"
    is CharSequence, is Char -> mm_quoted(value.toString())
    is Map<*, *> -> value.entries.joinToString(",", "{", "}") { mm_quoted(it.key.toString()) + ":" + mm_show(it.value) }
    is Iterable<*> -> value.joinToString(",", "[", "]") { mm_show(it) }
    is Sequence<*> -> mm_show(value.toList())
    is Pair<*, *> -> mm_show(value.toList())
    is Triple<*, *, *> -> mm_show(value.toList())
    else ->
        if (value.javaClass.isArray) mm_show(List(java.lang.reflect.Array.getLength(value)) { java.lang.reflect.Array.get(value, it) })
        else "<$value>".replace("\n", " ")
}

private fun mm_quoted(text: String): String =
    text.toCharArray().joinToString("", "\"", "\"") { if (it in ' '..'~' && it != '"' && it != '\\') it.toString() else String.format("\\u%04x", it.code) }

private fun mm_words(thrown: Throwable): String {
    val own = (thrown as? java.lang.reflect.InvocationTargetException)?.cause ?: thrown
    val line = own.stackTrace.firstOrNull { it.fileName == "Main.kt" && it.lineNumber in 1..__LINES__ }?.lineNumber
    if (line != null) return "$own (line $line)"
    return if (own is IllegalArgumentException) own.message ?: "$own" else "$own"
}

fun main() {
    val out = System.out
    val owner = __OWNER__
    val method = owner.declaredMethods.firstOrNull { it.name == "__NAME__" && it.parameterCount == __ARITY__ }
    if (method == null) {
        System.err.println("The test cases call __NAME__ with __ARITY__ arguments.")
        System.exit(1)
        return
    }
    method.isAccessible = true
    val lines = arrayOf<String>(__TAPE__).joinToString("").split("\n").iterator()
    out.print("__NONCE__:0:begin:\n")
    for (number in 0 until __COUNT__) {
        val given = mm_value(lines) as List<*>
        val result = try {
            val args = given.mapIndexed { at, each -> mm_take(each, method.genericParameterTypes[at]) }
            val target: Any? = __TARGET__
            "ok:" + mm_show(method.invoke(target, *args.toTypedArray()))
        } catch (thrown: Throwable) {
            "error:" + mm_quoted(mm_words(thrown))
        }
        System.out.flush()
        out.print("__NONCE__:$number:$result\n")
        out.flush()
    }
    System.exit(0)
}
