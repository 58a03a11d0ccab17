static class mm_Program {
	static void Main() {
		System.IO.TextWriter output = System.Console.Out;
		System.Reflection.MethodInfo method = null;
		var all = System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;
		foreach (var each in typeof(__OWNER__).GetMethods(all)) if (each.Name == "__NAME__" && each.GetParameters().Length == __ARITY__) method = each;
		if (method == null) {
			System.Console.Error.WriteLine("The test cases call __NAME__ with __ARITY__ arguments.");
			System.Environment.Exit(1);
		}
		string[] lines = string.Concat(new string[] {__TAPE__}).Split('\n');
		int at = 0;
		output.Write("__NONCE__:0:begin:\n");
		for (int number = 0; number < __COUNT__; number++) {
			var given = (System.Collections.Generic.List<object>) Read(lines, ref at);
			string result;
			try {
				var args = new object[given.Count];
				for (int i = 0; i < args.Length; i++) args[i] = Take(given[i], method.GetParameters()[i].ParameterType);
				object target = method.IsStatic ? null : System.Activator.CreateInstance(typeof(__OWNER__), true);
				result = "ok:" + Show(method.Invoke(target, args));
			} catch (System.Exception error) {
				System.Exception thrown = error is System.Reflection.TargetInvocationException ? error.InnerException : error;
				result = "error:" + Quote(thrown is Misfit ? thrown.Message : thrown.GetType() + ": " + thrown.Message);
			}
			System.Console.Out.Flush();
			output.Write("__NONCE__:" + number + ":" + result + "\n");
			output.Flush();
		}
		System.Environment.Exit(0);
	}

	class Misfit : System.Exception {
		public Misfit(string message) : base(message) {}
	}

	static object Read(string[] lines, ref int at) {
		string line = lines[at++];
		string rest = line.Substring(1);
		switch (line[0]) {
			case 'T': return true;
			case 'F': return false;
			case '#': return long.Parse(rest);
			case '.': return double.Parse(rest, System.Globalization.CultureInfo.InvariantCulture);
			case '"': return Text(rest);
			case '[':
				var list = new System.Collections.Generic.List<object>();
				for (int left = int.Parse(rest); left > 0; left--) list.Add(Read(lines, ref at));
				return list;
			case '{':
				var map = new System.Collections.Generic.Dictionary<string, object>();
				for (int left = int.Parse(rest); left > 0; left--) {
					var key = (string) Read(lines, ref at);
					map[key] = Read(lines, ref at);
				}
				return map;
			default: return null;
		}
	}

	static string Text(string escaped) {
		var text = new System.Text.StringBuilder();
		for (int i = 0; i < escaped.Length; i++) text.Append(escaped[i] != '\\' ? escaped[i] : escaped[++i] == 'n' ? '\n' : '\\');
		return text.ToString();
	}

	static object Take(object value, System.Type type) {
		type = System.Nullable.GetUnderlyingType(type) ?? type;
		bool any = type == typeof(object);
		if (value == null) return type.IsValueType ? throw new Misfit("The argument null does not fit the type " + type + ".") : (object) null;
		if (value is long number) {
			if (any) return number == (int) number ? (object) (int) number : number;
			if (type.IsPrimitive && type != typeof(bool) && type != typeof(char) || type == typeof(decimal) || type == typeof(System.Numerics.BigInteger)) {
				try {
					return type == typeof(System.Numerics.BigInteger) ? (System.Numerics.BigInteger) number : System.Convert.ChangeType(number, type);
				} catch (System.OverflowException) {}
			}
		} else if (value is double) {
			if (any || type == typeof(double)) return value;
			if (type == typeof(float) || type == typeof(decimal)) return System.Convert.ChangeType(value, type);
		} else if (value is string text) {
			if (type.IsAssignableFrom(typeof(string))) return text;
			if (type == typeof(char) && text.Length == 1) return text[0];
			if (type == typeof(char[])) return text.ToCharArray();
		} else if (value is bool) {
			if (any || type == typeof(bool)) return value;
		} else if (value is System.Collections.Generic.Dictionary<string, object> map) {
			if (any) type = typeof(System.Collections.Generic.Dictionary<string, object>);
			if (type.IsGenericType && type.GetGenericArguments().Length == 2) {
				if (type.IsInterface) type = typeof(System.Collections.Generic.Dictionary<,>).MakeGenericType(type.GetGenericArguments());
				var filled = System.Activator.CreateInstance(type) as System.Collections.IDictionary;
				if (filled != null) {
					foreach (var each in map) filled[each.Key] = Take(each.Value, type.GetGenericArguments()[1]);
					return filled;
				}
			}
		} else if (value is System.Collections.Generic.List<object> items) {
			if (any) type = typeof(System.Collections.Generic.List<object>);
			if (type.IsArray) {
				var array = System.Array.CreateInstance(type.GetElementType(), items.Count);
				for (int i = 0; i < items.Count; i++) array.SetValue(Take(items[i], type.GetElementType()), i);
				return array;
			}
			var of = type.GetGenericArguments();
			if (type.FullName.StartsWith("System.ValueTuple`") || type.FullName.StartsWith("System.Tuple`")) {
				var places = new object[of.Length];
				for (int i = 0; i < of.Length && of.Length == items.Count; i++) places[i] = Take(items[i], of[i]);
				if (of.Length == items.Count) return System.Activator.CreateInstance(type, places);
			} else if (of.Length == 1) {
				var list = (System.Collections.IList) System.Activator.CreateInstance(typeof(System.Collections.Generic.List<>).MakeGenericType(of));
				foreach (object item in items) list.Add(Take(item, of[0]));
				if (type.IsInstanceOfType(list)) return list;
				if (type.IsInterface) type = typeof(System.Collections.Generic.HashSet<>).MakeGenericType(of);
				return System.Activator.CreateInstance(type, list); // of a set, queue or stack
			}
		}
		throw new Misfit("The argument " + Show(value) + " does not fit the type " + type + ".");
	}

	static string Show(object value) {
		var invariant = System.Globalization.CultureInfo.InvariantCulture;
		if (value == null) return "null";
		if (value is bool) return (bool) value ? "true" : "false";
		if (value is string || value is char) return Quote(value.ToString());
		if (value is double || value is float) {
			double number = System.Convert.ToDouble(value);
			if (double.IsNaN(number)) return "NaN";
			if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
			return ((System.IFormattable) value).ToString("R", invariant);
		}
		if (value.GetType().IsPrimitive || value is decimal || value is System.Numerics.BigInteger) return ((System.IFormattable) value).ToString(null, invariant);
		var parts = new System.Collections.Generic.List<string>();
		if (value is System.Collections.IDictionary) {
			foreach (System.Collections.DictionaryEntry each in (System.Collections.IDictionary) value) parts.Add(Quote(System.Convert.ToString(each.Key, invariant)) + ":" + Show(each.Value));
			return "{" + string.Join(",", parts) + "}";
		}
		if (value is System.Collections.IEnumerable) {
			foreach (object item in (System.Collections.IEnumerable) value) parts.Add(Show(item));
		} else if (value.GetType().FullName.StartsWith("System.ValueTuple`")) {
			foreach (var field in value.GetType().GetFields()) parts.Add(Show(field.GetValue(value)));
		} else if (value.GetType().FullName.StartsWith("System.Tuple`")) {
			foreach (var property in value.GetType().GetProperties()) parts.Add(Show(property.GetValue(value)));
		} else {
			return "<" + value.ToString().Replace('\n', ' ') + ">";
		}
		return "[" + string.Join(",", parts) + "]";
	}

	static string Quote(string text) {
		var quoted = new System.Text.StringBuilder("\"");
		foreach (char sign in text) {
			if (sign >= ' ' && sign <= '~' && sign != '"' && sign != '\\') quoted.Append(sign);
			else quoted.Append("\\u").Append(((int) sign).ToString("x4"));
		}
		return quoted.Append('"').ToString();
	}
}
