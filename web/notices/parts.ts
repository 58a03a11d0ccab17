// What the packages of npm don't say of themselves in a way that a program can read.

/** Who holds the copyright of packages that bring no text of their license and name no author. */
export const HOLDERS: Record<string, string> = {
	"@ruby/wasm-wasi": "Yuta Saito",
	"@zegocloud/zego-uikit-prebuilt": "ZEGOCLOUD",
};

/** Programs and libraries that are compiled into the files of a package. */
export const PARTS: Record<string, readonly { name: string; license: string; holder?: string }[]> = {
	pyodide: [
		{ name: "CPython", license: "PSF-2.0", holder: "Python Software Foundation" },
		{ name: "Emscripten", license: "MIT", holder: "2010-2014 Emscripten authors" },
		{ name: "musl", license: "MIT", holder: "2005-2020 Rich Felker, et al." },
		{ name: "libffi", license: "MIT", holder: "1996-2024 Anthony Green, Red Hat, Inc and others" },
		{ name: "zlib", license: "Zlib", holder: "1995-2024 Jean-loup Gailly and Mark Adler" },
		{ name: "bzip2", license: "bzip2-1.0.6", holder: "1996-2019 Julian R Seward" },
		{
			name: "Expat",
			license: "MIT",
			holder: "1998-2024 Thai Open Source Software Center Ltd, Clark Cooper and others",
		},
		{ name: "SQLite", license: "blessing" },
		{ name: "XZ Utils", license: "0BSD", holder: "The XZ Utils authors and contributors" },
		{ name: "Zstandard", license: "BSD-3-Clause", holder: "Meta Platforms, Inc. and affiliates" },
		{ name: "HACL*", license: "MIT", holder: "2016-2022 INRIA, CMU and Microsoft Corporation" },
		{ name: "mpdecimal", license: "BSD-2-Clause", holder: "2008-2024 Stefan Krah" },
	],
	"sql.js": [{ name: "SQLite", license: "blessing" }],
	wasmoon: [{ name: "Lua", license: "MIT", holder: "1994-2023 Lua.org, PUC-Rio" }],
};
