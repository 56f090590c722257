enum PageStyle {
    static let css = """
        :root {
          --ground: #f3f4f6; --card: #fff; --ink: #1c2430; --faint: #667085; --line: #e2e5ea; --hover: #f0f2f5;
          --accent: #0b7285; --bubble: #eef1f4; color-scheme: light dark;
        }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #14181f; --card: #1d232c; --ink: #e7ebf0; --faint: #98a2b3; --line: #303845; --hover: #262d38;
            --bubble: #2a313c; }
        }
        body[data-marketplace=kaufland] { --accent: #c2255c; }
        body[data-marketplace=amazon] { --accent: #a8590a; }
        body[data-marketplace=bol] { --accent: #1f4fbf; }
        body[data-marketplace=ebay] { --accent: #6b3fa0; }
        body[data-marketplace=allegro] { --accent: #c2410c; }
        body[data-marketplace=octopia] { --accent: #2f7d32; }
        body[data-marketplace=backmarket] { --accent: #475467; }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        body { margin: 0; height: 100vh; display: flex; flex-direction: column; background: var(--ground); color: var(--ink);
          font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
        header { display: flex; flex-wrap: wrap; gap: 12px 32px; align-items: end; justify-content: space-between;
          padding: 20px 28px 0; max-width: 1240px; width: 100%; margin: 0 auto; }
        h1 { font-size: 21px; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
        header p { margin: 4px 0 14px; color: var(--faint); }
        nav { display: flex; flex-wrap: wrap; gap: 4px; }
        button, input, select, textarea { font: inherit; color: inherit; }
        button { cursor: pointer; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
        nav button { border: 0; background: none; padding: 10px 13px 14px; border-radius: 10px 10px 0 0; color: var(--faint);
          font-weight: 600; position: relative; }
        nav button small { font-weight: 400; margin-left: 3px; }
        nav button:hover { background: var(--hover); }
        nav button[aria-selected=true] { background: var(--card); color: var(--accent); box-shadow: inset 0 3px var(--accent); }
        .badge { display: inline-block; min-width: 19px; margin-left: 8px; padding: 0 5px; border-radius: 10px;
          background: var(--accent); color: #fff; font-size: 12px; line-height: 19px; }
        main { flex: 1; min-height: 0; display: grid; grid-template-columns: 310px 1fr; max-width: 1240px; width: calc(100% - 32px);
          margin: 0 auto 20px; background: var(--card); border-radius: 12px; overflow: hidden;
          box-shadow: 0 1px 2px #1018281a, 0 8px 24px #10182814; }
        aside { border-right: 1px solid var(--line); padding: 14px; overflow-y: auto; }
        #new-conversation { width: 100%; padding: 9px; border: 1px dashed var(--line); border-radius: 8px; background: none;
          color: var(--accent); font-weight: 600; }
        #new-conversation:hover, #new-conversation[aria-current=true] { background: var(--hover); border-color: var(--accent); }
        #no-conversations { color: var(--faint); text-align: center; margin-top: 24px; }
        #conversations { list-style: none; margin: 10px 0 0; padding: 0; }
        #conversations button { display: block; width: 100%; text-align: left; border: 0; background: none; border-radius: 8px;
          padding: 9px 11px; margin-bottom: 2px; }
        #conversations button:hover { background: var(--hover); }
        #conversations button[aria-current=true] { background: var(--hover); box-shadow: inset 3px 0 var(--accent); }
        #conversations b { display: flex; justify-content: space-between; gap: 8px; }
        #conversations i { font-style: normal; font-weight: 400; color: var(--faint); font-size: 13px; }
        #conversations span { display: block; color: var(--faint); font-size: 13.5px; overflow: hidden; white-space: nowrap;
          text-overflow: ellipsis; }
        #conversations .unread::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--accent);
          flex: none; align-self: center; margin-right: -2px; }
        #conversations .unread { justify-content: flex-start; }
        #conversations .unread i { margin-left: auto; }
        section { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
        #heading { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; align-items: center; padding: 14px 22px;
          border-bottom: 1px solid var(--line); }
        #heading h2 { font-size: 16px; margin: 0; }
        #details { grid-row: 2; margin: 0; color: var(--faint); font-size: 13.5px; overflow: hidden; white-space: nowrap;
          text-overflow: ellipsis; }
        .chip { grid-row: 1 / 3; grid-column: 2; padding: 3px 11px; border-radius: 12px; font-size: 13px; font-weight: 600;
          background: var(--hover); color: var(--faint); white-space: nowrap; }
        .chip.open { background: #fff3d6; color: #8a5300; }
        .chip.answered { background: #dcf5e7; color: #0f6b3a; }
        .chip:empty { display: none; }
        #messages { flex: 1; overflow-y: auto; list-style: none; margin: 0; padding: 20px 22px; display: flex;
          flex-direction: column; gap: 12px; }
        #messages:empty::before { content: "What you and the seller write will stand here."; margin: auto; color: var(--faint); }
        #messages li { max-width: min(76%, 640px); align-self: flex-start; }
        #messages li.buyer { align-self: flex-end; }
        #messages li.system, #messages li.operator { align-self: center; }
        .meta { font-size: 12.5px; color: var(--faint); margin: 0 4px 3px; }
        li.buyer .meta { text-align: right; }
        .bubble { margin: 0; padding: 10px 14px; border-radius: 4px 14px 14px 14px; background: var(--bubble);
          white-space: pre-wrap; overflow-wrap: anywhere; }
        li.buyer .bubble { background: var(--accent); color: #fff; border-radius: 14px 4px 14px 14px; }
        li.system .bubble, li.operator .bubble { background: none; border: 1px dashed var(--line); border-radius: 10px; }
        .files { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 5px; }
        li.buyer .files { justify-content: flex-end; }
        .files a::before { content: "↓"; margin-right: 6px; }
        .files a { font-size: 13px; color: var(--accent); text-decoration: none; border: 1px solid var(--line);
          border-radius: 7px; padding: 2px 9px; }
        #composer { border-top: 1px solid var(--line); padding: 14px 22px 18px; display: grid; gap: 10px; }
        fieldset { border: 0; margin: 0; padding: 0; display: grid; grid-template-columns: 1fr 140px 1fr; gap: 10px; }
        fieldset label { font-size: 13px; color: var(--faint); display: grid; gap: 2px; }
        input:not([type=file]), select, textarea { width: 100%; border: 1px solid var(--line); border-radius: 8px; padding: 7px 10px;
          background: var(--card); color: var(--ink); font-size: 15px; }
        textarea { resize: vertical; min-height: 76px; }
        #examples { display: flex; flex-wrap: wrap; gap: 6px; }
        #examples button { border: 1px solid var(--line); background: none; border-radius: 15px; padding: 3px 12px; font-size: 13.5px; }
        #examples button:hover { border-color: var(--accent); color: var(--accent); }
        #examples small { color: var(--faint); margin-right: 6px; }
        details summary { cursor: pointer; font-size: 13px; color: var(--faint); }
        .fault-fields { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; margin-top: 8px; }
        .fault-fields label { font-size: 13px; color: var(--faint); display: grid; gap: 2px; flex: 1 1 110px; }
        .fault-fields button { border: 1px solid var(--line); background: none; border-radius: 8px; padding: 7px 14px; }
        .row { display: flex; align-items: center; gap: 14px; }
        #files-label { font-size: 13px; color: var(--faint); display: flex; gap: 8px; align-items: center; min-width: 0; }
        #files { font-size: 13px; max-width: 250px; }
        #files::file-selector-button { font: inherit; color: var(--ink); background: none; border: 1px solid var(--line);
          border-radius: 7px; padding: 4px 10px; margin-right: 10px; cursor: pointer; }
        #files::file-selector-button:hover { border-color: var(--accent); }
        #status { flex: 1; text-align: right; font-size: 13.5px; color: var(--faint); }
        #status.failed { color: #c92a2a; }
        #send { border: 0; border-radius: 8px; background: var(--accent); color: #fff; font-weight: 600; padding: 9px 24px; }
        #send:disabled { opacity: .55; cursor: default; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        @media (max-width: 760px) {
          body { height: auto; } main { grid-template-columns: 1fr; } aside { border-right: 0; border-bottom: 1px solid var(--line); }
          fieldset { grid-template-columns: 1fr; } header { padding: 16px 16px 0; }
        }
        """
}
