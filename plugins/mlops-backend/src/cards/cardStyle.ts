/**
 * The style sheet of a card's HTML: A4 in print, readable on a screen.
 *
 * @param caption - stands above each printed page; letters, digits and `._-@` of it
 */
export function cardStyle(caption: string): string {
  const safeCaption = caption.replace(/[^A-Za-z0-9._@-]/g, '');
  return `
@page {
  size: A4;
  margin: 22mm 18mm 20mm;
  @top-right { content: "${safeCaption}"; font: 8pt system-ui, sans-serif; color: #555; }
  @bottom-center { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #555; }
}
* { box-sizing: border-box; }
body { max-width: 174mm; margin: 0 auto; padding: 8mm 4mm; color: #1a1a1a; background: #fff;
  font: 10.5pt/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 3mm; }
h2 { font-size: 14pt; margin: 9mm 0 3mm; padding-bottom: 1mm; border-bottom: 0.4mm solid #1a1a1a; }
h3 { font-size: 11.5pt; margin: 6mm 0 2mm; }
h4, h5, h6 { font-size: 10.5pt; margin: 5mm 0 2mm; }
h1, h2, h3, h4, h5, h6 { break-after: avoid; }
p, li { orphans: 3; widows: 3; }
a { color: #0b57d0; }
header { border-bottom: 0.8mm solid #1a1a1a; padding-bottom: 4mm; }
header dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 5mm; margin: 0; }
header dt { color: #555; }
header dd { margin: 0; }
footer { margin-top: 10mm; padding-top: 3mm; border-top: 0.2mm solid #999; color: #555; font-size: 8.5pt; }
table { width: 100%; border-collapse: collapse; margin: 3mm 0; font-size: 9.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 1.2mm 2mm; border: 0.2mm solid #bbb; text-align: left; vertical-align: top; }
th { background: #f0f0f0; }
pre { padding: 3mm; background: #f5f5f5; white-space: pre-wrap; }
code { font-family: ui-monospace, Consolas, monospace; font-size: 9.5pt; }
blockquote { margin: 2mm 0; padding-left: 4mm; border-left: 0.6mm solid #bbb; }
.written { margin: 4mm 0; padding: 1mm 0 1mm 4mm; border-left: 1mm solid #0b57d0; }
.attribution, .unwritten { color: #555; font-size: 9pt; font-style: italic; margin: 0 0 2mm; }
@media print {
  body { max-width: none; padding: 0; }
  a { color: inherit; }
  th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
}
