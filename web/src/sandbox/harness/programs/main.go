
type mm_Value = interface{}

func mm_read(lines []string, at *int) mm_Value {
	line := lines[*at]
	*at++
	rest := line[1:]
	switch line[0] {
	case 'T':
		return true
	case 'F':
		return false
	case '#':
		number, _ := mm_strconv.ParseInt(rest, 10, 64)
		return int(number)
	case '.':
		number, _ := mm_strconv.ParseFloat(rest, 64)
		return number
	case '"':
		return mm_strings.NewReplacer(`\\`, `\`, `\n`, "\n").Replace(rest)
	case '[':
		count, _ := mm_strconv.Atoi(rest)
		list := make([]mm_Value, count)
		for i := range list {
			list[i] = mm_read(lines, at)
		}
		return list
	case '{':
		count, _ := mm_strconv.Atoi(rest)
		pairs := map[string]mm_Value{}
		for ; count > 0; count-- {
			key := mm_read(lines, at).(string)
			pairs[key] = mm_read(lines, at)
		}
		return pairs
	}
	return nil
}

func mm_take(value mm_Value, kind mm_reflect.Type) mm_reflect.Value {
	made := mm_reflect.New(kind).Elem()
	if kind.Kind() == mm_reflect.Interface && value != nil {
		made.Set(mm_reflect.ValueOf(value))
		return made
	}
	if value == nil && (kind.Kind() == mm_reflect.Ptr || kind.Kind() == mm_reflect.Slice || kind.Kind() == mm_reflect.Map || kind.Kind() == mm_reflect.Interface) {
		return made
	}
	if kind.Kind() == mm_reflect.Ptr {
		made.Set(mm_reflect.New(kind.Elem()))
		made.Elem().Set(mm_take(value, kind.Elem()))
		return made
	}
	switch given := value.(type) {
	case bool:
		if kind.Kind() == mm_reflect.Bool {
			made.SetBool(given)
			return made
		}
	case string:
		if kind.Kind() == mm_reflect.String {
			made.SetString(given)
			return made
		}
		signs := []rune(given)
		if len(signs) == 1 && (kind.Kind() == mm_reflect.Int32 || kind.Kind() == mm_reflect.Uint8 && signs[0] < 256) {
			made.Set(mm_reflect.ValueOf(signs[0]).Convert(kind))
			return made
		}
	case int:
		switch kind.Kind() {
		case mm_reflect.Int, mm_reflect.Int8, mm_reflect.Int16, mm_reflect.Int32, mm_reflect.Int64:
			if !made.OverflowInt(int64(given)) {
				made.SetInt(int64(given))
				return made
			}
		case mm_reflect.Uint, mm_reflect.Uint8, mm_reflect.Uint16, mm_reflect.Uint32, mm_reflect.Uint64:
			if given >= 0 && !made.OverflowUint(uint64(given)) {
				made.SetUint(uint64(given))
				return made
			}
		case mm_reflect.Float32, mm_reflect.Float64:
			made.SetFloat(float64(given))
			return made
		}
	case float64:
		if kind.Kind() == mm_reflect.Float32 || kind.Kind() == mm_reflect.Float64 {
			made.SetFloat(given)
			return made
		}
	case []mm_Value:
		if kind.Kind() == mm_reflect.Slice {
			made.Set(mm_reflect.MakeSlice(kind, len(given), len(given)))
		}
		if kind.Kind() == mm_reflect.Slice || kind.Kind() == mm_reflect.Array && kind.Len() == len(given) {
			for i, each := range given {
				made.Index(i).Set(mm_take(each, kind.Elem()))
			}
			return made
		}
	case map[string]mm_Value:
		if kind.Kind() == mm_reflect.Map && kind.Key().Kind() == mm_reflect.String {
			made.Set(mm_reflect.MakeMap(kind))
			for key, each := range given {
				made.SetMapIndex(mm_reflect.ValueOf(key).Convert(kind.Key()), mm_take(each, kind.Elem()))
			}
			return made
		}
	}
	panic("An argument does not fit its type: " + mm_show(mm_reflect.ValueOf(value)) + " is not " + kind.String() + ".")
}

func mm_quote(text string) string {
	quoted := `"`
	for _, sign := range text {
		if sign == '"' || sign == '\\' || sign < ' ' {
			quoted += mm_fmt.Sprintf(`\u%04x`, sign)
		} else {
			quoted += string(sign)
		}
	}
	return quoted + `"`
}

func mm_show(value mm_reflect.Value) string {
	switch value.Kind() {
	case mm_reflect.Invalid:
		return "null"
	case mm_reflect.Interface, mm_reflect.Ptr:
		return mm_show(value.Elem())
	case mm_reflect.String:
		return mm_quote(value.String())
	case mm_reflect.Float32, mm_reflect.Float64:
		number := mm_fmt.Sprint(value.Interface())
		return mm_strings.NewReplacer("+Inf", "Infinity", "-Inf", "-Infinity").Replace(number)
	case mm_reflect.Slice, mm_reflect.Array:
		if value.Kind() == mm_reflect.Slice && value.IsNil() && __NILS__ {
			return "null"
		}
		parts := []string{}
		for i := 0; i < value.Len(); i++ {
			parts = append(parts, mm_show(value.Index(i)))
		}
		return "[" + mm_strings.Join(parts, ",") + "]"
	case mm_reflect.Map:
		if value.IsNil() && __NILS__ {
			return "null"
		}
		parts := []string{}
		for _, key := range value.MapKeys() {
			parts = append(parts, mm_quote(mm_fmt.Sprint(key.Interface()))+":"+mm_show(value.MapIndex(key)))
		}
		return "{" + mm_strings.Join(parts, ",") + "}"
	case mm_reflect.Struct, mm_reflect.Func, mm_reflect.Chan, mm_reflect.Complex128:
		return "<" + mm_strings.ReplaceAll(mm_fmt.Sprint(value), "\n", " ") + ">"
	}
	return mm_fmt.Sprint(value.Interface())
}

func mm_try(function mm_reflect.Value, given []mm_Value) (result string) {
	defer func() {
		if thrown := recover(); thrown != nil {
			words := mm_fmt.Sprint(thrown)
			if !mm_strings.HasPrefix(words, "An argument does not fit") {
				words = "panic: " + words
			}
			result = "error:" + mm_quote(words)
		}
	}()
	args := []mm_reflect.Value{}
	for i, each := range given {
		args = append(args, mm_take(each, function.Type().In(i)))
	}
	returned := function.Call(args)
	if len(returned) == 1 {
		return "ok:" + mm_show(returned[0])
	}
	parts := []string{}
	for _, each := range returned {
		parts = append(parts, mm_show(each))
	}
	return "ok:[" + mm_strings.Join(parts, ",") + "]"
}

func main() {
	function := mm_reflect.ValueOf(__NAME__)
	if function.Type().NumIn() != __ARITY__ {
		mm_fmt.Fprintln(mm_os.Stderr, "The test cases call __NAME__ with __ARITY__ arguments.")
		mm_os.Exit(1)
	}
	lines := mm_strings.Split(__TAPE__, "\n")
	at := 0
	mm_fmt.Fprint(mm_os.Stdout, "__NONCE__:0:begin:\n")
	for number := 0; number < __COUNT__; number++ {
		result := mm_try(function, mm_read(lines, &at).([]mm_Value))
		mm_fmt.Fprintf(mm_os.Stdout, "__NONCE__:%d:%s\n", number, result)
	}
}
