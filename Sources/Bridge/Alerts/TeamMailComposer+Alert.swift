import Domain
import MIME
import Replies
import Routing
import Store

extension TeamMailComposer {
    /// What the administrator has to mend; one mail for all that is due at once.
    func alert(_ troubles: [Trouble]) throws(WriteError) -> NewTeamMail {
        let texts = AlertTexts.of(language)
        let told = troubles.map { self.told($0, texts) }
        var sheet = Sheet()
        for matter in told { sheet.add(.head, matter.text) }
        sheet.add(.head, texts.again)
        let subject = told.count == 1 ? told[0].subject : fill(texts.several, ["count": "\(told.count)"])
        let matters = troubles.map(\.matter).joined(separator: ", ")
        return try mail(name("alert \(matters) \(now)"), subject: "mailbridge: \(subject)", sheet, isUrgent: true)
    }

    private func told(_ trouble: Trouble, _ texts: AlertTexts) -> (subject: String, text: String) {
        let (subject, text, values): (String, String, [String: String]) =
            switch trouble {
            case .quarantined(let count, _):
                (texts.quarantined, texts.quarantinedText, ["count": "\(count)"])
            case .refused(let place, let fault): (texts.refused, texts.refusedText, values(place, fault))
            case .stalled(let place, let fault): (texts.stalled, texts.stalledText, values(place, fault))
            case .clocksDiffer(let places, let seconds):
                (
                    texts.clock, texts.clockText,
                    ["name": places.map(\.description).joined(separator: ", "), "count": "\(abs(seconds))"]
                )
            case .diskNearlyFull(let free): (texts.disk, texts.diskText, ["size": "\(free / 1_000_000)"])
            case .holidaysEnding(let year): (texts.holidays, texts.holidaysText, ["year": "\(year)"])
            case .expiring(let place, let date, let left):
                (
                    texts.expiring, left > 0 ? texts.expiringText : texts.expiredText,
                    ["name": place.description, "date": date.description]
                )
            }
        return (fill(subject, values), fill(text, values))
    }

    private func values(_ place: AccountPlace, _ fault: AccountFault) -> [String: String] {
        ["name": place.description, "count": "\(fault.times)", "date": shown(fault.since)]
    }
}
