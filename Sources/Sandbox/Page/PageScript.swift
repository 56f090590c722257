enum PageScript {
    static let javaScript = #"""
        "use strict";
        // All text of strangers goes in as text nodes; nothing here makes markup of a string.
        const byID = id => document.getElementById(id);
        const marketplaces = Array.from(document.querySelectorAll("[role=tab]"), tab => tab.dataset.marketplace);
        const examples = [
          { language: "de", name: "Erika M.", label: "Wo bleibt mein Paket?",
            text: "Guten Tag,\n\nlaut Sendungsverfolgung liegt mein Paket seit Dienstag im Depot. Wann kommt es an?\n\nViele Grüße\nErika M." },
          { language: "de", name: "Jörg Weiß", label: "Teil fehlt",
            text: "Hallo,\nim Paket fehlt das Netzteil. Können Sie es bitte nachsenden?" },
          { language: "en", name: "Olivia Reed", label: "It does not charge",
            text: "Hello,\n\nthe lamp does not charge any more. Is this covered by the warranty?\n\nKind regards\nOlivia" },
          { language: "pl", name: "Zofia Żółkiewska", label: "Zwrot zamówienia",
            text: "Dzień dobry,\n\nczy mogę jeszcze zwrócić zamówienie? Minęło dwanaście dni.\n\nPozdrawiam\nZofia" },
        ];
        let marketplace = "mirakl";
        let selected = null;          // id of the conversation on show; null: a new one
        let conversations = [];
        let last = "";
        const seen = new Map();       // messages that were on show, by conversation

        function element(name, className, text) {
          const made = document.createElement(name);
          if (className) made.className = className;
          if (text !== undefined) made.textContent = text;
          return made;
        }

        const key = one => one.marketplace + " " + one.id;
        const answers = one => one.messages.filter(message => message.role !== "buyer").length;
        const isUnread = one => answers(one) > (seen.get(key(one)) ?? 0);
        const clock = time => new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

        function current() {
          return conversations.find(one => one.marketplace === marketplace && one.id === selected) ?? null;
        }

        function show() {
          document.body.dataset.marketplace = marketplace;
          const one = current();
          if (one) seen.set(key(one), answers(one));
          for (const name of marketplaces) {
            const tab = byID("tab-" + name);
            tab.setAttribute("aria-selected", name === marketplace);
            tab.tabIndex = name === marketplace ? 0 : -1;
            const unread = conversations.filter(each => each.marketplace === name && isUnread(each)).length;
            const badge = tab.querySelector(".badge");
            badge.hidden = unread === 0;
            badge.textContent = unread;
          }
          byID("panel").setAttribute("aria-labelledby", "tab-" + marketplace);
          showList();
          showConversation(one);
        }

        function showList() {
          const mine = conversations.filter(one => one.marketplace === marketplace);
          byID("no-conversations").hidden = mine.length > 0;
          byID("new-conversation").setAttribute("aria-current", selected === null);
          byID("conversations").replaceChildren(...mine.map(one => {
            const newest = one.messages[one.messages.length - 1];
            const button = element("button");
            button.type = "button";
            button.dataset.conversation = one.id;
            button.setAttribute("aria-current", one.id === selected);
            const top = element("b", isUnread(one) ? "unread" : "", "");
            top.append(element("strong", "", one.buyer), element("i", "", clock(newest.sent)));
            button.append(top, element("span", "", one.order + " · " + one.item),
              element("span", "", (newest.role === "seller" ? "Seller: " : "") + newest.text.replace(/\s+/g, " ")));
            button.addEventListener("click", () => { selected = one.id; show(); scrollDown(); });
            const item = element("li");
            item.append(button);
            return item;
          }));
        }

        function showConversation(one) {
          byID("new-fields").hidden = one !== null;
          byID("examples").hidden = one !== null;
          const state = byID("state");
          state.className = "chip";
          if (!one) {
            byID("title").textContent = "New conversation";
            byID("details").textContent = "Say who you are, or take an example.";
            state.textContent = "";
            byID("messages").replaceChildren();
            return;
          }
          byID("title").textContent = one.item;
          const details = "Order " + one.order + " · " + (one.relay ? "answers go to " + one.relay : one.id);
          byID("details").textContent = details;
          byID("details").title = details;
          state.textContent = one.closed ? "closed" : one.awaits_seller ? "waits for the seller" : "answered";
          state.classList.add(one.closed ? "closed" : one.awaits_seller ? "open" : "answered");
          const list = byID("messages");
          const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
          list.replaceChildren(...one.messages.map(message => bubble(one, message)));
          if (atEnd) scrollDown();
        }

        function bubble(one, message) {
          const item = element("li", message.role);
          item.dataset.message = message.id;
          const who = message.role === "buyer" ? "You" : message.name;
          item.append(element("p", "meta", who + ", " + clock(message.sent) + (message.interim ? " · interim notice" : "")),
            element("p", "bubble", message.text));
          if (message.attachments.length > 0) {
            const files = element("div", "files");
            for (const file of message.attachments) {
              const link = element("a", "", file.name);
              link.href = "/sandbox/attachments/" + one.marketplace + "/" + encodeURIComponent(file.id);
              link.title = file.size + " bytes";
              files.append(link);
            }
            item.append(files);
          }
          return item;
        }

        function scrollDown() {
          const list = byID("messages");
          list.scrollTop = list.scrollHeight;
        }

        function report(text, failed = false) {
          const status = byID("status");
          status.textContent = text;
          status.classList.toggle("failed", failed);
        }

        async function refresh() {
          const response = await fetch("/sandbox/conversations");
          const text = await response.text();
          if (text === last) return;
          last = text;
          conversations = JSON.parse(text).conversations;
          show();
        }

        async function poll() {
          try {
            await refresh();
            if (byID("status").textContent === "The sandbox does not answer.") report("");
          } catch {
            report("The sandbox does not answer.", true);
          }
          setTimeout(poll, 1000);
        }

        const readFile = file => new Promise((done, failed) => {
          const reader = new FileReader();
          reader.onload = () => done({
            name: file.name, type: file.type || "application/octet-stream", data: reader.result.replace(/^[^,]*,/, ""),
          });
          reader.onerror = () => failed(reader.error);
          reader.readAsDataURL(file);
        });

        async function send() {
          const one = current();
          const message = { marketplace, text: byID("text").value };
          if (one) {
            Object.assign(message, { conversation: one.id, name: one.buyer, language: one.language });
          } else {
            Object.assign(message, { name: byID("name").value.trim() || "Buyer", language: byID("language").value });
            if (byID("order").value.trim()) message.order = byID("order").value.trim();
          }
          message.attachments = await Promise.all(Array.from(byID("files").files, readFile));
          const response = await fetch("/sandbox/messages", {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message),
          });
          const answer = await response.json();
          if (!response.ok) throw new Error(answer.error);
          selected = answer.conversation;
          byID("text").value = "";
          byID("files").value = "";
          byID("order").value = "";
          last = "";
          await refresh();
          scrollDown();
          return answer;
        }

        byID("composer").addEventListener("submit", async event => {
          event.preventDefault();
          byID("send").disabled = true;
          report("Sending…");
          try {
            const answer = await send();
            report(answer.notification ? "Sent; the seller has a mail." : "Sent.");
          } catch (error) {
            last = "";
            report(error.message, true);
          }
          byID("send").disabled = false;
        });

        byID("text").addEventListener("keydown", event => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byID("composer").requestSubmit();
        });

        byID("new-conversation").addEventListener("click", () => { selected = null; show(); byID("text").focus(); });

        function open(name) {
          marketplace = name;
          selected = conversations.find(one => one.marketplace === name)?.id ?? null;
          history.replaceState(null, "", "#" + name);
          fetch("/sandbox/faults").then(response => response.json()).then(answer => showFaults(answer.faults), () => {});
          report("");
          show();
          scrollDown();
        }

        for (const name of marketplaces) {
          const tab = byID("tab-" + name);
          tab.addEventListener("click", () => open(name));
          tab.addEventListener("keydown", event => {
            const step = { ArrowRight: 1, ArrowLeft: marketplaces.length - 1 }[event.key];
            if (!step) return;
            const next = marketplaces[(marketplaces.indexOf(name) + step) % marketplaces.length];
            open(next);
            byID("tab-" + next).focus();
          });
        }

        function showFaults(faults) {
          const waiting = faults.filter(fault => fault.place === marketplace).length;
          byID("fault-count").hidden = waiting === 0;
          byID("fault-count").textContent = waiting;
        }

        async function changeFaults(method, fault) {
          const response = await fetch("/sandbox/faults", {
            method, headers: { "Content-Type": "application/json" }, body: fault && JSON.stringify(fault),
          });
          if (!response.ok) throw new Error((await response.json()).error);
          showFaults(response.status === 204 ? [] : (await response.json()).faults);
        }

        byID("fault-add").addEventListener("click", () => {
          const [effect, status] = byID("fault-effect").value.split(":");
          const fault = {
            place: marketplace, operation: byID("fault-operation").value.trim() || "*", effect,
            moment: byID("fault-moment").value, times: Number(byID("fault-times").value) || 1,
          };
          if (status) fault.status = Number(status);
          if (effect === "slow") fault.delay_ms = 3000;
          if (effect === "lag") fault.lag_ms = 10000;
          changeFaults("POST", fault).then(() => report("The fault waits."), error => report(error.message, true));
        });
        byID("fault-clear").addEventListener("click", () => {
          changeFaults("DELETE").then(() => report("No faults."), error => report(error.message, true));
        });

        byID("examples").append(...examples.map((example, index) => {
          const button = element("button");
          button.type = "button";
          button.id = "example-" + index;
          button.append(element("small", "", example.language.toUpperCase()), example.label);
          button.addEventListener("click", () => {
            byID("name").value = example.name;
            byID("language").value = example.language;
            byID("text").value = example.text;
            byID("text").focus();
          });
          return button;
        }));

        const wanted = location.hash.slice(1);
        if (marketplaces.includes(wanted)) marketplace = wanted;
        show();
        refresh().catch(() => {}).then(() => { open(marketplace); poll(); });
        """#
}
