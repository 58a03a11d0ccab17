// Markdown files of ours are modules with their HTML: see vite.config.ts. With `?raw` they are their own text.
declare module "*.md" {
	const html: string;
	export default html;
}
declare module "*.md?raw" {
	const text: string;
	export default text;
}
