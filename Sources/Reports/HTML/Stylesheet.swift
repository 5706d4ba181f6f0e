/// How pages look: light and dark as the reader's system is set, on narrow screens and on paper.
enum Stylesheet {
  static var text: String {
    """

    :root { \(Palette.properties(isDark: false)) }
    @media (prefers-color-scheme: dark) { :root { \(Palette.properties(isDark: true)) } }
    \(rules)
    \(classes)
    \(narrow)
    \(paper)

    """
  }

  private static let rules = """
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word; }
    .skip { position: absolute; left: -100vw; background: var(--card); color: var(--ink); padding: .5rem 1rem; }
    .skip:focus { left: 0; top: 0; z-index: 1; }
    header, main, footer, nav { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
    header { padding-top: 2rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
    h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .25rem; }
    h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
    p { margin: .25rem 0 .75rem; }
    .number { white-space: nowrap; }
    .muted, figcaption, footer { color: var(--muted); font-size: .875rem; }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .5rem 0 1.5rem; padding: 0; font-size: .9rem; }
    a { color: var(--cash); }
    a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--cash); outline-offset: 2px; }
    section { background: var(--card); border: 1px solid var(--grid); border-radius: .5rem; padding: 1.25rem; margin: 0 0 1.25rem; }
    .answer { font-size: 1.15rem; margin-bottom: 1rem; }
    .tiles { display: grid; grid-template-columns: var(--wide); gap: .75rem; margin: 0; }
    .tiles div { border-left: 3px solid var(--grid); padding: 0 0 0 .75rem; }
    .tiles dt { color: var(--muted); font-size: .875rem; }
    .tiles dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .tiles dd.muted { font-size: .8rem; font-weight: 400; white-space: normal; }
    figure { margin: 0; }
    figure + figure { margin-top: 1.5rem; border-top: 1px solid var(--grid); padding-top: 1rem; }
    svg { display: block; width: 100%; height: auto; }
    svg.narrow { display: none; }
    svg text { font-size: 12px; fill: var(--muted); font-variant-numeric: tabular-nums; }
    svg text.strong { fill: var(--ink); }
    .legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: .5rem 0; padding: 0; font-size: .875rem; }
    .legend span { display: inline-block; border-style: solid; border-width: .4rem; border-radius: 2px; margin-right: .4rem; }
    .legend span.line { border-width: .1rem .4rem; vertical-align: .25rem; }
    details { margin-top: .75rem; }
    summary { cursor: pointer; color: var(--cash); font-size: .9rem; }
    .scroll { overflow-x: auto; margin: .5rem 0; background:
      linear-gradient(to right, var(--card) 50%, transparent) 0 0 / 2rem 100% no-repeat local,
      linear-gradient(to left, var(--card) 50%, transparent) 100% 0 / 2rem 100% no-repeat local,
      linear-gradient(to right, rgb(128 128 128 / .5), transparent) 0 0 / .5rem 100% no-repeat scroll,
      linear-gradient(to left, rgb(128 128 128 / .5), transparent) 100% 0 / .5rem 100% no-repeat scroll; }
    table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; color: var(--muted); padding-bottom: .35rem; }
    th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--grid); text-align: right; white-space: nowrap; }
    thead th { vertical-align: bottom; white-space: normal; min-width: 4.5rem; }
    th.word, td.word { text-align: left; }
    td.place, tbody th.place { white-space: normal; }
    table.dense { font-size: .78rem; }
    .dense th, .dense td { padding: .2rem .3rem; }
    .dense thead th { min-width: 0; }
    tr.total th, tr.total td { font-weight: 700; border-top: 2px solid var(--muted); }
    .met { color: var(--good); font-weight: 600; }
    .missed { color: var(--bad); font-weight: 600; }
    footer p { margin: 0 0 .15rem; }
    footer { padding-bottom: 3rem; overflow-wrap: anywhere; }
    code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
    """

  /// What things of a colour look like.
  private static var classes: String {
    let hues = Palette.Hue.allCases.map { hue in
      let name = hue.rawValue
      return
        ".f-\(name) { fill: var(--\(name)); } .l-\(name) { stroke: var(--\(name)); fill: none; stroke-width: 2.5; } "
        + ".b-\(name) { border-color: var(--\(name)); }"
    }
    let tints = (0..<Palette.tints).map { ".t\($0) { background: var(--tint\($0)); }" }
    return (hues + tints).joined(separator: "\n")
      + "\n.gap { stroke: var(--card); stroke-width: 1; } .axis { stroke: var(--grid); stroke-width: 1; } "
      + ".zero { stroke: var(--muted); stroke-width: 1; } .rim { stroke: var(--card); fill: none; stroke-width: 5; } \(bands)"
  }

  private static var bands: String {
    LegendEntry.Tint.allCases.map { ".\($0.rawValue) { opacity: \($0.opacity); }" }.joined(separator: " ")
  }

  private static let narrow = """
    @media (max-width: 34rem) {
      header, main, footer, nav { padding-left: .75rem; padding-right: .75rem; }
      section { padding: .9rem; }
      .tiles { grid-template-columns: var(--narrow); }
      .tiles dd { font-size: 1rem; }
      th, td { padding: .2rem .4rem; }
      svg.wide { display: none; }
      svg.narrow { display: block; }
    }
    """

  private static let paper = """
    @media print {
      :root { \(Palette.properties(isDark: false)) }
      body { background: none; font-size: 10pt; }
      nav, .skip { display: none; }
      section { border: none; padding: 0; }
      h2, h3, .legend, svg, .before { break-after: avoid; }
      h2, h3, .whole, svg, tr, p, figcaption, footer, table.short { break-inside: avoid; }
      details::details-content { content-visibility: visible; block-size: auto; }
      summary { display: none; }
      caption, thead { break-after: avoid; }
      figcaption, tbody tr:nth-child(-n + 2), tbody tr:nth-last-child(-n + 2) { break-before: avoid; }
      thead { display: table-header-group; }
      footer { break-before: avoid; padding-bottom: 0; }
      .scroll { overflow: visible; background: none; }
      table, table.dense { font-size: 6.5pt; }
      th, td, .dense th, .dense td { padding: .05rem .2rem; }
      thead th { min-width: 0; }
      svg { max-width: 16cm; }
    }
    """
}
