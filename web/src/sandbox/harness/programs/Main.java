class mm_Tests {
	public static void main(String[] mm_arguments) throws Exception {
		java.io.PrintStream mm_out = System.out;
		java.lang.reflect.Method mm_method = null;
		for (java.lang.reflect.Method mm_each : __OWNER__.class.getDeclaredMethods()) {
			if (mm_each.getName().equals("__NAME__") && mm_each.getParameterCount() == __ARITY__) mm_method = mm_each;
		}
		if (mm_method == null) {
			System.err.println("The test cases call __NAME__ with __ARITY__ arguments.");
			System.exit(1);
		}
		mm_method.setAccessible(true);
		String[] mm_lines = String.join("", new String[] {__TAPE__}).split("\n");
		int[] mm_at = {0};
		mm_out.print("__NONCE__:0:begin:\n");
		for (int mm_case = 0; mm_case < __COUNT__; mm_case++) {
			Object[] mm_given = (Object[]) mm_value(mm_lines, mm_at);
			String mm_result;
			try {
				Object[] mm_args = new Object[mm_given.length];
				for (int i = 0; i < mm_args.length; i++) mm_args[i] = mm_take(mm_given[i], mm_method.getGenericParameterTypes()[i]);
				mm_result = "ok:" + mm_show(mm_method.invoke(mm_target(mm_method), mm_args));
			} catch (Throwable mm_thrown) {
				mm_result = "error:" + mm_quoted(mm_words(mm_thrown));
			}
			System.out.flush();
			System.err.flush();
			mm_out.print("__NONCE__:" + mm_case + ":" + mm_result + "\n");
			mm_out.flush();
		}
		System.exit(0);
	}

	private static Object mm_target(java.lang.reflect.Method method) throws Exception {
		if (java.lang.reflect.Modifier.isStatic(method.getModifiers())) return null;
		java.lang.reflect.Constructor<?> made = method.getDeclaringClass().getDeclaredConstructor();
		made.setAccessible(true);
		return made.newInstance();
	}

	private static String mm_words(Throwable thrown) {
		if (thrown instanceof java.lang.reflect.InvocationTargetException) thrown = thrown.getCause();
		for (StackTraceElement each : thrown.getStackTrace()) {
			int line = each.getLineNumber();
			if ("Main.java".equals(each.getFileName()) && !"Main".equals(each.getClassName()) && line > 0 && line <= __LINES__) return thrown + " (line " + line + ")";
		}
		return thrown instanceof IllegalArgumentException ? String.valueOf(thrown.getMessage()) : thrown.toString();
	}

	private static Object mm_value(String[] lines, int[] at) {
		String line = lines[at[0]++];
		String rest = line.substring(1);
		switch (line.charAt(0)) {
			case 'T': return true;
			case 'F': return false;
			case '#': return Long.valueOf(rest);
			case '.': return Double.valueOf(rest);
			case '"': return mm_text(rest);
			case '[':
				Object[] list = new Object[Integer.parseInt(rest)];
				for (int i = 0; i < list.length; i++) list[i] = mm_value(lines, at);
				return list;
			case '{':
				java.util.Map<String, Object> map = new java.util.LinkedHashMap<>();
				for (int i = Integer.parseInt(rest); i > 0; i--) map.put((String) mm_value(lines, at), mm_value(lines, at));
				return map;
			default: return null;
		}
	}

	private static String mm_text(String escaped) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < escaped.length(); i++) {
			char sign = escaped.charAt(i);
			if (sign == '\\') sign = escaped.charAt(++i) == 'n' ? '\n' : '\\';
			text.append(sign);
		}
		return text.toString();
	}

	private static Object mm_take(Object value, java.lang.reflect.Type type) throws Exception {
		if (type instanceof java.lang.reflect.WildcardType) return mm_take(value, ((java.lang.reflect.WildcardType) type).getUpperBounds()[0]);
		if (type instanceof java.lang.reflect.TypeVariable) return mm_take(value, Object.class);
		Class<?> raw = (Class<?>) (type instanceof java.lang.reflect.ParameterizedType ? ((java.lang.reflect.ParameterizedType) type).getRawType() : type instanceof Class ? type : Object[].class);
		java.lang.reflect.Type[] of = type instanceof java.lang.reflect.ParameterizedType ? ((java.lang.reflect.ParameterizedType) type).getActualTypeArguments() : new java.lang.reflect.Type[] {Object.class, Object.class};
		if (raw == java.util.Optional.class) return java.util.Optional.ofNullable(mm_take(value, of[0]));
		if (value == null && !raw.isPrimitive()) return null;
		if (value instanceof Long) {
			long number = (Long) value;
			boolean small = number == (int) number;
			if (small && (raw == int.class || raw.isAssignableFrom(Integer.class))) return (int) number;
			if (raw == long.class || raw.isAssignableFrom(Long.class)) return number;
			if (raw == double.class || raw == Double.class) return (double) number;
			if (raw == float.class || raw == Float.class) return (float) number;
			if (number == (short) number && (raw == short.class || raw == Short.class)) return (short) number;
			if (number == (byte) number && (raw == byte.class || raw == Byte.class)) return (byte) number;
			if (raw == java.math.BigInteger.class) return java.math.BigInteger.valueOf(number);
		} else if (value instanceof Double) {
			if (raw == double.class || raw.isAssignableFrom(Double.class)) return value;
			if (raw == float.class || raw == Float.class) return ((Double) value).floatValue();
		} else if (value instanceof Boolean) {
			if (raw == boolean.class || raw.isAssignableFrom(Boolean.class)) return value;
		} else if (value instanceof String) {
			if (raw.isAssignableFrom(String.class)) return value;
			if ((raw == char.class || raw == Character.class) && ((String) value).length() == 1) return ((String) value).charAt(0);
			if (raw == char[].class) return ((String) value).toCharArray();
		} else if (value instanceof java.util.Map && raw.isAssignableFrom(raw == Object.class || java.util.Map.class.isAssignableFrom(raw) && !raw.isInterface() ? raw : java.util.TreeMap.class)) {
			java.util.Map<Object, Object> map = raw.isInterface() ? raw == java.util.Map.class ? new java.util.LinkedHashMap<>() : new java.util.TreeMap<>() : raw == Object.class ? new java.util.LinkedHashMap<>() : mm_made(raw);
			for (java.util.Map.Entry<?, ?> each : ((java.util.Map<?, ?>) value).entrySet()) map.put(mm_take(each.getKey(), of[0]), mm_take(each.getValue(), of[1]));
			return map;
		} else if (value instanceof Object[]) {
			Object[] items = (Object[]) value;
			if (raw.isArray()) {
				java.lang.reflect.Type inner = type instanceof java.lang.reflect.GenericArrayType ? ((java.lang.reflect.GenericArrayType) type).getGenericComponentType() : raw.getComponentType();
				Class<?> component = inner instanceof Class ? (Class<?>) inner : inner instanceof java.lang.reflect.ParameterizedType ? (Class<?>) ((java.lang.reflect.ParameterizedType) inner).getRawType() : Object.class;
				Object array = java.lang.reflect.Array.newInstance(component, items.length);
				for (int i = 0; i < items.length; i++) java.lang.reflect.Array.set(array, i, mm_take(items[i], inner));
				return array;
			}
			if (raw == Object.class || Iterable.class.isAssignableFrom(raw)) {
				java.util.Collection<Object> list = raw.isAssignableFrom(java.util.ArrayList.class) ? new java.util.ArrayList<>() : raw == java.util.Set.class ? new java.util.LinkedHashSet<>() : raw.isAssignableFrom(java.util.TreeSet.class) ? new java.util.TreeSet<>() : raw.isAssignableFrom(java.util.ArrayDeque.class) ? new java.util.ArrayDeque<>() : mm_made(raw);
				for (Object item : items) list.add(mm_take(item, of[0]));
				return list;
			}
		}
		throw new IllegalArgumentException("The argument " + mm_show(value) + " does not fit the type " + type.getTypeName() + ".");
	}

	@SuppressWarnings("unchecked")
	private static <T> T mm_made(Class<?> type) throws Exception {
		return (T) type.getDeclaredConstructor().newInstance();
	}

	private static String mm_show(Object value) {
		if (value == null || value instanceof Boolean || value instanceof Number) return String.valueOf(value);
		if (value instanceof CharSequence || value instanceof Character) return mm_quoted(value.toString());
		if (value instanceof java.util.Optional) return mm_show(((java.util.Optional<?>) value).orElse(null));
		java.util.StringJoiner text = new java.util.StringJoiner(",");
		if (value instanceof java.util.Map) {
			for (java.util.Map.Entry<?, ?> each : ((java.util.Map<?, ?>) value).entrySet()) text.add(mm_quoted(String.valueOf(each.getKey())) + ":" + mm_show(each.getValue()));
			return "{" + text + "}";
		}
		if (value instanceof Iterable) {
			for (Object item : (Iterable<?>) value) text.add(mm_show(item));
		} else if (value.getClass().isArray()) {
			for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) text.add(mm_show(java.lang.reflect.Array.get(value, i)));
		} else {
			return ("<" + value + ">").replaceAll("[\r\n]+", " ");
		}
		return "[" + text + "]";
	}

	private static String mm_quoted(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		for (char sign : text.toCharArray()) {
			if (sign >= ' ' && sign <= '~' && sign != '"' && sign != '\\') quoted.append(sign);
			else quoted.append(String.format("\\u%04x", (int) sign));
		}
		return quoted.append('"').toString();
	}
}
