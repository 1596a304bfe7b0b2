import { StyleModule } from "style-mod";

/**
 * Gives CodeMirror's own rules to the document as adopted style sheets, in a layer below the page's.
 *
 * Left alone it writes a `<style>` element, which the page's Content-Security-Policy refuses.
 */
export function adoptEditorStyles(): void {
  const adopted = new Set<StyleModule>();
  StyleModule.mount = (_root, modules) => {
    for (const module of [modules].flat()) {
      if (adopted.has(module)) continue;
      adopted.add(module);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`@layer codemirror { ${module.getRules()} }`);
      document.adoptedStyleSheets.push(sheet);
    }
  };
}
