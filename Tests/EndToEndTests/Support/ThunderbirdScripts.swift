/// What Thunderbird is told to do, in its own words; `input` is what the caller gives.
enum ThunderbirdScripts {
    /// An account without encryption, which this machine's own server allows.
    static let account = """
        const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
        const plain = Ci.nsMsgAuthMethod.passwordCleartext;
        const server = MailServices.accounts.createIncomingServer(input.reader, "127.0.0.1", "imap");
        server.port = Number(input.imapPort);
        server.socketType = Ci.nsMsgSocketType.plain;
        server.authMethod = plain;
        server.password = input.password;
        const outgoing = MailServices.outgoingServer.createServer("smtp");
        outgoing.QueryInterface(Ci.nsISmtpServer);
        outgoing.hostname = "127.0.0.1";
        outgoing.port = Number(input.submissionPort);
        outgoing.socketType = Ci.nsMsgSocketType.plain;
        outgoing.authMethod = plain;
        outgoing.username = input.writer;
        outgoing.password = input.password;
        const identity = MailServices.accounts.createIdentity();
        identity.email = input.writer;
        identity.fullName = "Canary Agent";
        identity.smtpServerKey = outgoing.key;
        identity.doFcc = false;
        identity.htmlSigText = input.signature;
        identity.htmlSigFormat = false;
        const account = MailServices.accounts.createAccount();
        account.incomingServer = server;
        account.addIdentity(identity);
        MailServices.accounts.defaultAccount = account;
        return "";
        """

    static let reply = """
        const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
        const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
        const until = async (what, look) => {
            for (let i = 0; i < 800; i++) {
                const found = look();
                if (found) return found;
                await new Promise(resolve => setTimeout(resolve, 50));
            }
            throw new Error(`not within 40 s: ${what}`);
        };
        const account = MailServices.accounts.defaultAccount;
        const identity = account.defaultIdentity;
        const isHTML = input.html !== "";
        identity.composeHtml = isHTML;
        identity.replyOnTop = input.shape === "top" ? 1 : 0;
        // Right below the answer, as those do who put it there; otherwise at the very end.
        identity.sigBottom = input.shape !== "top";

        const root = account.incomingServer.rootFolder;
        let looks = 0;
        const folder = await until("the folder", () => {
            if (looks++ % 40 === 0) account.incomingServer.performExpand(null);
            return root.descendants.find(each => decodeURIComponent(each.URI).endsWith("/" + input.folder));
        });
        looks = 0;
        const header = await until("the mail", () => {
            if (looks++ % 40 === 0) folder.updateFolder(null);
            return folder.msgDatabase?.getMsgHdrForMessageID(input.messageID);
        });
        MailServices.compose.OpenComposeWindow(
            null, header, folder.getUriForMsg(header), Ci.nsIMsgCompType.ReplyToSender,
            isHTML ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText, identity, null, null);
        const window = await until("the window", () => Services.wm.getMostRecentWindow("msgcompose"));
        await until("the editor", () => window.composeEditorReady && window.gMsgCompose?.editor);
        const editor = window.GetCurrentEditor();
        const body = editor.document.body;
        await until("the quoted mail", () => body.textContent.includes("[[mb:"));

        if (input.shape === "below") {
            const texts = editor.document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
            let text = texts.nextNode();
            while (text && !text.data.includes(input.line)) text = texts.nextNode();
            if (!text) throw new Error("the quoted line is not there");
            editor.selection.collapse(text, text.data.indexOf(input.line) + input.line.length);
            editor.insertLineBreak();
        }
        editor.insertText(input.text);
        if (input.file) {
            const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
            file.initWithPath(input.file);
            const attachment = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
            attachment.url = Services.io.newFileURI(file).spec;
            attachment.name = file.leafName;
            attachment.size = file.fileSize;
            await window.AddAttachments([attachment]);
        }
        const written = body.innerHTML;
        window.GenericSendMessage(Ci.nsIMsgCompDeliverMode.Now);
        await until("the mail is sent", () => window.closed);
        return written;
        """
}
