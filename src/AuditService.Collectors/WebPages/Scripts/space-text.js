// The spacing of WCAG 1.4.12 on every text, as a reader's own style sheet sets it; called again without "on" it undoes it.
({ on }) => {
  const known = window[Symbol.for('audit.numbers')];
  if (!known) return false;
  const roots = [document, ...known.elements.filter(element => element.shadowRoot).map(element => element.shadowRoot)];
  if (known.spacing) for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter(sheet => sheet !== known.spacing);
  known.spacing = null;
  if (!on) return true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  known.spacing = sheet;
  return true;
}
