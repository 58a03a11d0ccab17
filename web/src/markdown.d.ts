// Markdown files of ours are modules with their HTML: see vite.config.ts.
declare module "*.md" {
	const html: string;
	export default html;
}
