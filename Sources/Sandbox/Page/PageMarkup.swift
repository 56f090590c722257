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
        <button role="tab" id="tab-mirakl" data-marketplace="mirakl" aria-controls="panel">\
        Conrad <small>Mirakl</small><span class="badge" hidden></span></button>
        <button role="tab" id="tab-kaufland" data-marketplace="kaufland" aria-controls="panel">\
        Kaufland<span class="badge" hidden></span></button>
        <button role="tab" id="tab-amazon" data-marketplace="amazon" aria-controls="panel">\
        Amazon<span class="badge" hidden></span></button>
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
}
