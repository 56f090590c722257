extension StatusPage {
    static let style: StaticString = """
        :root{color-scheme:light dark;--bg:#f4f6f8;--card:#fff;--ink:#15202b;--soft:#566472;--line:#dfe5ea;--accent:#1a5fb4;--accent-ink:#fff;--late:#a51d14;--late-bg:#fde8e6;--near:#7a4d00;--near-bg:#fff0cc;--good:#17663a;--good-bg:#e1f3e7;--mute-bg:#e9edf1;--shadow:0 1px 2px rgba(16,32,48,.06),0 2px 8px rgba(16,32,48,.05)}
        @media(prefers-color-scheme:dark){:root{--bg:#0f1419;--card:#182028;--ink:#e6ebf0;--soft:#9aa8b5;--line:#2a3540;--accent:#7ab3ff;--accent-ink:#0b1620;--late:#ffb3aa;--late-bg:#4a1a17;--near:#ffd58a;--near-bg:#453211;--good:#94dcb0;--good-bg:#163a26;--mute-bg:#25303a;--shadow:none}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        a{color:var(--accent);text-underline-offset:.15em}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
        .skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem 1rem;z-index:2}
        .wrap{max-width:70rem;margin:0 auto;padding:0 1rem}
        .top{background:var(--card);border-bottom:1px solid var(--line)}
        .top .wrap{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;padding-top:.75rem}
        .brand{font-weight:700;letter-spacing:-.01em;font-size:1.05rem;margin:0;display:flex;align-items:center;gap:.5rem;padding-bottom:.75rem}
        .brand svg{width:1.4rem;height:1.4rem;color:var(--accent)}
        nav{flex:1 1 20rem;min-width:0}.sections{display:flex;gap:.25rem;overflow-x:auto;margin:0;padding:0;list-style:none}
        .sections a{display:block;padding:.55rem .8rem .75rem;text-decoration:none;color:var(--soft);border-bottom:3px solid transparent;white-space:nowrap}
        .sections a:hover{color:var(--ink)}
        .sections a[aria-current]{color:var(--ink);border-color:var(--accent);font-weight:600}
        .count{display:inline-block;min-width:1.4em;padding:0 .4em;margin-left:.35em;border-radius:1em;background:var(--near-bg);color:var(--near);font-size:.8em;font-weight:600;text-align:center}
        main.wrap{padding-top:1.25rem;padding-bottom:1.5rem}main:focus{outline:0}
        h1{font-size:1.5rem;line-height:1.25;letter-spacing:-.015em;margin:.25rem 0 1rem}
        h2{font-size:1.05rem;margin:0 0 .75rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow);padding:1rem 1.15rem;margin:0 0 1rem;min-width:0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:0 0 1rem;padding:0}
        .tile{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow);padding:.8rem 1rem}
        .tile dt{color:var(--soft);font-size:.9rem}
        .tile dd{margin:0;font-size:1.9rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.02em}
        .tile[data-level="0"]{background:var(--late-bg);border-color:transparent}.tile[data-level="0"] dt,.tile[data-level="0"] dd{color:var(--late)}
        .tile[data-level="1"]{background:var(--near-bg);border-color:transparent}.tile[data-level="1"] dt,.tile[data-level="1"] dd{color:var(--near)}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:0 1rem}
        table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
        th{font-weight:600;color:var(--soft);font-size:.85rem;text-align:left;padding:.3rem .75rem .5rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
        td{padding:.55rem .75rem .55rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        tr:last-child td{border-bottom:0}
        time,.nowrap,button{white-space:nowrap}
        .strong{font-weight:600}
        .soft{color:var(--soft)}.small{font-size:.88rem}
        .pill{display:inline-block;border-radius:1em;padding:.05em .65em;font-size:.85rem;font-weight:600;background:var(--mute-bg);color:var(--soft);white-space:nowrap}
        [data-level="0"] .pill,.pill[data-level="0"]{background:var(--late-bg);color:var(--late)}
        [data-level="1"] .pill,.pill[data-level="1"]{background:var(--near-bg);color:var(--near)}
        [data-level="2"] .pill,.pill[data-level="2"]{background:var(--good-bg);color:var(--good)}
        [data-level="0"] time{color:var(--late);font-weight:650}
        .accounts{list-style:none;margin:0;padding:0}
        .accounts li{display:grid;grid-template-columns:1fr auto;gap:0 1rem;padding:.5rem 0;border-bottom:1px solid var(--line);align-items:start}
        .accounts li:last-child{border-bottom:0}
        .accounts p{margin:0;grid-column:1/-1;overflow-wrap:anywhere}
        form{display:inline}
        button{font:inherit;font-size:.9rem;font-weight:600;min-height:2.4rem;padding:.3rem .85rem;border-radius:8px;border:1px solid var(--line);background:var(--card);color:var(--accent);cursor:pointer;margin:0 .35rem .35rem 0}
        button:hover{border-color:var(--accent)}
        button.main{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}
        input{font:inherit;display:block;width:100%;max-width:26rem;margin:.35rem 0 1rem;padding:.55rem .7rem;border:1px solid var(--soft);border-radius:8px;background:var(--bg);color:var(--ink)}
        .notice{border-radius:10px;padding:.7rem 1rem;margin:0 0 1rem;background:var(--good-bg);color:var(--good);font-weight:600}
        .notice[data-level="0"]{background:var(--late-bg);color:var(--late)}
        .notice[data-level="1"]{background:var(--near-bg);color:var(--near)}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:14px/1.5 ui-monospace,"DejaVu Sans Mono",monospace;background:var(--bg);border:1px solid var(--line);border-radius:8px;padding:1rem;max-height:60vh;overflow:auto}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1rem}
        .facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
        svg.plot{display:block;width:100%;height:auto;max-width:34rem}
        .plot text{fill:var(--ink);font-size:14px;font-variant-numeric:tabular-nums}.plot .name{fill:var(--soft)}
        .plot .back{fill:var(--mute-bg)}.plot .bar{fill:var(--accent)}
        .plot .l0{fill:var(--late)}.plot .l1{fill:var(--near)}.plot .l2{fill:var(--good)}
        .plot .course{fill:none;stroke:var(--accent);stroke-width:2}.plot .mark{stroke:var(--ink);stroke-width:2}
        .empty{color:var(--soft);margin:.25rem 0}
        footer{color:var(--soft);font-size:.88rem;padding:0 0 2rem}
        footer .wrap{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center}
        footer form button{min-height:0;padding:.1rem .6rem;margin:0}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @media(max-width:44rem){
        .wrap{padding:0 .75rem}.card{padding:.85rem .9rem}
        table,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        tr{padding:.6rem 0;border-bottom:1px solid var(--line)}tr:last-child{border-bottom:0;padding-bottom:0}
        td{border:0;padding:.1rem 0;display:flex;gap:.75rem;justify-content:space-between;text-align:right}
        td::before{content:attr(data-label);color:var(--soft);font-size:.88rem;text-align:left;white-space:nowrap}
        td.wide{display:block;text-align:left}td.wide::before{display:block}
        td.empty-cell{display:none}
        .pill{white-space:normal}h2,.card p{overflow-wrap:anywhere}
        .brand{padding-bottom:.25rem}.sections a{padding:.55rem .55rem .65rem;font-size:.95rem}
        .tickets .nowrap{white-space:normal}.tickets tr{display:grid;grid-template-columns:minmax(0,1fr) fit-content(50%);gap:.15rem 1rem}
        .tickets td{display:block;text-align:left}.tickets td:nth-child(even){text-align:right}
        .tickets td::before{display:none}.tickets td:nth-child(1){font-size:1.1rem}
        .tickets td:nth-child(7)::before,.tickets td:nth-child(5)::before{display:inline;content:attr(data-label) " "}
        .tickets td:nth-child(7),.tickets td:nth-child(6){order:1}.tickets td:nth-child(5){color:var(--soft)}
        .tickets td:nth-child(6){text-align:right}.tickets td:nth-child(5){order:1;text-align:left}.tickets td:nth-child(7){grid-column:1/-1;font-size:.88rem;color:var(--soft)}
        button{min-height:2.75rem}
        .facts{grid-template-columns:1fr}.facts dd{margin-bottom:.35rem}
        }
        @media(prefers-reduced-motion:no-preference){.sections a,button{transition:border-color .15s,color .15s}}
        @media(forced-colors:active){.pill,.tile,.notice{border:1px solid}}
        """
}
