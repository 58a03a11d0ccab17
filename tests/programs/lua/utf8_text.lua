local s = "grüße → 😀"
print(#s, utf8.len(s), s)
for p, c in utf8.codes("aé😀") do io.write(p, ":", c, " ") end
print(utf8.char(955, 128512), utf8.codepoint("é"), utf8.offset(s, 4))
