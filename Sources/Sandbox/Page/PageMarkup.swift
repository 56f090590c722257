/// The page's skeleton; the script fills it.
enum PageMarkup {
    static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Sandbox: write as the buyer</title>
        <link rel="stylesheet" href="/page.css">
        <script src="/page.js" defer></script>
        </head>
        <body>
        <header>
        <div>
        <h1>Write as the buyer</h1>
        <p>Your message reaches the seller by mail. The answer appears here, as the buyer sees it.</p>
        </div>
        <nav role="tablist" aria-label="Marketplace">
        \(tabs)
        </nav>
        </header>
        <main id="panel" role="tabpanel" aria-labelledby="tab-mirakl">
        <aside aria-label="Conversations">
        <button id="new-conversation" type="button">+ New conversation</button>
        <ul id="conversations"></ul>
        <p id="no-conversations">No conversations yet.</p>
        </aside>
        <section aria-label="Conversation">
        <div id="heading">
        <h2 id="title"></h2>
        <p id="details"></p>
        <span id="state" class="chip"></span>
        </div>
        <ol id="messages" aria-live="polite" aria-label="Messages"></ol>
        <form id="composer">
        <fieldset id="new-fields">
        <legend class="hidden">About the buyer</legend>
        <label>Your name<input id="name" maxlength="80" value="Erika M." autocomplete="off"></label>
        <label>Language<select id="language">
        <option value="de">Deutsch</option><option value="en">English</option><option value="pl">Polski</option>
        </select></label>
        <label>Order number<input id="order" maxlength="80" placeholder="made up if empty" autocomplete="off"></label>
        </fieldset>
        <div id="examples" aria-label="Example questions"></div>
        <label class="hidden" for="text">Message</label>
        <textarea id="text" rows="4" placeholder="Write to the seller" required></textarea>
        <details id="faults">
        <summary>Faults <span class="badge" id="fault-count" hidden></span></summary>
        <div class="fault-fields">
        <label>What happens<select id="fault-effect">
        <option value="status:429">429, too many requests</option><option value="status:500">500</option>
        <option value="status:503">503</option><option value="drop">connection dropped</option>
        <option value="garbled">garbled answer</option><option value="slow">three seconds late</option>
        <option value="lag">seen ten seconds later</option><option value="altered">text altered</option>
        <option value="expire-tokens">tokens expire</option>
        </select></label>
        <label>When<select id="fault-moment">
        <option value="before">before it is stored</option><option value="after">after it is stored</option>
        </select></label>
        <label>At<input id="fault-operation" value="*" title="an operation's name, or * for any" autocomplete="off"></label>
        <label>Times<input id="fault-times" type="number" min="1" max="1000" value="1"></label>
        <button type="button" id="fault-add">Add</button>
        <button type="button" id="fault-clear">Clear</button>
        </div>
        </details>
        <div class="row">
        <label id="files-label"><span class="hidden">Attach files</span><input id="files" type="file" multiple></label>
        <span id="status" role="status"></span>
        <button id="send" type="submit">Send</button>
        </div>
        </form>
        </section>
        </main>
        </body>
        </html>
        """

    /// One tab for each marketplace, in the order in which they are told to visitors.
    private static var tabs: String {
        SandboxMarketplace.allCases.map { marketplace in
            let name = marketplace.rawValue
            return "<button role=\"tab\" id=\"tab-\(name)\" data-marketplace=\"\(name)\" aria-controls=\"panel\">"
                + "\(marketplace.label)<span class=\"badge\" hidden></span></button>"
        }.joined(separator: "\n")
    }
}

extension SandboxMarketplace {
    /// Name on the page, as markup.
    fileprivate var label: String {
        switch self {
        case .mirakl: "Conrad <small>Mirakl</small>"
        case .kaufland: "Kaufland"
        case .amazon: "Amazon"
        case .bol: "bol"
        case .ebay: "eBay"
        case .allegro: "Allegro"
        case .octopia: "Cdiscount <small>Octopia</small>"
        case .backmarket: "Back Market"
        }
    }
}
