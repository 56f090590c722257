import Domain

extension StatusPage {
    func part(_ mails: [HeldMail]) -> HTML {
        guard !mails.isEmpty else { return card(nil, HTML("p", [("class", "empty")], "\(texts.noMails)")) }
        let columns = [texts.entry, texts.reason, texts.age, texts.size, texts.place, texts.actions]
        let lines = mails.map { mail in
            let look = PageTexts.fill(texts.look, "number", "\(mail.id)")
            return Line(cells: [
                Line.Cell("\(mail.id)"), Line.Cell(foreign: mail.reason, isWide: true),
                Line.Cell(time(mail.at, shown: age(since: mail.at))), Line.Cell("\(size(mail.size))"),
                Line.Cell(foreign: mail.place, isWide: true),
                Line.Cell(HTML("a", [("href", "quarantine?mail=\(mail.id)")], "\(look)")),
            ])
        }
        return card(nil, table(texts.quarantine, columns, lines))
    }

    func part(_ mail: HeldMail, _ preview: MailPreview) -> HTML {
        var facts: [(String, String)] = [
            (texts.reason, mail.reason), (texts.sender, preview.sender), (texts.subject, preview.subject),
        ]
        if let date = preview.date { facts.append((texts.date, date)) }
        facts += [(texts.place, mail.place), (texts.size, size(mail.size))]
        if !preview.files.isEmpty { facts.append((texts.files, preview.files.joined(separator: ", "))) }
        return card(
            nil, HTML("p", [("class", "notice"), ("data-level", "1")], "\(texts.inert)"),
            HTML(
                "dl", [("class", "facts")],
                facts.flatMap {
                    [HTML("dt", [], "\($0)"), HTML("dd", [], HTML("bdi", [], "\($1.withVisibleDirections)"))]
                }),
            HTML("pre", [("dir", "auto"), ("tabindex", "0")], "\(preview.text.withVisibleDirections)"),
            preview.isCut ? HTML("p", [("class", "soft small")], "\(texts.cut)") : .nothing,
            HTML("p", [], form("quarantine", [("mail", "\(mail.id)")], button: texts.processAgain)))
    }

    private func size(_ bytes: Int) -> String {
        bytes >= 1_000_000 ? "\(bytes / 1_000_000) MB" : bytes >= 1000 ? "\(bytes / 1000) kB" : "\(bytes) B"
    }
}
