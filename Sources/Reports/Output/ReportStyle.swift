/// How the page looks. Colours keep a contrast of 4.5:1 for text in light and dark.
enum ReportStyle {
    static let css = """
        :root { --paper: #f6f7f9; --card: #ffffff; --ink: #1c2430; --soft: #586273; --rule: #dfe3ea; --main: #2458c5;
          --late: #c2410c; --goal: #0f766e; --empty: #edf0f4; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #10141b; --card: #181e28; --ink: #e8ecf2; --soft: #a3aec0; --rule: #2c3543; --main: #7fa8ff;
            --late: #ff9166; --goal: #4fd1c0; --empty: #222a36; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
          font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        header, main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 2.5rem; padding-bottom: .5rem; }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0; letter-spacing: -.02em; }
        h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
        .period { font-size: 1.15rem; margin: .35rem 0 0; }
        .note { color: var(--soft); font-size: .875rem; margin: .25rem 0 .75rem; }
        section { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 1.25rem;
          margin: 0 0 1.25rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; margin: 0; }
        .card { border: 1px solid var(--rule); border-radius: 10px; padding: .8rem 1rem; }
        .card dt { color: var(--soft); font-size: .875rem; }
        .card dd { margin: 0; }
        .card strong { display: block; font-size: 1.65rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
        .card span { color: var(--soft); font-size: .8125rem; }
        .card.alarm { border-color: var(--late); }
        .card.alarm span { color: var(--late); font-weight: 600; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 1.25rem; }
        figure { margin: 0; container-type: inline-size; }
        figcaption { font-weight: 600; margin-bottom: .35rem; }
        .plot { display: block; width: 100%; min-width: 40rem; height: auto; }
        .plot.small { min-width: 24rem; }
        .plot text { fill: var(--soft); font-size: 13px; font-family: inherit; }
        .plot.small text { font-size: 16px; }
        .plot .value { fill: var(--ink); }
        .bar { fill: var(--main); }
        .heat { fill: var(--main); }
        .late { fill: var(--late); }
        .empty { fill: var(--empty); }
        .axis, .grid { stroke: var(--rule); stroke-width: 1; }
        .goal { stroke: var(--goal); stroke-width: 2; stroke-dasharray: 6 5; }
        .line { fill: none; stroke: var(--main); stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
        .dot { fill: var(--main); }
        .dot.miss { fill: var(--card); stroke: var(--late); stroke-width: 2.5; }
        .key { display: inline-block; width: .75em; height: .75em; border-radius: 2px; margin: 0 .25em 0 .5em; }
        .key.bar { background: var(--main); margin-left: 0; }
        .key.late { background: var(--late); }
        .meter { display: block; width: 100%; min-width: 6rem; height: .6rem; }
        .scroll { overflow-x: auto; }
        .chart { position: relative; }
        .chart::after { content: "›"; display: none; position: absolute; inset: 0 0 0 auto; width: 2rem; pointer-events: none;
          align-items: center; justify-content: end; font-size: 1.6rem; color: var(--main);
          background: linear-gradient(to right, transparent, var(--card) 70%); }
        @media screen {
          @container (width < 40rem) {
            .chart:not(.small)::after { display: flex; }
            .chart:not(.small) .scroll { padding-right: 2rem; }
          }
          @container (width < 24rem) {
            .chart.small::after { display: flex; }
            .chart.small .scroll { padding-right: 2rem; }
          }
        }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
        caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        th, td { padding: .4rem .6rem; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th:first-child { text-align: left; white-space: normal; min-width: 8rem; }
        thead th { color: var(--soft); font-weight: 600; font-size: .8125rem; white-space: normal; vertical-align: bottom; }
        tbody th { font-weight: 500; }
        tbody tr:last-child > * { border-bottom: 0; }
        td.wide { width: 45%; }
        details { margin-top: .5rem; font-size: .875rem; }
        summary { cursor: pointer; color: var(--main); width: fit-content; }
        summary:focus-visible { outline: 2px solid var(--main); outline-offset: 3px; border-radius: 3px; }
        @media print {
          :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --rule: #bbb; --main: #2458c5; --late: #c2410c;
            --goal: #0f766e; --empty: #eee; }
          body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          header, main { max-width: none; padding: 0; }
          section { border: 0; padding: 0 0 6mm; margin: 0; }
          figure, .card, tr { break-inside: avoid; }
          h2 { break-after: avoid; }
          .pair { grid-template-columns: 1fr 1fr; }
          details { display: none; }
          .scroll { overflow: visible; }
          .plot, .plot.small { min-width: 0; }
          .scroll table { font-size: 7.5pt; }
          th, td { padding: .15rem .3rem; }
        }
        """
}
